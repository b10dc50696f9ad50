import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { HOSTILE_API_INPUTS } from '../../contract/hostile.ts';
import { users } from '../database/schema.ts';
import API_INPUTS from './fixtures/api-inputs.json' with { type: 'json' };
import { API_ROUTES, type ApiRoute } from './support/api-routes.ts';
import { startOther, startOwner, type Person } from './support/people.ts';
import { startTestServer, type TestServer } from './support/server.ts';

/** Routes that between them read all headers that the API reads; others read the same by the same code. */
const READING_HEADERS = [
  'GET /api/status',
  'GET /api/me',
  'GET /api/users/{id}',
  'PATCH /api/users/{id}',
  'PATCH /api/me/password',
  'POST /api/todos',
  'PATCH /api/todos/{id}',
  'DELETE /api/todos/{id}',
  'GET /api/headers',
];

/** Milliseconds. */
const LONGEST = 1000;

/** One request of four is made, spread over inputs, places and routes; all of them, some 22,000, with `HOSTILE_INPUTS=all`. */
const ASKS_ALL = process.env['HOSTILE_INPUTS'] === 'all';

/** By the upper bits of Knuth's multiplicative hash: the same ones in each run, and no pattern that would leave out a place. */
const isChosen = (_: unknown, index: number) =>
  ASKS_ALL || Math.imul(index, 2_654_435_761) >>> 30 === 0;

interface Ask {
  path: string;
  init?: RequestInit;
}

describe('N7 hostile inputs to the API', () => {
  let server: TestServer;
  let owner: Person;
  let other: Person;
  let inputs: readonly string[];
  before(async () => {
    server = await startTestServer();
    await server.reset({});
    owner = await startOwner(server);
    other = await startOther(server);
    inputs = [
      ...API_INPUTS.map((input) =>
        input === "id of another user's record" ? other.user.id : input,
      ),
      ...HOSTILE_API_INPUTS,
      'a'.repeat(5000),
      '\ufeff',
      '\u202e',
      '[]',
      '%',
      '%00',
      '..%2f',
    ];
  });
  after(() => server.close());

  /** Asks all of it, and says what came, by kinds. */
  const askAll = async (asks: readonly Ask[], always: readonly Ask[] = []) => {
    const counts: Record<string, number> = {};
    const chosen = [...asks.filter(isChosen), ...always];
    for (const { init, path } of chosen) {
      const begin = performance.now();
      const response = await server.fetch(path, {
        ...init,
        headers: {
          authorization: `Bearer ${owner.pair.accessToken}`,
          ...init?.headers,
        },
      });
      const text = await response.text();
      const what = `${init?.method ?? 'GET'} ${path}: ${response.status} ${text}`;
      assert.ok(response.status < 500, what.slice(0, 1000));
      assert.ok(performance.now() - begin < LONGEST, what.slice(0, 1000));
      assert.doesNotMatch(text, /\$argon2|syntax error|PGlite|node_modules/);
      const kind = `${Math.floor(response.status / 100)}xx`;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    const rows = await server.database.select({ id: users.id }).from(users);
    assert.equal(rows.length, 252, 'nobody was added or removed');
    return `${chosen.length} requests of ${asks.length}: ${JSON.stringify(counts)}, 0 x 5xx`;
  };

  /** What does no harm to the session of the test when it succeeds. */
  const isHarmless = ({ name }: ApiRoute) =>
    name !== 'DELETE /api/me/sessions' && !name.includes('PATCH');
  const idFor = (path: string) =>
    path.startsWith('/api/todos') ? owner.todo.id : owner.user.id;
  const withId = (path: string, id = idFor(path)) => path.replace('{id}', id);

  test('N7 as ids, at every route that has one', async (t) => {
    const asks = API_ROUTES.filter(({ path }) => path.includes('{id}')).flatMap(
      ({ method, path }) =>
        inputs.flatMap((input) =>
          [encodeURIComponent(input), encodeURI(input)].map((id) => ({
            path: withId(path, id),
            init: { method },
          })),
        ),
    );
    t.diagnostic(await askAll(asks));
  });

  test('N7 as value and as name of every parameter, at every route', async (t) => {
    const asks = API_ROUTES.filter(isHarmless).flatMap(
      ({ method, operation, path }) => {
        const names = (operation.parameters ?? [])
          .filter((parameter) => parameter.in === 'query')
          .map(({ name }) => name);
        const known = [...names, 'include', 'sort', 'page[size]', 'filter'];
        return inputs.flatMap((input) => {
          const value = encodeURIComponent(input);
          return [
            ...known.map((name) => `${name}=${value}`),
            `${value}=x`,
            `fields[${value}]=${value}`,
            `filter[${value}]=x`,
            input.replaceAll(/[#\s]/g, ''),
          ].map((query) => ({
            path: `${withId(path)}?${query}`,
            init: { method },
          }));
        });
      },
    );
    t.diagnostic(await askAll(asks));
  });

  test('N7 as headers that the API reads', async (t) => {
    const names = [
      ...['accept', 'content-type', 'if-match', 'if-none-match'],
      ...['authorization', 'cookie', 'origin', 'x-forwarded-for', 'user-agent'],
    ];
    const asks = API_ROUTES.filter(({ name }) =>
      READING_HEADERS.includes(name),
    ).flatMap(({ method, path }) =>
      names.flatMap((name) =>
        inputs.filter(isHeaderValue).flatMap((input) =>
          [input, `"${input}"`, `application/vnd.api+json; ext="${input}"`].map(
            (value) => ({
              path: withId(path),
              init: {
                method,
                headers: { [name]: value },
                ...(['PATCH', 'POST'].includes(method) && { body: '{}' }),
              },
            }),
          ),
        ),
      ),
    );
    t.diagnostic(await askAll(asks));
  });

  test('N7 as documents, and in every place of one', async (t) => {
    const headers = { 'content-type': 'application/vnd.api+json' };
    const asks = API_ROUTES.filter(
      ({ method, name }) => method === 'PATCH' || name === 'POST /api/todos',
    ).flatMap(({ method, path }) => {
      const type = typeFor(path);
      const id = idFor(path);
      return inputs.flatMap((input) => {
        const text = JSON.stringify(input);
        const data = { type, id };
        return [
          input,
          text,
          `{"data":${text}}`,
          `{"data":{"type":${text},"id":${text}}}`,
          `{"data":{"type":"${type}","id":${text}}}`,
          `{"data":{"type":"${type}","id":"${id}","attributes":${text}}}`,
          `{"data":{"type":"${type}","id":"${id}","attributes":{${text}:${text}}}}`,
          JSON.stringify({ data: { ...data, attributes: [input] } }),
          JSON.stringify({ data: { ...data, relationships: input } }),
          JSON.stringify({
            data: { ...data, attributes: { 'first-name': input } },
          }),
          ...['title', 'description', 'completed'].map((name) =>
            JSON.stringify({
              data: { ...data, attributes: { [name]: input } },
            }),
          ),
          JSON.stringify({
            data: { type, attributes: { title: input, description: input } },
          }),
          JSON.stringify({
            data: {
              ...data,
              attributes: {
                'current-password': input,
                'new-password': { [input]: input },
              },
            },
          }),
        ].map((body) => ({
          path: withId(path),
          init: { method, headers, body },
        }));
      });
    });
    const deep = [
      `${'['.repeat(50_000)}`,
      `${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}`,
      `{"data":{"type":"users","id":"${owner.user.id}","attributes":{"first-name":${'['.repeat(40_000)}${']'.repeat(40_000)}}}}`,
    ].map((body) => ({
      path: `/api/users/${owner.user.id}`,
      init: { method: 'PATCH', headers, body },
    }));
    t.diagnostic(await askAll(asks, deep));
  });

  test('N7 as the form and the JSON of a provider’s code', async (t) => {
    const names = ['provider', 'code', 'redirect_uri', 'state', 'nonce'];
    const asks = inputs.flatMap((input) => {
      const fields = Object.fromEntries(names.map((name) => [name, input]));
      const json = { 'content-type': 'application/json' };
      return [
        { body: new URLSearchParams(fields) },
        { body: JSON.stringify(fields), headers: json },
        { body: JSON.stringify({ [input]: fields }), headers: json },
        { body: input, headers: json },
      ].map((init) => ({
        path: '/api/me/identities',
        init: { method: 'POST', ...init },
      }));
    });
    t.diagnostic(await askAll(asks));
  });
});

function typeFor(path: string): string {
  if (path.startsWith('/api/todos')) return 'todos';
  return path.endsWith('/password') ? 'passwords' : 'users';
}

/** What `fetch` is willing to send. */
function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}
