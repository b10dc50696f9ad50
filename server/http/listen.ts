import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';

/** Milliseconds. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 30_000;
const SHUTDOWN_TIMEOUT = 5_000;

export interface Listening {
  /** `http://127.0.0.1:3000` */
  origin: string;
  /** Lets running requests finish, but does not wait for ever. */
  close(): Promise<void>;
}

/** The port is taken, or may not be used. */
export class ListenError extends Error {
  override name = 'ListenError';
  readonly code = 'listen';
}

/**
 * Listens for HTTP.
 * @param port 0 takes any free one
 * @throws ListenError
 */
export async function listen(
  app: Pick<Hono<ServerEnvironment>, 'fetch'>,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions: {
      headersTimeout: HEADERS_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
    },
  }) as ReturnType<typeof createServer>;

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new ListenError(
          `Cannot listen on ${host}:${port} (${cause.message}). Stop what uses it, or set PORT.`,
          { cause },
        ),
      ),
    );
    server.listen(port, host, resolve);
  });

  return {
    origin: toOrigin(server.address() as AddressInfo),
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(
          () => server.closeAllConnections(),
          SHUTDOWN_TIMEOUT,
        );
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function toOrigin({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
