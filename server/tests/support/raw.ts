import { connect } from 'node:net';

/**
 * Sends these bytes and gives back what came, for requests that `fetch` would not send. Ends when the server closes the
 * connection, so the request should ask for that.
 */
export function sendRaw(origin: string, request: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (answer += text));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(request);
  });
}

/** A GET request with these header lines. */
export function rawGet(path: string, ...headers: readonly string[]): string {
  return [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...headers,
    '',
    '',
  ].join('\r\n');
}
