import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { HOSTILE_API_INPUTS } from '../../contract/hostile.ts';
import { accessTokens, refreshTokens, users } from '../database/schema.ts';
import type { Log } from '../log.ts';
import { rawGet, sendRaw } from './support/raw.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { signIn, type Pair } from './support/tokens.ts';

describe('the API', () => {
  let server: TestServer;
  let pair: Pair;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const start = async () => {
    await server.reset({});
    pair = await signIn(server);
  };
  const get = (path: string) =>
    server.fetch(path, {
      headers: { authorization: `Bearer ${pair.accessToken}` },
    });

  test('N1 a header that is there twice is malformed, even with two good tokens', async () => {
    await start();
    const good = `Authorization: Bearer ${pair.accessToken}`;
    const pairs = [
      [good, good],
      [good, 'Authorization: Bearer other'],
      ['Authorization: Basic x', good],
    ] as const;
    for (const headers of pairs) {
      const answer = await sendRaw(
        server.origin,
        rawGet('/api/me', ...headers),
      );
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.match(
        answer,
        /www-authenticate: Bearer .*error="invalid_request"/,
      );
    }
    assert.match(
      await sendRaw(server.origin, rawGet('/api/me', good)),
      /^HTTP\/1\.1 200 /,
    );
  });

  test('N1 an empty header is no credentials', async () => {
    await start();
    const answer = await sendRaw(
      server.origin,
      rawGet('/api/me', 'Authorization:'),
    );
    assert.match(answer, /^HTTP\/1\.1 401 /);
    assert.match(answer, /www-authenticate: Bearer realm="latchkey"\r\n/);
  });

  test('N7 hostile inputs anywhere are never an error of the server, and never slow', async () => {
    await start();
    const places = [
      (input: string) => `/api/users/${input}`,
      (input: string) => `/api/users?sort=${input}`,
      (input: string) => `/api/users?filter[search]=${input}`,
      (input: string) => `/api/users?filter[${input}]=x`,
      (input: string) => `/api/users?page[number]=${input}`,
      (input: string) => `/api/users?page[size]=${input}`,
      (input: string) => `/api/users?include=${input}`,
      (input: string) => `/api/users?fields[${input}]=${input}`,
      (input: string) => `/api/${input}`,
      (input: string) => `/api/me?${input}`,
    ];
    const inputs = [
      ...HOSTILE_API_INPUTS.map(encodeURIComponent),
      'sort=-password_hash',
      'filter[owner]=2',
      'filter[name][$ne]=x',
      'include=owner.tokens',
      'page[size]=1000000',
      'page[number]=1e9',
      '%',
      '%zz',
      '%ff',
      '%c0%af',
      '%ed%a0%80',
    ];
    for (const place of places) {
      for (const input of inputs) {
        const begin = performance.now();
        const { status } = await get(place(input));
        assert.ok(
          status === 200 || (status >= 400 && status < 500),
          `${place(input)}: ${status}`,
        );
        assert.ok(performance.now() - begin < 1000, place(input));
      }
    }
    const rows = await server.database.select().from(users);
    assert.equal(rows.length, 251);
  });

  test('N7 users that sort alike keep their order from page to page', async () => {
    await start();
    const all = new Set<string>();
    for (let page = 1; page <= 26; page += 1) {
      const answer = await get(
        `/api/users?sort=first-name&page[size]=10&page[number]=${page}`,
      );
      const { data } = (await answer.json()) as { data: { id: string }[] };
      for (const { id } of data) all.add(id);
    }
    assert.equal(all.size, 251);
  });

  test('N12 no answer of any endpoint holds a secret, or the name of a secret column', async () => {
    await start();
    const paths = [
      '/api/me',
      '/api/users?page[size]=100',
      '/api/users?page[size]=100&page[number]=2',
      '/api/users?page[size]=100&page[number]=3',
      '/api/status',
      '/api/nothing',
      '/api/users?sort=password-hash',
      '/.well-known/oauth-authorization-server',
    ];
    const texts = await Promise.all(
      paths.map(async (path) => (await get(path)).text()),
    );
    const hashes = [
      ...(await server.database.select().from(users)).map(
        (user) => user.passwordHash,
      ),
      ...(await server.database.select().from(accessTokens)).map(
        (token) => token.hash,
      ),
      ...(await server.database.select().from(refreshTokens)).map(
        (token) => token.hash,
      ),
    ].filter((hash) => hash !== null);
    assert.ok(hashes.length >= 3);
    const forbidden = [
      ...hashes,
      '$argon2',
      'hash',
      'disabled',
      pair.accessToken,
      pair.refreshToken,
    ];
    for (const text of texts) {
      for (const secret of forbidden) {
        assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), secret);
      }
    }
  });

  test('N10 an error that nobody foresaw is a JSON:API 500 without a word of it, logged under the same id', async () => {
    const entries: { requestId: unknown; cause: unknown }[] = [];
    const log: Log = {
      info() {},
      error: (_, cause, fields) =>
        entries.push({ cause, requestId: fields?.['requestId'] }),
    };
    await server.resetWith({}, { log });
    pair = await signIn(server);
    await server.database.execute(sql`alter table users rename to people`);
    try {
      const response = await get('/api/users');
      assert.equal(response.status, 500);
      assert.equal(
        response.headers.get('content-type'),
        'application/vnd.api+json',
      );
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const id = response.headers.get('x-request-id');
      assert.deepEqual(await response.json(), {
        jsonapi: { version: '1.1' },
        errors: [
          {
            id,
            status: '500',
            code: 'unexpected',
            title: 'The server made a mistake',
            detail: 'It was written down under this id.',
          },
        ],
      });
      assert.equal(entries.at(-1)?.requestId, id);
      assert.ok(entries.at(-1)?.cause instanceof Error);
    } finally {
      await server.database.execute(sql`alter table people rename to users`);
    }
  });

  test('N10 every error has an id of its own, which X-Request-Id repeats', async () => {
    await start();
    const ids = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const response = await get('/api/nothing');
      const { errors } = (await response.json()) as {
        errors: { id: string }[];
      };
      assert.equal(errors[0]?.id, response.headers.get('x-request-id'));
      ids.add(errors[0]?.id ?? '');
    }
    assert.equal(ids.size, 5);
  });

  test('N8 a body of more than 100 kB is refused', async () => {
    await start();
    const { status } = await server.fetch('/api/users', {
      method: 'POST',
      body: 'a'.repeat(101 * 1024),
      headers: { authorization: `Bearer ${pair.accessToken}` },
    });
    assert.equal(status, 413);
  });
});
