import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server behind nginx that keeps what reaches it. */
export class Upstream {
  /** The raw header lines of each request, in their order. */
  readonly requests: IncomingMessage[] = [];
  answer: (request: IncomingMessage, response: ServerResponse) => void = (
    _request,
    response,
  ) => response.end('{}');
  readonly #server: Server;

  constructor() {
    this.#server = createServer(
      { maxHeaderSize: 128 * 1024 },
      (request, response) => {
        this.requests.push(request);
        request.resume();
        this.answer(request, response);
      },
    );
  }

  /** @returns host and port */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) =>
      this.#server.listen(port, '127.0.0.1', resolve),
    );
    const address = this.#server.address() as AddressInfo;
    return `127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What was asked since, such as `GET /api/me`. */
  get asked(): string[] {
    return this.requests.map(({ method, url }) => `${method} ${url}`);
  }

  forget(): void {
    this.requests.length = 0;
  }
}
