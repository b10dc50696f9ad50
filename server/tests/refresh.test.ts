import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eq, sql, type SQL } from 'drizzle-orm';
import { SCOPES } from '../../contract/seed.ts';
import { accessTokens, tokenFamilies, users } from '../database/schema.ts';
import { authenticate } from '../sessions/authenticate.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { renew, signIn, statusOfMe, toPair } from './support/tokens.ts';

describe('renewal on the real database', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const families = () => server.database.select().from(tokenFamilies);

  test('M7 strict: of ten uses at once one succeeds, and the family is ended once, with its reason', async () => {
    await server.reset({ refreshTokenRetryWindow: 0 });
    const pair = await signIn(server);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => renew(server, pair)),
    );
    const winners = answers.filter(({ status }) => status === 200);
    assert.equal(winners.length, 1);
    for (const { body, status } of answers) {
      if (status === 200) continue;
      assert.equal(body['error'], 'invalid_grant');
    }

    const [family, ...others] = await families();
    assert.equal(others.length, 0);
    assert.equal(family?.endReason, 'refresh-token-reused');
    assert.equal(
      (await server.database.select().from(accessTokens)).length,
      2,
      'one pair of the sign-in, one of the only renewal',
    );
    for (const { body } of winners) {
      assert.equal(await statusOfMe(server, toPair(body)), 401);
    }
  });

  test('M7 window: of ten uses at once each gets an answer, and exactly one pair of them is alive', async () => {
    await server.reset({});
    const pair = await signIn(server);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => renew(server, pair)),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array.from({ length: 10 }, () => 200),
    );
    const statuses = await Promise.all(
      answers.map(({ body }) => statusOfMe(server, toPair(body))),
    );
    assert.equal(statuses.filter((status) => status === 200).length, 1);
    const [family] = await families();
    assert.equal(family?.endedAt, null);
  });

  test('M9 a renewal that fails half-way changes nothing: the client can retry', async () => {
    await server.reset({ refreshTokenRetryWindow: 0 });
    const pair = await signIn(server);
    // The last statement of a renewal fails: everything before it was done, and must be undone.
    await server.database.execute(
      sql.raw(`
        create function refuse_update() returns trigger language plpgsql as
          $$ begin raise exception 'no room'; end $$`),
    );
    await server.database.execute(
      sql.raw(`
        create trigger refuse_update before update on token_families
          for each row execute function refuse_update()`),
    );
    try {
      const failed = await renew(server, pair);
      assert.equal(failed.status, 500);
      assert.deepEqual(failed.body, {
        error: 'server_error',
        error_description: 'The server made a mistake.',
      });
    } finally {
      await server.database.execute(
        sql.raw('drop function refuse_update cascade'),
      );
    }
    const retried = await renew(server, pair);
    assert.equal(retried.status, 200);
    assert.equal(await statusOfMe(server, toPair(retried.body)), 200);
  });

  test('M24 a disabled user is refused at the next use, of either token, and at sign-in', async () => {
    await server.reset({});
    const pair = await signIn(server);
    assert.equal(await statusOfMe(server, pair), 200);
    await server.database
      .update(users)
      .set({ disabledAt: server.now() })
      .where(eq(users.email, 'demo@latchkey.test'));

    assert.equal(await statusOfMe(server, pair), 401);
    assert.equal((await renew(server, pair)).body['error'], 'invalid_grant');
    await assert.rejects(signIn(server), /invalid_grant/);

    await server.database.update(users).set({ disabledAt: null });
    assert.equal(
      await statusOfMe(server, pair),
      401,
      'the session that was ended stays ended',
    );
  });

  test('M7 window: an access token that a retry revokes while it is checked is refused', async () => {
    await server.reset({});
    const pair = toPair((await renew(server, await signIn(server))).body);
    // Between the check of the token and the record of its first use, somebody revokes it.
    const racing = new Proxy(server.database, {
      get: (target, property) =>
        property === 'update'
          ? (table: typeof accessTokens) => ({
              set: (values: { firstUsedAt: Date }) => ({
                where: (condition: SQL) => ({
                  returning: async () => {
                    await target
                      .update(accessTokens)
                      .set({ revokedAt: server.now() });
                    return target
                      .update(table)
                      .set(values)
                      .where(condition)
                      .returning();
                  },
                }),
              }),
            })
          : (Reflect.get(target, property) as unknown),
    });
    assert.equal(
      await authenticate(racing, pair.accessToken, {
        now: server.now(),
        address: undefined,
      }),
      undefined,
    );
  });

  test('M17 a sign-out at the moment of a renewal wins, whichever comes first', async () => {
    await server.reset({});
    for (let round = 0; round < 5; round += 1) {
      const pair = await signIn(server);
      const [renewed] = await Promise.all([
        renew(server, pair),
        server.post('/oauth/revoke', {
          token: pair.refreshToken,
          client_id: 'latchkey',
        }),
      ]);
      assert.equal(await statusOfMe(server, pair), 401);
      if (renewed.status === 200) {
        assert.equal(await statusOfMe(server, toPair(renewed.body)), 401);
      }
    }
  });

  test('the sign-in is recorded with its client, scope, user agent and address, and when it was last used', async () => {
    await server.reset({});
    const response = await server.fetch('/oauth/token', {
      method: 'POST',
      headers: { 'user-agent': 'Example/1.0' },
      body: new URLSearchParams({
        grant_type: 'password',
        username: 'demo@latchkey.test',
        password: 'open-sesame-42',
        client_id: 'latchkey',
      }),
    });
    const pair = toPair((await response.json()) as Record<string, unknown>);
    await server.advance(600);
    await renew(server, pair);

    const [family] = await families();
    assert.equal(family?.userAgent, 'Example/1.0');
    assert.equal(family?.address, '127.0.0.1');
    assert.equal(family?.scope, SCOPES.join(' '));
    assert.deepEqual(family?.lastUsedAt, server.now());
  });
});
