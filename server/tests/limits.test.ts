import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  Agent,
  request,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { parseJson } from '../http/json.ts';
import { createLog } from '../log.ts';
import { rawGet, sendRaw } from './support/raw.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { signIn } from './support/tokens.ts';

/** Milliseconds. Short, because the test waits for them; they are what it is about. */
const LIMITS = { headersTimeout: 500, requestTimeout: 1000 };

describe('N8 limits of a request', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(() => server.reset({}));
  after(() => server.close());

  const post = (path: string, ...rest: readonly string[]) =>
    [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Content-Type: application/x-www-form-urlencoded',
      ...rest,
    ].join('\r\n');

  test('headers of more than 16 kB are refused, those a little below are not', async () => {
    const long = (length: number) =>
      sendRaw(
        server.origin,
        rawGet('/api/status', `X-Long: ${'a'.repeat(length)}`),
      );
    assert.match(await long(15_000), /^HTTP\/1\.1 200 /);
    assert.match(await long(16_400), /^HTTP\/1\.1 431 /);
    assert.match(await long(100_000), /^HTTP\/1\.1 431 /);
  });

  test('K4 what is no request gets the headers of every other answer, and an id', async () => {
    const bad = [
      [rawGet('/', `X-Long: ${'a'.repeat(20_000)}`), 431],
      ['nonsense\r\n\r\n', 400],
      ['GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400],
      ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ] as const;
    for (const [request, status] of bad) {
      const answer = (await sendRaw(server.origin, request)).toLowerCase();
      assert.ok(answer.startsWith(`http/1.1 ${status} `), answer);
      assert.match(answer, /\r\nx-content-type-options: nosniff\r\n/);
      assert.match(answer, /\r\nx-frame-options: deny\r\n/);
      assert.match(answer, /\r\ncontent-security-policy: default-src 'none'/);
      assert.match(answer, /\r\nx-request-id: [0-9a-f-]{36}\r\n/);
    }
  });

  test('who sends headers byte by byte, or a body, does not hold a connection for long', async () => {
    const slow = {
      headers: 'GET /api/status HTTP/1.1\r\nHost: 127.0.0.1\r\n',
      body: `${post('/oauth/token', 'Content-Length: 100')}\r\n\r\ngrant_type=`,
    };
    const lines: string[] = [];
    // The server notices the end a moment after the client has.
    let formIsLogged = () => {};
    const formLogged = new Promise<void>((resolve) => {
      formIsLogged = resolve;
    });
    const log = createLog((line) => {
      lines.push(line);
      if (line.includes('"event":"request"')) formIsLogged();
    });
    await server.resetWith({}, { log });
    const impatient = await server.listenWith(LIMITS);
    for (const [part, begun] of Object.entries(slow)) {
      const start = performance.now();
      const answer = await drip(impatient.origin, begun);
      assert.match(answer, /^HTTP\/1\.1 408 /, part);
      assert.match(answer, /\r\nx-frame-options: DENY\r\n/);
      const waited = performance.now() - start;
      assert.ok(waited < 10_000, `${part}: ${waited} ms`);
    }
    await formLogged;
    await impatient.close();
    const errors = lines.filter((line) => line.includes('"level":"error"'));
    assert.deepEqual(errors, [], 'nothing was wrong with the server');
    assert.match(lines.join(''), /"event":"client-gone"/);
  });

  test('a body that is too long is refused, whether it says so or not', async () => {
    const { accessToken } = await signIn(server);
    const bearer = `Connection: close\r\nAuthorization: Bearer ${accessToken}`;
    const limits = [
      ['/oauth/token', 64 * 1024],
      ['/oauth/revoke', 64 * 1024],
      ['/oauth/sign-in', 64 * 1024],
      ['/api/me/identities', 100 * 1024],
    ] as const;
    for (const [path, limit] of limits) {
      const length = limit + 1;
      const announced = await sendRaw(
        server.origin,
        `${post(path, bearer, `Content-Length: ${length}`)}\r\n\r\n`,
      );
      assert.match(announced, /^HTTP\/1\.1 413 /, path);
      const chunk = `${length.toString(16)}\r\n${'a'.repeat(length)}\r\n`;
      const chunked = await sendRaw(
        server.origin,
        `${post(path, bearer, 'Transfer-Encoding: chunked')}\r\n\r\n${chunk}0\r\n\r\n`,
      );
      assert.match(chunked, /^HTTP\/1\.1 413 /, path);
    }
  });

  test('who sends too much and does not stop writing is told so at once, and can go on', async () => {
    const { accessToken } = await signIn(server);
    for (const path of ['/oauth/token', '/api/me/identities']) {
      const body = 'a'.repeat(1_000_000);
      const lines = [
        `Authorization: Bearer ${accessToken}`,
        `Content-Length: ${body.length}`,
      ];
      const closing = post(path, 'Connection: close', ...lines);
      const refused = await sendInParts(server.origin, closing, body);
      assert.match(refused, /^HTTP\/1\.1 413 /, path);

      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ask = (method: string, path: string, body?: string) =>
        answerTo(
          request(server.origin + path, {
            agent,
            method,
            headers: { authorization: `Bearer ${accessToken}` },
          }).end(body),
        );
      const first = await ask('POST', path, body);
      assert.equal(first.status, 413, path);
      // Longer than the server reads on in vain.
      await setTimeout(1_000);
      const second = await ask('POST', path, 'a');
      assert.notEqual(second.status, 413, path);
      assert.equal(second.port, first.port, 'on the same connection');
      agent.destroy();
    }
  });

  test('who sends much too much is told so, and cut off', async () => {
    const length = 50_000_000;
    const head = post('/oauth/token', `Content-Length: ${length}`);
    const start = performance.now();
    const answer = await sendInParts(server.origin, head, 'a'.repeat(100_000));
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /\r\nconnection: close\r\n/i);
    assert.ok(performance.now() - start < 5_000);
  });

  test('JSON that is nested deeply is refused, and a bracket in a text is no nesting', async () => {
    const { accessToken } = await signIn(server);
    const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
    for (const body of [deep, '['.repeat(40_000), `{"code":${deep}}`]) {
      const response = await server.fetch('/api/me/identities', {
        method: 'POST',
        body,
        headers: {
          authorization: `Bearer ${accessToken}`,
          'content-type': 'application/json',
        },
      });
      assert.equal(response.status, 400);
    }
    const text = { text: `\\"${'['.repeat(100)}`, list: [[['a']]] };
    assert.deepEqual(parseJson(JSON.stringify(text)), text);
    assert.deepEqual(parseJson('{"a":"\\\\","b":[]}'), { a: '\\', b: [] });
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    assert.ok(Array.isArray(parseJson(nested(16))));
    assert.throws(() => parseJson(nested(17)), SyntaxError);
    assert.throws(() => parseJson(`["a",${nested(16)}]`), SyntaxError);
  });
});

/** What came, and by which port of ours. */
async function answerTo(
  request: ClientRequest,
): Promise<{ status: number | undefined; port: number | undefined }> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const { localPort: port } = response.socket;
  for await (const _ of response);
  return { status: response.statusCode, port };
}

/** Sends a body in ten parts, whatever is answered meanwhile, and only then reads; throws where the connection was reset. */
async function sendInParts(
  origin: string,
  head: string,
  body: string,
): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  socket.write(`${head}\r\n\r\n`);
  const size = body.length / 10;
  for (let part = 0; part < 10; part++) {
    await setTimeout(10);
    socket.write(body.slice(part * size, (part + 1) * size));
  }
  const [answer] = (await once(socket, 'data')) as [string];
  socket.destroy();
  return answer;
}

/** Begins a request, goes on with a byte now and then, and gives back what came until the connection was closed. */
function drip(origin: string, begun: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8');
    const drops = setInterval(() => socket.write('a'), 50);
    socket.on('data', (text: string) => (answer += text));
    // The server may be gone before the last byte arrives.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(drops);
      resolve(answer);
    });
    socket.write(begun);
  });
}
