import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { createLog } from '../log.ts';
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

  test('C12 a value cannot begin a line of its own', () => {
    const lines: string[] = [];
    const log = createLog((line) => lines.push(line));
    log.info('a\r\n{"level":"error"}', { value: 'b\nc\u001b[31m' });
    log.error('d', new Error('e\r\nf'));
    for (const line of lines) {
      assert.match(line, /^\P{Cc}+\n$/u);
      JSON.parse(line);
    }
  });
});
