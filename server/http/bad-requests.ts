import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What Node says of a request that it could not read; anything else is 400. */
const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers what the app never sees: headers that are too long, requests that take too long or are none. Node would do so
 * bare; they get a request id and the headers of every other answer.
 */
export function answerBadRequests(
  server: Server,
  headers: Readonly<Record<string, string>>,
): void {
  const answers = new WeakMap<Duplex, ServerResponse>();

  server.prependListener('request', (request, response) => {
    answers.set(request.socket, response);
    // For the adapter, which answers what it cannot make a request of; the app writes over them.
    for (const [name, value] of Object.entries(allHeaders(headers))) {
      response.setHeader(name, value);
    }
  });

  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket);
    const isHalfSent = answer?.headersSent && !answer.writableFinished;
    if (!socket.writable || isHalfSent || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const status = STATUSES[error.code ?? ''] ?? 400;
    const lines = Object.entries({
      ...allHeaders(headers),
      'content-length': '0',
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`,
    );
  });
}

function allHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...headers, 'x-request-id': randomUUID() };
}
