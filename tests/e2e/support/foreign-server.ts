import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Differences } from '../../foreign-servers/differences.ts';
import { StandIn } from '../../foreign-servers/stand-in.ts';

/** A stand-in for somebody else's server, on an origin of its own. */
export interface StartedStandIn {
  origin: string;
  standIn: StandIn;
  stop(): Promise<void>;
}

/** Starts one that differs from ours in what it is told. */
export async function startStandIn(
  differs: Partial<Differences>,
): Promise<StartedStandIn> {
  const standIn = new StandIn(differs);
  const server = createServer((incoming, outgoing) => {
    void toRequest(incoming)
      .then((request) => standIn.answer(request))
      .then(async (response) => {
        outgoing.writeHead(
          response.status,
          Object.fromEntries(response.headers),
        );
        outgoing.end(await response.text());
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    standIn,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
  const hasBody = incoming.method === 'POST';
  return new Request(`http://127.0.0.1${incoming.url ?? '/'}`, {
    method: incoming.method ?? 'GET',
    headers,
    ...(hasBody && { body: await text(incoming) }),
  });
}
