import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPostgres } from '../database/open.ts';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import { silentLog } from '../log.ts';
import { startTestServer } from './support/server.ts';
import { DEMO_FORM } from './support/tokens.ts';

describe('while the database is down', () => {
  test('M17 the token server says 503 and when to ask again, and the API too', async () => {
    const server = await startTestServer();
    const unreachable = openPostgres('postgres://127.0.0.1:1/none', silentLog);
    await server.resetWith({}, { database: unreachable.database });
    try {
      const forms = [
        ['/oauth/revoke', { token: 'x', client_id: 'latchkey' }],
        [
          '/oauth/token',
          {
            grant_type: 'refresh_token',
            refresh_token: 'x',
            client_id: 'latchkey',
          },
        ],
      ] as const;
      for (const [path, form] of forms) {
        const response = await server.fetch(path, {
          method: 'POST',
          body: new URLSearchParams(form),
        });
        assert.equal(response.status, 503);
        assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
        assert.equal(response.headers.get('cache-control'), 'no-store');
        assert.deepEqual(await response.json(), {
          error: 'temporarily_unavailable',
          error_description: 'The server cannot answer just now.',
        });
      }
      const response = await server.fetch('/api/me', {
        headers: { authorization: 'Bearer x' },
      });
      assert.equal(response.status, 503);
      assert.match(response.headers.get('retry-after') ?? '', /^\d+$/);
    } finally {
      await unreachable.close();
      await server.close();
    }
  });

  test('M17 the same when it goes away in the middle of a sign-in', async () => {
    const server = await startTestServer();
    const breaking = new Proxy(server.database, {
      get: (target, property) =>
        property === 'transaction'
          ? () =>
              Promise.reject(
                Object.assign(new Error('gone'), { code: 'ECONNRESET' }),
              )
          : (Reflect.get(target, property) as unknown),
    });
    await server.resetWith({}, { database: breaking });
    try {
      const { body, status } = await server.post('/oauth/token', DEMO_FORM);
      assert.equal(status, 503);
      assert.equal(body['error'], 'temporarily_unavailable');
    } finally {
      await server.close();
    }
  });

  test('M17 a mistake in a query is not taken for that', () => {
    const mistake = Object.assign(new Error('syntax error'), { code: '42601' });
    assert.ok(!isDatabaseUnavailable(new Error('x', { cause: mistake })));
    assert.ok(!isDatabaseUnavailable(undefined));
  });
});
