import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { authorizationCodes } from '../database/schema-openid.ts';
import { tokenFamilies, users } from '../database/schema.ts';
import { hashToken } from '../tokens.ts';
import {
  addClients,
  APP,
  authorize,
  CONFIDENTIAL,
  redeem,
  VERIFIER,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { statusOfMe, toPair } from './support/tokens.ts';

const WRONG_VERIFIER = 'b'.repeat(43);

describe('authorization codes', () => {
  let server: TestServer;
  let code: string;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    await addClients(server);
    code = (await authorize(server)).get('code') ?? '';
  });
  after(() => server.close());

  const isRefused = async (changes: Record<string, string> = {}) => {
    const { body, status } = await redeem(server, code, changes);
    assert.equal(status, 400, JSON.stringify(body));
    assert.equal(body['error'], 'invalid_grant');
    assert.equal(body['access_token'], undefined);
  };

  test('M3 a code brings tokens with the scope that was allowed', async () => {
    const { body, status } = await redeem(server, code);
    assert.equal(status, 200);
    assert.equal(body['scope'], 'openid email profile');
    assert.equal(body['token_type'], 'Bearer');
    assert.equal(await statusOfMe(server, toPair(body)), 200);
  });

  test('M10 the code is stored as a hash, and is long enough', async () => {
    assert.match(code, /^[A-Za-z0-9_-]{43}$/);
    const rows = await server.database.select().from(authorizationCodes);
    assert.equal(rows[0]?.hash, hashToken(code));
    assert.ok(!JSON.stringify(rows).includes(code));
  });

  test('M3 it lives for 60 seconds', async () => {
    await server.advance(59);
    const other = await authorize(server);
    assert.equal((await redeem(server, code)).status, 200);
    await server.advance(60);
    const { body } = await redeem(server, other.get('code'));
    assert.equal(body['error'], 'invalid_grant');
  });

  test('M3 a second use that is right takes the tokens of the first along', async () => {
    const { body } = await redeem(server, code);
    const pair = toPair(body);
    await isRefused();
    assert.equal(await statusOfMe(server, pair), 401);
    const renewed = await server.post('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: pair.refreshToken,
      client_id: APP.id,
    });
    assert.equal(renewed.body['error'], 'invalid_grant');
    const [family] = await server.database.select().from(tokenFamilies);
    assert.equal(family?.endReason, 'authorization-code-reused');
  });

  test('M3 a late second use that is right is noticed as well', async () => {
    const { body } = await redeem(server, code);
    await server.advance(600);
    await isRefused();
    assert.equal(await statusOfMe(server, toPair(body)), 401);
  });

  test('M3 a second use that is wrong leaves the tokens alone', async () => {
    const { body } = await redeem(server, code);
    await isRefused({ code_verifier: WRONG_VERIFIER });
    await isRefused({ redirect_uri: APP.otherRedirectUri });
    await isRefused({
      client_id: CONFIDENTIAL.id,
      client_secret: CONFIDENTIAL.secret,
    });
    assert.equal(await statusOfMe(server, toPair(body)), 200);
  });

  test('M3 it is bound to its redirect URI', async () => {
    await isRefused({ redirect_uri: APP.otherRedirectUri });
  });

  test('M3 it is bound to its client, and another client cannot use it up', async () => {
    await isRefused({
      client_id: CONFIDENTIAL.id,
      client_secret: CONFIDENTIAL.secret,
    });
    assert.equal((await redeem(server, code)).status, 200);
  });

  test('M4 of two presentations at the same moment one is a success', async () => {
    for (const count of [2, 8]) {
      const fresh = (await authorize(server)).get('code');
      const answers = await Promise.all(
        Array.from({ length: count }, () => redeem(server, fresh)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [200, ...Array<number>(count - 1).fill(400)]);
    }
  });

  test('M5 without a verifier, or with one that is none, there are no tokens', async () => {
    const missing = await redeem(server, code, { code_verifier: '' });
    assert.equal(missing.body['error'], 'invalid_request');
    const uri = await redeem(server, code, { redirect_uri: '' });
    assert.equal(uri.body['error'], 'invalid_request');
    await isRefused({ code_verifier: 'short' });
  });

  test('M5 a verifier that is too easy to guess is refused, also where it is the right one', async () => {
    const verifier = 'short';
    const answer = await authorize(server, {
      changes: { code_challenge: hashToken(verifier) },
    });
    const refused = await redeem(server, answer.get('code'), {
      code_verifier: verifier,
    });
    assert.equal(refused.body['error'], 'invalid_grant');
  });

  test('M6 a wrong verifier burns the code', async () => {
    await isRefused({ code_verifier: WRONG_VERIFIER });
    await isRefused({ code_verifier: VERIFIER });
  });

  test('M24 a user who was disabled meanwhile gets nothing', async () => {
    await server.database
      .update(users)
      .set({ disabledAt: server.now() })
      .where(eq(users.email, 'demo@latchkey.test'));
    await isRefused();
  });

  test('N7 what cannot be a code is unknown', async () => {
    for (const value of ['x', '\u0000', '🔑', "' OR 1=1 --"]) {
      const { body } = await redeem(server, value);
      assert.equal(body['error'], 'invalid_grant', value);
    }
  });
});
