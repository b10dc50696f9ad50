import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { DEMO_ACCOUNT, SCOPES } from '../../contract/seed.ts';
import { todos } from '../database/schema-todos.ts';
import {
  externalIdentities,
  tokenFamilies,
  users,
} from '../database/schema.ts';
import { API_ROUTES, type ApiRoute } from './support/api-routes.ts';
import { startOther, startOwner, type Person } from './support/people.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { signIn, statusOfMe, type Pair } from './support/tokens.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';

/**
 * What each route answers to the owner of what it names, and to somebody else with a token as good. Where it names nobody,
 * somebody else gets their own. A route that is not here fails the test.
 */
const EXPECTED: Readonly<Record<string, { owner: number; other: number }>> = {
  'GET /api/status': { owner: 200, other: 200 },
  'GET /api/openapi.json': { owner: 200, other: 200 },
  'GET /api/docs': { owner: 200, other: 200 },
  'GET /api/me': { owner: 200, other: 200 },
  'GET /api/me/password': { owner: 200, other: 200 },
  // The document names the owner.
  'PATCH /api/me/password': { owner: 204, other: 409 },
  'GET /api/me/sessions': { owner: 200, other: 200 },
  'DELETE /api/me/sessions': { owner: 204, other: 204 },
  'GET /api/me/sessions/{id}': { owner: 200, other: 404 },
  'DELETE /api/me/sessions/{id}': { owner: 204, other: 404 },
  'GET /api/me/identities': { owner: 200, other: 200 },
  // No provider is on here.
  'POST /api/me/identities': { owner: 400, other: 400 },
  'GET /api/me/identities/{id}': { owner: 200, other: 404 },
  'DELETE /api/me/identities/{id}': { owner: 204, other: 404 },
  // The directory is for everybody.
  'GET /api/users': { owner: 200, other: 200 },
  'GET /api/users/{id}': { owner: 200, other: 200 },
  'PATCH /api/users/{id}': { owner: 200, other: 403 },
  'GET /api/todos': { owner: 200, other: 200 },
  'POST /api/todos': { owner: 201, other: 201 },
  'GET /api/todos/{id}': { owner: 200, other: 404 },
  'PATCH /api/todos/{id}': { owner: 200, other: 404 },
  'DELETE /api/todos/{id}': { owner: 204, other: 404 },
  'GET /api/headers': { owner: 200, other: 200 },
};

describe('N3 the owner matrix', () => {
  let server: TestServer;
  let owner: Person;
  let other: Person;
  let cells = 0;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    owner = await startOwner(server);
    other = await startOther(server);
  });
  after(() => server.close());

  const idFor = (path: string) => {
    if (path.startsWith('/api/me/sessions')) return owner.sessionId;
    if (path.startsWith('/api/me/identities')) return owner.identityId;
    if (path.startsWith('/api/todos')) return owner.todo.id;
    return owner.user.id;
  };
  const bodyFor = ({ method, path }: ApiRoute) => {
    if (path === '/api/todos' && method === 'POST') {
      const attributes = { title: 'Added' };
      return JSON.stringify({ data: { type: 'todos', attributes } });
    }
    if (method !== 'PATCH') return undefined;
    if (path.startsWith('/api/todos')) {
      const attributes = { title: 'Changed', completed: true };
      return JSON.stringify({
        data: { type: 'todos', id: owner.todo.id, attributes },
      });
    }
    const isPassword = path.endsWith('/password');
    const attributes = isPassword
      ? { 'current-password': DEMO_ACCOUNT.password, 'new-password': 'new' }
      : { 'first-name': 'Changed' };
    const type = isPassword ? 'passwords' : 'users';
    return JSON.stringify({ data: { type, id: owner.user.id, attributes } });
  };
  const ask = async (
    route: ApiRoute,
    pair: Pair | undefined,
    id = idFor(route.path),
  ) => {
    cells += 1;
    const body = bodyFor(route);
    const response = await server.fetch(route.path.replace('{id}', id), {
      method: route.method,
      headers: {
        ...(pair && { authorization: `Bearer ${pair.accessToken}` }),
        ...(body !== undefined && {
          'content-type': 'application/vnd.api+json',
        }),
      },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, text: await response.text() };
  };

  /** What there is of the owner, and whether the session is alive. */
  const stateOfOwner = async () => ({
    status: await statusOfMe(server, owner.pair),
    rows: await server.database
      .select()
      .from(users)
      .where(eq(users.id, owner.user.id)),
    sessions: await server.database
      .select({ id: tokenFamilies.id, end: tokenFamilies.endedAt })
      .from(tokenFamilies)
      .where(eq(tokenFamilies.userId, owner.user.id)),
    identities: await server.database
      .select()
      .from(externalIdentities)
      .where(eq(externalIdentities.userId, owner.user.id)),
    todos: await server.database
      .select()
      .from(todos)
      .where(eq(todos.ownerId, owner.user.id))
      .orderBy(todos.id),
  });

  test('knows every route of the API', (t) => {
    assert.deepEqual(
      API_ROUTES.map(({ name }) => name).sort(),
      Object.keys(EXPECTED).sort(),
    );
    t.diagnostic(`${API_ROUTES.length} routes`);
  });

  for (const route of API_ROUTES) {
    const { name, scopes } = route;
    const expected = EXPECTED[name] ?? { owner: 0, other: 0 };

    test(`N3 ${name}: nobody else reaches what is the owner's`, async () => {
      const before = await stateOfOwner();
      const { status, text } = await ask(route, other.pair);
      assert.equal(status, expected.other, text);
      assert.deepEqual(await stateOfOwner(), before);
      if (route.path.startsWith('/api/me')) {
        for (const id of [owner.user.id, owner.sessionId, owner.identityId]) {
          const isInRefusal = status === 409;
          assert.ok(isInRefusal || !text.includes(id), text);
        }
      }
      if (route.path.startsWith('/api/todos')) {
        assert.ok(!text.includes(owner.todo.id), text);
        assert.ok(!text.includes(owner.todo.title), text);
      }
      if (status === 404) {
        const missing = await ask(route, other.pair, UNKNOWN_ID);
        assert.equal(missing.status, 404);
        assert.equal(anonymous(missing.text), anonymous(text));
      }
    });

    test(`N1 N2 ${name}: without a token, and with one that does not reach so far`, async () => {
      const state = await stateOfOwner();
      const none = await ask(route, undefined);
      assert.equal(none.status, scopes ? 401 : expected.owner, none.text);
      for (const scope of scopes ?? []) {
        const without = SCOPES.filter((one) => one !== scope);
        const pair = await signIn(server, { scope: without.join(' ') });
        const answer = await ask(route, pair);
        assert.equal(answer.status, 403, answer.text);
        assert.match(answer.text, /"code":"insufficient-scope"/);
      }
      // The tokens of this test are sessions of the owner, too.
      const now = await stateOfOwner();
      assert.deepEqual({ ...now, sessions: [] }, { ...state, sessions: [] });
    });

    test(`N11 M24 ${name}: with the token of somebody who is signed out, disabled or gone meanwhile`, async () => {
      if (!scopes) return;
      const signedOut = await signIn(server);
      await server.post('/oauth/revoke', {
        token: signedOut.refreshToken,
        client_id: 'latchkey',
      });
      assert.equal((await ask(route, signedOut)).status, 401);
      await server.database
        .update(users)
        .set({ disabledAt: server.now() })
        .where(eq(users.id, owner.user.id));
      assert.equal((await ask(route, owner.pair)).status, 401);
      await server.database.delete(users).where(eq(users.id, owner.user.id));
      assert.equal((await ask(route, owner.pair)).status, 401);
    });

    test(`N3 ${name}: the owner`, async () => {
      const { status, text } = await ask(route, owner.pair);
      assert.equal(status, expected.owner, text);
    });
  }

  test('N4 nothing is reached by relationships, related resources or include', async (t) => {
    const bases = [
      '/api/me',
      '/api/users',
      `/api/users/${owner.user.id}`,
      '/api/todos',
      `/api/todos/${owner.todo.id}`,
      `/api/todos/${other.todo.id}`,
    ];
    const names = [
      ...['sessions', 'identities', 'tokens', 'password', 'owner', 'todos'],
    ];
    let asked = 0;
    for (const base of bases) {
      for (const name of names) {
        const places = [
          [`${base}/relationships/${name}`, 404],
          [`${base}?include=${name}`, 400],
          [`${base}?include=${name}.user`, 400],
          [`${base}?filter[${name}]=${owner.user.id}`, 400],
          [`${base}?fields[${name}]=id`, 400],
          [`${base}?sort=${name}`, 400],
          ...(base === '/api/me' ? [] : [[`${base}/${name}`, 404] as const]),
        ] as const;
        for (const [path, expected] of places) {
          asked += 1;
          const { status } = await server.fetch(path, {
            headers: { authorization: `Bearer ${other.pair.accessToken}` },
          });
          assert.equal(status, expected, path);
        }
      }
    }
    t.diagnostic(`${asked} ways around`);
  });

  test('N3 N4 users × to-dos × verbs × ways: nobody gets at what is another’s, and no way leads round', async (t) => {
    const people = [owner, other];
    const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
    const ways = {
      resource: '',
      relationship: '/relationships/owner',
      related: '/owner',
      include: '?include=owner',
      filter: '?filter[owner]=x',
    };
    const hasBody = ['POST', 'PUT', 'PATCH'];
    const rows = () => server.database.select().from(todos).orderBy(todos.id);
    let asked = 0;
    for (const who of people) {
      for (const whose of people) {
        for (const verb of verbs) {
          for (const [way, suffix] of Object.entries(ways)) {
            // One's own resource is what one gets at; the contract asks for that.
            if (who === whose && way === 'resource') continue;
            asked += 1;
            const before = await rows();
            const { id } = whose.todo;
            const attributes = { title: 'Changed' };
            const response = await server.fetch(`/api/todos/${id}${suffix}`, {
              method: verb,
              headers: {
                authorization: `Bearer ${who.pair.accessToken}`,
                'content-type': 'application/vnd.api+json',
              },
              ...(hasBody.includes(verb) && {
                body: JSON.stringify({
                  data: { type: 'todos', id, attributes },
                }),
              }),
            });
            const text = await response.text();
            const isNoMethod = ['POST', 'PUT'].includes(verb);
            const expected =
              way === 'relationship' || way === 'related'
                ? 404
                : isNoMethod
                  ? 405
                  : way === 'resource'
                    ? 404
                    : 400;
            const what = `${verb} ${way} ${text}`;
            assert.equal(response.status, expected, what);
            assert.ok(!text.includes(whose.todo.title), what);
            assert.deepEqual(await rows(), before, what);
          }
        }
      }
    }
    const whole = people.length ** 2 * verbs.length * Object.keys(ways).length;
    const own = people.length * verbs.length;
    assert.equal(asked, whole - own);
    t.diagnostic(
      `${people.length} users × ${people.length} to-dos × ${verbs.length} verbs × ${Object.keys(ways).length} ways: ${asked} of ${whole}, ${own} are one's own`,
    );
  });

  test('the matrix is whole', (t) => {
    t.diagnostic(`${API_ROUTES.length} routes, ${cells} requests`);
    assert.ok(cells >= 4 * API_ROUTES.length);
  });
});

/** A refusal without what is another one each time. */
function anonymous(text: string): string {
  return text.replaceAll(/"id":"[^"]*"/g, '');
}
