import {
  createServer,
  request as ask,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { listen, type Listening } from './listen.ts';

/**
 * Stands between a browser and the server, as a broken or hostile gateway could.
 *
 * @param origin where the server is
 * @param answer answers a request itself, and says so
 */
export function startProxy(
  origin: string,
  answer: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<Listening> {
  return listen(
    createServer((request, response) => {
      if (answer(request, response)) return;
      const { method, headers, url } = request;
      const onward = ask(
        new URL(url ?? '/', origin),
        { method, headers },
        (answered) => {
          response.writeHead(answered.statusCode ?? 502, answered.headers);
          answered.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    }),
  );
}
