import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';
import { answerBadRequests } from './bad-requests.ts';

/** What one connection may cost. In milliseconds and bytes. */
export interface ConnectionLimits {
  /** Until the headers are there, and until the body is: who sends a byte now and then holds a connection no longer. */
  headersTimeout: number;
  requestTimeout: number;
  /** Without a byte in either direction. Longer than an identity provider may take. */
  idleTimeout: number;
  maximumHeaderSize: number;
  /** For what runs when the server is asked to end. */
  shutdownTimeout: number;
}

const LIMITS: ConnectionLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  idleTimeout: 120_000,
  maximumHeaderSize: 16 * 1024,
  shutdownTimeout: 10_000,
};

/** How often Node looks for connections that take too long; by itself it does so twice a minute. */
const CHECKS_PER_TIMEOUT = 10;

export interface ListenOptions {
  host: string;
  /** 0 takes any free one. */
  port: number;
  limits?: Partial<ConnectionLimits>;
  /** For answers to what is no request, which the app never sees. */
  headers?: Readonly<Record<string, string>>;
}

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
 * @throws ListenError
 */
export async function listen(
  app: Pick<Hono<ServerEnvironment>, 'fetch'>,
  { headers = {}, host, limits: changes, port }: ListenOptions,
): Promise<Listening> {
  const limits = { ...LIMITS, ...changes };
  const server = createAdaptorServer({
    fetch: app.fetch,
    createServer,
    serverOptions: {
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: limits.headersTimeout / CHECKS_PER_TIMEOUT,
      // The adapter refuses it too, and then the answer has our headers.
      requireHostHeader: false,
      maxHeaderSize: limits.maximumHeaderSize,
    },
  }) as ReturnType<typeof createServer>;
  server.setTimeout(limits.idleTimeout);
  answerBadRequests(server, headers);

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
        closeAfterAnswers(server);
        const timer = setTimeout(
          () => server.closeAllConnections(),
          limits.shutdownTimeout,
        );
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** A connection that is kept alive after its answer would hold the server up for seconds. */
function closeAfterAnswers(server: Server): void {
  server.prependListener('request', (_, response) => {
    response.setHeader('connection', 'close');
  });
  const timer = setInterval(() => server.closeIdleConnections(), 100);
  server.once('close', () => clearInterval(timer));
}

function toOrigin({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
