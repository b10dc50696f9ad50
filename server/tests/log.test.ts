import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { createLog, createReadableLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { renew, signIn, statusOfMe, toPair } from './support/tokens.ts';

describe('the log', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  test('C12 no line holds a credential, an address or a value of a query, also when requests fail', async () => {
    const lines: string[] = [];
    await server.resetWith({}, { log: createLog((line) => lines.push(line)) });

    const first = await signIn(server);
    const second = toPair((await renew(server, first)).body);
    await statusOfMe(server, second);
    await server.post('/oauth/token', {
      grant_type: 'password',
      username: 'someone@latchkey.test',
      password: 'hunter2-hunter2',
      client_id: 'latchkey',
      client_secret: 'client-secret-1',
      code: 'code-1',
      code_verifier: 'verifier-1',
    });
    await server.fetch('/api/users?filter[search]=secret-search', {
      headers: {
        authorization: `Bearer ${second.accessToken}`,
        cookie: 'session=cookie-1',
      },
    });
    await server.fetch('/api/users/secret-id?access_token=query-token', {});
    await server.fetch('/secret-path', {});
    await server.database.execute(sql`alter table users rename to people`);
    try {
      await server.post('/oauth/token', {
        grant_type: 'password',
        username: 'failing@latchkey.test',
        password: 'hunter3-hunter3',
        client_id: 'latchkey',
      });
    } finally {
      await server.database.execute(sql`alter table people rename to users`);
    }

    const text = lines.join('');
    const secrets = [
      'open-sesame-42',
      'demo@latchkey.test',
      'someone@latchkey.test',
      'failing@latchkey.test',
      'hunter2',
      'hunter3',
      'client-secret-1',
      'code-1',
      'verifier-1',
      'secret-search',
      'secret-id',
      'secret-path',
      'query-token',
      'cookie-1',
      first.accessToken,
      first.refreshToken,
      second.accessToken,
      second.refreshToken,
    ];
    for (const secret of secrets) {
      assert.ok(!text.includes(secret), `${secret} is in the log`);
    }
    const entries = lines.map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    const routes = new Set(entries.map(({ route }) => route));
    assert.ok(routes.has('/oauth/token'));
    assert.ok(routes.has('/api/users'));
    const failure = entries.find(({ level }) => level === 'error');
    assert.equal(failure?.['event'], 'unexpected-error');
    assert.match(String(failure?.['stack']), /at /);
  });

  test('C12 a value cannot begin a line of its own, nor give a terminal orders', () => {
    const lines: string[] = [];
    for (const create of [createLog, createReadableLog]) {
      const log = create((line) => lines.push(line));
      log.info('a\r\n{"level":"error"}', {
        value: 'b\nc\u001b[31m',
        other: 'd" e=f',
      });
      log.error('g', new Error('h\r\ni'));
    }
    for (const line of lines) assert.match(line, /^\P{Cc}+\n$/u);
    for (const line of lines.slice(0, 2)) JSON.parse(line);
    const [, , readable] = lines;
    assert.match(
      readable ?? '',
      /^\d\d:\d\d:\d\d info {2}"a\\r\\n.*" value="b\\nc\\u001b\[31m" other="d\\" e=f"\n$/,
    );
    const log = createReadableLog((line) => lines.push(line));
    log.info('h', { value: '\u009b31m\u202e', none: undefined });
    assert.match(lines.at(-1) ?? '', / value="\\u009b31m\\u202e"\n$/);
  });

  test('N10 an answer and its lines have the same id; a proxy brings its own, nobody else does', async () => {
    const lines: string[] = [];
    const log = createLog((line) => lines.push(line));
    const idOf = async (trustedProxies: string, given: string) => {
      const settings = readSettings({ TRUSTED_PROXIES: trustedProxies });
      await server.resetWith({}, { settings, log });
      lines.length = 0;
      const { headers } = await server.fetch('/api/status', {
        headers: { 'x-request-id': given },
      });
      const [line] = lines;
      const { requestId } = JSON.parse(line ?? '') as { requestId: string };
      assert.equal(headers.get('x-request-id'), requestId);
      return requestId;
    };
    const OWN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
    const good = '4bf92f3577b34da6a3ce929d0e0e4736';
    assert.match(await idOf('0', good), OWN);
    assert.equal(await idOf('1', good), good);
    const bad = [
      '',
      'short',
      'a b c d e f g',
      '{"a":"b12345"}',
      'a'.repeat(129),
    ];
    for (const given of [...bad, `${good}, ${good}`]) {
      assert.match(await idOf('1', given), OWN);
    }
  });

  test('K4 N10 an answer to a mistake of ours has all headers and the id that is in the log', async () => {
    const lines: string[] = [];
    const broken = new Proxy(server.database, {
      get: () => {
        throw new Error('a mistake');
      },
    });
    const settings = readSettings({ PUBLIC_URL: 'https://id.example' });
    await server.resetWith(
      {},
      {
        settings,
        database: broken,
        log: createLog((line) => lines.push(line)),
      },
    );
    const paths = ['/api/me', '/oauth/authorize?client_id=latchkey'];
    for (const path of paths) {
      const { headers, status } = await server.fetch(path, {
        headers: { authorization: 'Bearer x' },
      });
      assert.equal(status, 500, path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.match(headers.get('strict-transport-security') ?? '', /^max-age=/);
      assert.match(
        headers.get('content-security-policy') ?? '',
        /^default-src/,
      );
      assert.equal(headers.get('cache-control'), 'no-store');
      const entries = lines.map(
        (line) => JSON.parse(line) as Record<string, unknown>,
      );
      const id = headers.get('x-request-id');
      const ofThis = entries.filter(({ requestId }) => requestId === id);
      assert.deepEqual(
        ofThis.map(({ event }) => event),
        ['unexpected-error', 'request'],
      );
    }
  });
});
