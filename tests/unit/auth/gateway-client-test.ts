import { AuthError } from 'latchkey/auth/errors';
import { GatewayClient } from 'latchkey/auth/gateway-client';
import { module, test } from 'qunit';
import { catchError } from '../../helpers/catch-error';
import { setupStubbedFetch } from '../../helpers/stub-fetch';

const ORIGIN = 'https://app.example';
const BASE = `${ORIGIN}/oauth2`;

const json = (status: number, body: unknown, headers = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

module('Unit | auth | gateway client', function (hooks) {
  const network = setupStubbedFetch(hooks);
  let client: GatewayClient;

  hooks.beforeEach(function () {
    client = makeClient(BASE);
  });

  function makeClient(gatewayBase: string): GatewayClient {
    return new GatewayClient(
      { gatewayBase, origin: ORIGIN },
      { now: () => 0, isOnline: () => true },
    );
  }

  test('L1 the gateway says who is signed in', async function (assert) {
    network().answers(() =>
      json(200, {
        user: 'u-1',
        email: 'ann@example.org',
        preferredUsername: 'ann',
        groups: ['a'],
      }),
    );
    assert.deepEqual(await client.userInfo('gateway'), {
      kind: 'cookie',
      provider: 'gateway',
      subject: 'u-1',
      user: { email: 'ann@example.org', name: 'ann' },
    });
    const { last } = network();
    const { request, url } = last;
    assert.strictEqual(url, `${BASE}/userinfo`);
    assert.strictEqual(last.header('Accept'), 'application/json');
    assert.strictEqual(last.header('X-Requested-With'), 'XMLHttpRequest');
    assert.strictEqual(request.credentials, 'include');
    assert.strictEqual(request.cache, 'no-store');
  });

  test('who has an address and no other name is known by it', async function (assert) {
    network().answers(() => json(200, { email: 'ann@example.org' }));
    const session = await client.userInfo('gateway');
    assert.strictEqual(session?.subject, 'ann@example.org');
  });

  test('L1 its 401 says that nobody is', async function (assert) {
    network().answers(() => json(401, {}));
    assert.strictEqual(await client.userInfo('gateway'), undefined);
  });

  test('L9 twenty that ask at once ask once', async function (assert) {
    network().answers(() => json(200, { user: 'u-1' }));
    const all = await Promise.all(
      Array.from({ length: 20 }, () => client.userInfo('gateway')),
    );
    assert.strictEqual(new Set(all).size, 1);
    assert.strictEqual(network().asked.length, 1);
    await client.userInfo('gateway');
    assert.strictEqual(network().asked.length, 2, 'and the next asks anew');
  });

  const HTML = { 'Content-Type': 'text/html' };
  const NO_WORD = {
    'a page': () => json(200, '<h1>Sign in</h1>', HTML),
    'a redirect': () => new Response(null, { status: 302 }),
    'a list': () => json(200, []),
    nothing: () => json(200, 'null'),
    'an empty object': () => json(200, {}),
    'a user who is a number': () => json(200, { user: 7 }),
    'a blank user': () => json(200, { user: ' ' }),
    'an inherited user': () => json(200, '{"__proto__":{"user":"u"}}'),
    'half an object': () => json(200, '{"user":"u-1"'),
    'a huge object': () => json(200, { user: 'u-1', x: 'x'.repeat(70_000) }),
    'another 2xx': () => json(202, { user: 'u-1' }),
    'a 403': () => json(403, {}),
    'a 404': () => json(404, {}),
    'a 502': () => json(502, '', HTML),
  };
  for (const [name, answer] of Object.entries(NO_WORD)) {
    test(`L13 ${name} is no word on the session`, async function (assert) {
      network().answers(answer);
      const { code } = await catchError(AuthError, client.userInfo('gateway'));
      assert.true(['bad-answer', 'server-error'].includes(code), code);
    });
  }

  test('L13 how long to wait is the gateway’s word', async function (assert) {
    network().answers(() => json(503, '', { 'Retry-After': '7' }));
    const { retryAfter } = await catchError(
      AuthError,
      client.userInfo('gateway'),
    );
    assert.strictEqual(retryAfter, 7_000);
  });

  test('the page that signs in leads back by a path on its own origin, by an address on another', function (assert) {
    assert.strictEqual(
      client.startUrl('/users?page=2&sort=-email'),
      `${BASE}/start?rd=%2Fusers%3Fpage%3D2%26sort%3D-email`,
    );
    assert.strictEqual(
      makeClient('https://login.example/oauth2').startUrl('/users'),
      `https://login.example/oauth2/start?rd=${encodeURIComponent(`${ORIGIN}/users`)}`,
    );
  });

  for (const [name, answer] of Object.entries({
    'with nothing': () => new Response(null, { status: 204 }),
    'with JSON': () => json(200, {}),
    'with a redirect': () =>
      Object.defineProperty(new Response(null), 'type', {
        value: 'opaqueredirect',
      }),
    'that nobody was signed in': () => json(401, {}),
  })) {
    test(`F6 signed out: the gateway answers ${name}`, async function (assert) {
      network().answers(answer);
      await client.signOut();
      const { last } = network();
      const { method, url } = last;
      assert.strictEqual(`${method} ${url}`, `POST ${BASE}/sign_out`);
      assert.strictEqual(last.header('X-Requested-With'), 'XMLHttpRequest');
    });
  }

  for (const [name, answer] of Object.entries({
    'a page that asks': () => json(200, '<h1>Sign out?</h1>', HTML),
    'a refusal': () => json(403, {}),
    'a gateway that is down': () => json(502, '', HTML),
  })) {
    test(`F6 not signed out: ${name}`, async function (assert) {
      network().answers(answer);
      await catchError(AuthError, client.signOut());
      assert.strictEqual(network().asked.length, 1);
    });
  }
});
