import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { SCOPES } from '../../contract/seed.ts';
import { users } from '../database/schema.ts';
import {
  addClients,
  APP,
  authorize,
  claimsOf,
  CONFIDENTIAL,
  redeem,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM, renew, signIn, toPair } from './support/tokens.ts';

describe('OpenID Connect', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    await addClients(server);
  });
  after(() => server.close());

  const tokensFor = async (changes: Record<string, string> = {}) => {
    const answer = await authorize(server, { changes });
    const { body, status } = await redeem(server, answer.get('code'));
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const userInfo = (token: unknown, init: RequestInit = {}) =>
    server.fetch('/oauth/userinfo', {
      ...init,
      headers: { authorization: `Bearer ${String(token)}` },
    });
  const introspect = (form: Record<string, string>) =>
    server.post('/oauth/introspect', {
      client_id: CONFIDENTIAL.id,
      client_secret: CONFIDENTIAL.secret,
      ...form,
    });

  test('the id token is signed by a published key, for this client and nonce, with the claims of the scopes', async () => {
    const started = server.now().getTime() / 1000;
    await server.advance(5);
    const body = await tokensFor();
    const keys = createRemoteJWKSet(new URL(`${server.origin}/oauth/jwks`));
    const { payload, protectedHeader } = await jwtVerify(
      String(body['id_token']),
      keys,
      {
        issuer: server.origin,
        audience: APP.id,
        currentDate: server.now(),
        algorithms: ['RS256'],
      },
    );
    assert.ok(protectedHeader.kid);
    const half = createHash('sha256')
      .update(String(body['access_token']))
      .digest()
      .subarray(0, 16);
    const { sid, sub, ...claims } = payload;
    assert.match(String(sub), /^[0-9a-f-]{36}$/);
    assert.match(String(sid), /^[0-9a-f-]{36}$/);
    assert.deepEqual(claims, {
      iss: server.origin,
      aud: APP.id,
      iat: started + 5,
      exp: started + 605,
      auth_time: started + 5,
      nonce: 'nonce-1',
      at_hash: half.toString('base64url'),
      name: 'Demo User',
      given_name: 'Demo',
      family_name: 'User',
      email: 'demo@latchkey.test',
      email_verified: true,
    });
  });

  test('claims follow the scope, and an address that nobody vouches for is said to be one', async () => {
    const narrow = claimsOf((await tokensFor({ scope: 'openid' }))['id_token']);
    assert.equal(narrow['email'], undefined);
    assert.equal(narrow['name'], undefined);
    await server.database
      .update(users)
      .set({ emailVerifiedAt: null })
      .where(eq(users.email, 'demo@latchkey.test'));
    const claims = claimsOf(
      (await tokensFor({ scope: 'openid email' }))['id_token'],
    );
    assert.equal(claims['email_verified'], false);
  });

  test('without openid there is no id token, and no user info', async () => {
    const body = await tokensFor({ scope: 'profile' });
    assert.equal(body['id_token'], undefined);
    const answer = await userInfo(body['access_token']);
    assert.equal(answer.status, 403);
    assert.match(
      answer.headers.get('www-authenticate') ?? '',
      /error="insufficient_scope".*scope="openid"/,
    );
  });

  test('scopes of OpenID are granted when they are asked for, and not by default', async () => {
    const plain = await server.post('/oauth/token', DEMO_FORM);
    assert.equal(plain.body['scope'], SCOPES.join(' '));
  });

  test('user info tells the same, by GET and POST, with a good token only', async () => {
    const body = await tokensFor({ scope: 'openid email' });
    const { sub } = claimsOf(body['id_token']);
    for (const method of ['GET', 'POST']) {
      const answer = await userInfo(body['access_token'], { method });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.deepEqual(await answer.json(), {
        sub,
        email: 'demo@latchkey.test',
        email_verified: true,
      });
    }
    assert.equal((await userInfo('x')).status, 401);
    assert.equal((await server.fetch('/oauth/userinfo', {})).status, 401);
    const put = await userInfo(body['access_token'], { method: 'PUT' });
    assert.equal(put.status, 405);
  });

  test('the published keys have no private part', async () => {
    const answer = await server.fetch('/oauth/jwks', {});
    const { keys } = (await answer.json()) as { keys: object[] };
    assert.equal(keys.length, 1);
    for (const key of keys) {
      assert.deepEqual(Object.keys(key).sort(), [
        ...['alg', 'e', 'kid', 'kty', 'n', 'use'],
      ]);
    }
  });

  test('a renewal keeps the scope', async () => {
    const body = await tokensFor();
    const renewed = await server.post('/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: String(body['refresh_token']),
      client_id: APP.id,
    });
    assert.equal(renewed.body['scope'], 'openid email profile');
    assert.equal((await userInfo(renewed.body['access_token'])).status, 200);
  });

  test('M18 a client with a secret learns what a token is good for', async () => {
    const body = await tokensFor();
    const { body: answer, status } = await introspect({
      token: String(body['access_token']),
    });
    assert.equal(status, 200);
    const now = server.now().getTime() / 1000;
    assert.deepEqual(answer, {
      active: true,
      token_type: 'Bearer',
      iss: server.origin,
      sub: claimsOf(body['id_token'])['sub'],
      username: 'demo@latchkey.test',
      client_id: APP.id,
      scope: 'openid email profile',
      iat: now,
      exp: now + 3600,
    });
  });

  test('M18 of a token that is not good it learns just that', async () => {
    const pair = await signIn(server);
    await renew(server, pair);
    await server.advance(3600);
    for (const token of [pair.accessToken, pair.refreshToken, 'x', '\u0000']) {
      const { body, status } = await introspect({ token });
      assert.equal(status, 200);
      assert.deepEqual(body, { active: false });
    }
  });

  test('M18 nobody else may ask', async () => {
    const { accessToken } = toPair(await tokensFor());
    const attempts = [
      { client_id: APP.id, client_secret: '' },
      { client_secret: 'wrong' },
      { client_secret: '' },
      { client_id: '' },
    ];
    for (const changes of attempts) {
      const { body, status } = await introspect({
        token: accessToken,
        ...changes,
      });
      assert.equal(status, 400);
      assert.equal(body['active'], undefined);
    }
    const missing = await introspect({});
    assert.equal(missing.body['error'], 'invalid_request');
  });

  test('M19 discovery tells the same under both names, with PUBLIC_URL as the issuer', async () => {
    const origin = 'http://localhost:4200';
    await server.resetWith({}, { origin: () => origin });
    const documents = await Promise.all(
      ['openid-configuration', 'oauth-authorization-server'].map(
        async (name) => {
          const answer = await server.fetch(`/.well-known/${name}`, {});
          return (await answer.json()) as Record<string, unknown>;
        },
      ),
    );
    assert.deepEqual(documents[0], documents[1]);
    const document = documents[0] ?? {};
    assert.equal(document['issuer'], origin);
    for (const [name, value] of Object.entries(document)) {
      if (!/_endpoint$|_uri$/.test(name)) continue;
      assert.ok(String(value).startsWith(`${origin}/oauth/`), name);
      const { pathname } = new URL(String(value));
      const answer = await server.fetch(pathname, { redirect: 'manual' });
      assert.notEqual(answer.status, 404, pathname);
    }
    assert.deepEqual(document['code_challenge_methods_supported'], ['S256']);
    assert.equal(
      document['authorization_response_iss_parameter_supported'],
      true,
    );
  });
});
