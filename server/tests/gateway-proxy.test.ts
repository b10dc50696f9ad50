import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { externalIdentities, users } from '../database/schema.ts';
import { readSettings } from '../settings.ts';
import {
  GatewayBrowser,
  OF_THE_APP,
  type HeaderFields,
} from './support/gateway.ts';
import { rawGet, sendRaw } from './support/raw.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { signIn } from './support/tokens.ts';

const SECRET = 'correct-horse-battery-staple-1234567890';

/** What a proxy adds for somebody who is signed in there. */
const ALICE = {
  'x-gateway-secret': SECRET,
  'x-auth-request-user': 'alice',
  'x-auth-request-email': 'alice@example.org',
  'x-auth-request-preferred-username': 'Alice Liddell',
} as const;

describe('L6 a proxy that signs people in, and is believed by a secret', () => {
  let server: TestServer;
  let client: GatewayBrowser;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    const settings = readSettings({ GATEWAY_SHARED_SECRET: SECRET });
    await server.resetWith({}, { settings });
    client = new GatewayBrowser(server.origin);
  });
  after(() => server.close());

  const count = () => server.database.$count(users);
  const me = async (headers: HeaderFields) => {
    const { status, text } = await client.get('/api/me', headers);
    const { data, errors } = JSON.parse(text) as {
      data?: { id: string; attributes: Record<string, unknown> };
      errors?: { code: string }[];
    };
    return { status, data, code: errors?.[0]?.code };
  };

  test('the first request makes the account, the next ones find it', async () => {
    const before = await count();
    const first = await me(ALICE);
    assert.equal(first.status, 200);
    assert.equal(first.data?.attributes['email'], 'alice@example.org');
    assert.equal(first.data?.attributes['first-name'], 'Alice');
    const again = await me({ ...ALICE, 'x-auth-request-email': 'a@b.example' });
    assert.equal(again.data?.id, first.data?.id);
    assert.equal(await count(), before + 1);
    const [identity] = await server.database
      .select()
      .from(externalIdentities)
      .where(eq(externalIdentities.issuer, 'gateway'));
    assert.equal(identity?.subject, 'alice');
    const bob = await me({
      ...ALICE,
      'x-auth-request-user': 'bob',
      'x-auth-request-email': 'bob@example.org',
    });
    assert.notEqual(bob.data?.id, first.data?.id);
  });

  test('twenty first requests at once make one account', async () => {
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => me(ALICE)),
    );
    assert.ok(answers.every(({ status }) => status === 200));
    assert.equal(await count(), before + 1);
  });

  test('L6 without the secret, or with another one, the headers mean nothing: all ways to write them', async (t) => {
    const user = {
      'x-auth-request-user': 'alice',
      'x-auth-request-email': 'alice@example.org',
    };
    const forged: HeaderFields[] = [
      user,
      { ...user, 'x-gateway-secret': '' },
      { ...user, 'x-gateway-secret': SECRET.slice(1) },
      { ...user, 'x-gateway-secret': `${SECRET}a` },
      { ...user, 'x-gateway-secret': SECRET.toUpperCase() },
      { ...user, 'x-gateway-secret': `${SECRET}, ${SECRET}` },
      { ...user, 'x-gateway-secret': `"${SECRET}"` },
      { ...user, 'x-gateway-secret': `Bearer ${SECRET}` },
      { ...user, x_gateway_secret: SECRET },
      { ...user, 'x-gateway_secret': SECRET },
      { ...user, 'gateway-secret': SECRET },
      { ...user, 'x-forwarded-gateway-secret': SECRET },
      { ...user, cookie: `x-gateway-secret=${SECRET}` },
      { 'x-gateway-secret': SECRET },
      { 'x-gateway-secret': SECRET, 'x-auth-request-user': '' },
      { 'x-gateway-secret': SECRET, x_auth_request_user: 'alice' },
      { 'x-gateway-secret': SECRET, 'x-auth_request-user': 'alice' },
      { 'x-gateway-secret': SECRET, 'x-forwarded-user': 'alice' },
      { 'x-gateway-secret': SECRET, 'x-remote-user': 'alice' },
      { 'x-gateway-secret': SECRET, 'remote-user': 'alice' },
    ];
    const before = await count();
    for (const headers of forged) {
      const { code, status } = await me(headers);
      assert.equal(status, 401, JSON.stringify(headers));
      assert.equal(code, 'missing-token');
    }
    assert.equal(await count(), before);
    t.diagnostic(`${forged.length} of ${forged.length} mean nothing`);
  });

  test('L6 headers that are there twice are refused, whichever came first', async () => {
    const lines = (...extra: readonly string[]) =>
      rawGet(
        '/api/me',
        ...Object.entries(ALICE).map(([name, value]) => `${name}: ${value}`),
        ...extra,
      );
    const statusOf = async (text: string) =>
      /^HTTP\/1\.1 (\d+)/.exec(await sendRaw(server.origin, text))?.[1];
    assert.equal(await statusOf(lines()), '200');
    assert.equal(await statusOf(lines('X-Auth-Request-User: demo')), '400');
    assert.equal(
      await statusOf(lines('X-AUTH-REQUEST-EMAIL: demo@latchkey.test')),
      '400',
    );
    assert.equal(await statusOf(lines(`X-Gateway-Secret: ${SECRET}`)), '401');
    assert.equal(await statusOf(lines('X-Gateway-Secret: wrong')), '401');
    assert.equal(await statusOf(lines('X_Auth_Request_User: demo')), '200');
  });

  test('an account that somebody has otherwise is not given to them', async () => {
    const { code, status } = await me({
      ...ALICE,
      'x-auth-request-email': DEMO_ACCOUNT.email,
    });
    assert.equal(status, 400);
    assert.equal(code, 'identity-refused');
  });

  test('a user without an address, and one with an impossible name, get nowhere', async () => {
    const { 'x-auth-request-email': _, ...nameless } = ALICE;
    assert.equal((await me(nameless)).status, 400);
    for (const user of ['a'.repeat(256), 'älice']) {
      const headers = {
        ...ALICE,
        'x-auth-request-user': Buffer.from(user).toString('latin1'),
      };
      assert.equal((await me(headers)).status, 400, user);
    }
  });

  test('a closed account is signed out', async () => {
    const { data } = await me(ALICE);
    await server.database
      .update(users)
      .set({ disabledAt: server.now() })
      .where(eq(users.id, data?.id ?? ''));
    const { code, status } = await me(ALICE);
    assert.equal(status, 401);
    assert.equal(code, 'session-over');
  });

  test('L4 what may change something needs a script of the app here, too', async () => {
    const { data } = await me(ALICE);
    const patch = (headers: HeaderFields) =>
      client.send(`/api/users/${data?.id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/vnd.api+json', ...headers },
        body: JSON.stringify({
          data: {
            type: 'users',
            id: data?.id,
            attributes: { 'last-name': 'L' },
          },
        }),
      });
    const site = { 'sec-fetch-site': 'cross-site' };
    for (const headers of [{}, site, { ...site, 'x-requested-with': 'a' }]) {
      assert.equal((await patch({ ...ALICE, ...headers })).status, 403);
    }
    assert.equal((await patch({ ...ALICE, ...OF_THE_APP })).status, 200);
  });

  test('passwords are not the matter of who comes by a proxy; their sessions are the proxy’s', async () => {
    const { data } = await me(ALICE);
    const body = JSON.stringify({
      data: {
        type: 'passwords',
        id: data?.id,
        attributes: { 'new-password': 'planted' },
      },
    });
    const answer = await client.send('/api/me/password', {
      method: 'PATCH',
      headers: {
        ...ALICE,
        ...OF_THE_APP,
        'content-type': 'application/vnd.api+json',
      },
      body,
    });
    assert.equal(answer.status, 403);
    assert.match(answer.text, /"code":"first-party-only"/);
    const list = await client.get('/api/me/sessions', ALICE);
    assert.match(list.text, /"data":\[\]/);
    const all = await client.send('/api/me/sessions?filter[current]=false', {
      method: 'DELETE',
      headers: { ...ALICE, ...OF_THE_APP },
    });
    assert.equal(all.status, 204);
  });

  test('an access token decides alone, as everywhere', async () => {
    const { accessToken } = await signIn(server);
    const { data } = await me({
      ...ALICE,
      authorization: `Bearer ${accessToken}`,
    });
    assert.equal(data?.attributes['email'], DEMO_ACCOUNT.email);
    const wrong = await me({ ...ALICE, authorization: 'Bearer wrong' });
    assert.equal(wrong.status, 401);
  });

  test('without the setting they mean nothing, and the addresses of the gateway are not there', async () => {
    assert.equal((await client.get('/oauth2/auth')).status, 404);
    await server.reset({});
    assert.equal((await me(ALICE)).status, 401);
  });
});
