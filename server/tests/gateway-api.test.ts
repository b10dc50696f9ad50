import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { users, type User } from '../database/schema.ts';
import { API_ROUTES, type ApiRoute } from './support/api-routes.ts';
import {
  OF_THE_APP,
  SESSION_COOKIE,
  startGateway,
  type Answer,
  type GatewayBrowser,
  type GatewayWorld,
  type HeaderFields,
} from './support/gateway.ts';
import { signIn } from './support/tokens.ts';

const APP = 'https://app.example';
const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';
const NEW_TODO = JSON.stringify({
  data: { type: 'todos', attributes: { title: 'Added' } },
});
const UNSAFE = API_ROUTES.filter(({ method }) => method !== 'GET');

describe('the API, with the session of the gateway', () => {
  let world: GatewayWorld;
  let browser: GatewayBrowser;
  before(async () => {
    world = await startGateway();
  });
  beforeEach(async () => {
    await world.reset({ CORS_ORIGINS: APP });
    browser = world.browser();
    await browser.signIn();
  });
  after(() => world.close());

  const codeOf = ({ text }: Answer) => {
    const { errors = [] } = JSON.parse(text) as { errors?: { code: string }[] };
    return errors[0]?.code;
  };
  const ask = (
    { method, path }: Pick<ApiRoute, 'method' | 'path'>,
    headers: HeaderFields = {},
    { id = UNKNOWN_ID, who = browser, body = '' } = {},
  ) =>
    who.send(path.replace('{id}', id), {
      method,
      headers: {
        ...(body !== '' && { 'content-type': 'application/vnd.api+json' }),
        ...headers,
      },
      ...(body !== '' && { body }),
    });
  const userOf = async (email: string): Promise<User> => {
    const [user] = await world.server.database
      .select()
      .from(users)
      .where(eq(users.email, email));
    assert.ok(user);
    return user;
  };
  const change = (id: string, name = 'Changed') =>
    JSON.stringify({
      data: { type: 'users', id, attributes: { 'first-name': name } },
    });

  test('L4 what may change something is refused unless a script of the app sends it: every route, every origin', async (t) => {
    const ada = await userOf('ada.lovelace@gmail.com');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const refusals: HeaderFields[] = [
      {},
      form,
      {
        ...form,
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      },
      { 'content-type': 'text/plain', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin' },
      { 'x-requested-with': '', 'sec-fetch-site': 'same-origin' },
      { 'x-requested-with': 'XMLHttpRequest' },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'none' },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'cross-site' },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'cross-site', origin: APP },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'same-site' },
      {
        'x-requested-with': 'a',
        'sec-fetch-site': 'same-site',
        origin: 'https://evil.app.example',
      },
      { 'x-requested-with': 'a', origin: 'https://evil.example' },
      { 'x-requested-with': 'a', origin: 'null' },
      { 'x-requested-with': 'a', origin: `${APP}.evil.example` },
      { x_requested_with: 'a', 'sec-fetch-site': 'same-origin' },
      {
        'x-requested-with': 'a',
        'sec-fetch-site': 'cross-site',
        origin: world.server.origin,
      },
    ];
    let refused = 0;
    for (const route of UNSAFE) {
      for (const headers of refusals) {
        const answer = await ask(route, headers, { id: ada.id });
        assert.equal(
          answer.status,
          403,
          `${route.name} ${JSON.stringify(headers)}`,
        );
        assert.equal(codeOf(answer), 'cross-site-request');
        assert.doesNotMatch(answer.text, /token/i);
        assert.match(
          answer.headers.get('content-type') ?? '',
          /^application\/vnd\.api\+json/,
        );
        refused += 1;
      }
    }
    assert.equal((await browser.get('/api/me')).status, 200);
    t.diagnostic(`${refused} of ${refused} refused, ${UNSAFE.length} routes`);
  });

  test('L4 a script of the app is let through: of our own origin, and of a listed one', async () => {
    const ada = await userOf('ada.lovelace@gmail.com');
    const route = { method: 'PATCH', path: '/api/users/{id}' } as const;
    const allowed: HeaderFields[] = [
      OF_THE_APP,
      { 'x-requested-with': 'a', origin: world.server.origin },
      { 'x-requested-with': 'a', origin: APP },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'same-site', origin: APP },
    ];
    for (const [number, headers] of allowed.entries()) {
      const name = `Changed ${number}`;
      const body = change(ada.id, name);
      const answer = await ask(route, headers, { id: ada.id, body });
      assert.equal(answer.status, 200, answer.text);
      assert.equal((await userOf(ada.email)).firstName, name);
    }
  });

  test('reading needs no header of the app', async () => {
    for (const method of ['GET', 'HEAD']) {
      const { status } = await browser.send('/api/me', { method });
      assert.equal(status, 200);
    }
  });

  test('C2 an Authorization header decides alone, good or not', async () => {
    const { accessToken } = await signIn(world.server);
    const good = await browser.get('/api/me', {
      authorization: `Bearer ${accessToken}`,
    });
    assert.match(good.text, /demo@latchkey\.test/);
    for (const authorization of ['Bearer wrong', 'Basic YTpi', 'Bearer', '']) {
      const { status } = await browser.get('/api/me', { authorization });
      assert.ok([400, 401].includes(status), authorization);
    }
    const patch = await browser.send('/api/me/password', {
      method: 'PATCH',
      headers: { authorization: `Bearer ${accessToken}` },
    });
    assert.equal(patch.status, 415);
  });

  test('L2 a cookie that is not good is answered with 401 and taken away; none at all is not', async () => {
    for (const value of ['x', 'p'.repeat(43), '']) {
      browser.cookies.set(SESSION_COOKIE, value);
      const answer = await browser.get('/api/me');
      assert.equal(answer.status, 401);
      assert.equal(codeOf(answer), 'session-over');
      assert.equal(
        answer.headers.get('www-authenticate'),
        'Cookie realm="latchkey"',
      );
      assert.match(answer.setCookies.join(), /^latchkey_gateway=; Max-Age=0/);
      assert.equal(answer.location, undefined);
    }
    const none = await world.browser().get('/api/me');
    assert.equal(none.status, 401);
    assert.equal(codeOf(none), 'missing-token');
    assert.deepEqual(none.setCookies, []);
  });

  test('without a gateway the cookie means nothing', async () => {
    await world.reset({ GATEWAY_PROVIDER: '' });
    const answer = await browser.get('/api/me');
    assert.equal(answer.status, 401);
    assert.equal(codeOf(answer), 'missing-token');
    assert.equal((await browser.get('/oauth2/auth')).status, 404);
  });

  test('N3 the owner matrix holds by cookie: every route, and somebody else', async (t) => {
    const ada = await userOf('ada.lovelace@gmail.com');
    const other = world.browser();
    await other.signIn({ person: 'grace' });
    const idOf = async (path: string) => {
      const { text } = await browser.get(path);
      const { data } = JSON.parse(text) as { data: { id: string }[] };
      return data[0]?.id ?? '';
    };
    const add = { method: 'POST', path: '/api/todos' } as const;
    await ask(add, OF_THE_APP, { body: NEW_TODO });
    const todoId = await idOf('/api/todos');
    const sessionId = await idOf('/api/me/sessions');
    const identityId = await idOf('/api/me/identities');
    const before = {
      user: await userOf(ada.email),
      sessions: (await browser.get('/api/me/sessions')).text,
      identities: (await browser.get('/api/me/identities')).text,
      todos: (await browser.get('/api/todos')).text,
    };
    for (const route of API_ROUTES) {
      if (!route.scopes) continue;
      const id = route.path.startsWith('/api/me/sessions')
        ? sessionId
        : route.path.startsWith('/api/me/identities')
          ? identityId
          : route.path.startsWith('/api/todos')
            ? todoId
            : ada.id;
      const body =
        route.method === 'PATCH'
          ? change(ada.id)
          : route.name === 'POST /api/todos'
            ? NEW_TODO
            : '';
      const nobody = await ask(route, OF_THE_APP, {
        id,
        body,
        who: world.browser(),
      });
      assert.equal(nobody.status, 401, route.name);
      const { status, text } = await ask(route, OF_THE_APP, {
        id,
        body,
        who: other,
      });
      const isTheirOwn = !route.path.includes('{id}');
      const isPublic = route.name === 'GET /api/users/{id}';
      const expected =
        isTheirOwn || isPublic ? [200, 201, 204, 400, 409] : [403, 404, 409];
      assert.ok(expected.includes(status), `${route.name} ${status} ${text}`);
      // It may have signed itself out.
      if (route.name === 'DELETE /api/me/sessions') {
        await other.signIn({ person: 'grace' });
      }
    }
    assert.deepEqual(
      {
        user: await userOf(ada.email),
        sessions: (await browser.get('/api/me/sessions')).text,
        identities: (await browser.get('/api/me/identities')).text,
        todos: (await browser.get('/api/todos')).text,
      },
      before,
    );
    t.diagnostic(`${API_ROUTES.length} routes`);
  });

  test('M20 with credentials, exactly the listed origins read the API and userinfo', async () => {
    const preflight = (path: string, origin: string) =>
      browser.send(path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PATCH' },
      });
    for (const path of ['/api/me', '/oauth2/userinfo']) {
      const yes = await browser.get(path, { origin: APP });
      assert.equal(yes.headers.get('access-control-allow-origin'), APP);
      assert.equal(yes.headers.get('access-control-allow-credentials'), 'true');
      assert.match(yes.headers.get('vary') ?? '', /Origin/);
      const asked = await preflight(path, APP);
      assert.equal(asked.status, 204);
      assert.match(
        asked.headers.get('access-control-allow-headers') ?? '',
        /X-Requested-With/,
      );
      assert.equal(
        asked.headers.get('access-control-allow-credentials'),
        'true',
      );
      for (const origin of ['https://evil.example', 'null', `${APP}.evil`]) {
        for (const no of [
          await browser.get(path, { origin }),
          await preflight(path, origin),
        ]) {
          assert.equal(no.headers.get('access-control-allow-origin'), null);
          assert.equal(
            no.headers.get('access-control-allow-credentials'),
            null,
          );
        }
      }
    }
    for (const path of ['/oauth2/auth', '/oauth2/sign_out', '/oauth/token']) {
      const no = await browser.get(path, { origin: APP });
      assert.equal(no.headers.get('access-control-allow-credentials'), null);
    }
    await world.reset({ CORS_ORIGINS: APP, GATEWAY_PROVIDER: '' });
    const off = await browser.get('/api/status', { origin: APP });
    assert.equal(off.headers.get('access-control-allow-origin'), APP);
    assert.equal(off.headers.get('access-control-allow-credentials'), null);
  });
});
