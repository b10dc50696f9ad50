import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { Listening } from '../../http/listen.ts';

/** One address, and what is behind it. */
export interface RoundRobin extends Listening {
  /** How many requests each has had, in the order of `behind`. */
  counts(): readonly number[];
  /** Where the servers are; they may be known later than the address is. */
  behind(origins: readonly string[]): void;
}

/** A load balancer at its simplest: one request after the other goes to the next server, also on one connection. */
export async function startRoundRobin(): Promise<RoundRobin> {
  let servers: readonly string[] = [];
  let counts: number[] = [];
  let turn = 0;
  const proxy = createServer((incoming, outgoing) => {
    const next = turn++ % servers.length;
    counts[next] = (counts[next] ?? 0) + 1;
    forward(incoming, servers[next] ?? '')
      .then((answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        return pipeline(answer, outgoing);
      })
      .catch(() => outgoing.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    counts: () => counts,
    behind: (origins) => {
      servers = origins;
      counts = origins.map(() => 0);
    },
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

/** The same request, headers as they came. */
async function forward(
  incoming: IncomingMessage,
  origin: string,
): Promise<IncomingMessage> {
  const outgoing = request(`${origin}${incoming.url}`, {
    method: incoming.method,
    headers: incoming.rawHeaders,
    agent: false,
  });
  // A server may answer before it has read all, and read no further: what counts is the answer.
  incoming.pipe(outgoing);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  outgoing.on('error', () => incoming.unpipe(outgoing).resume());
  return answer;
}
