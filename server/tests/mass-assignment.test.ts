import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq, getTableColumns } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { todos } from '../database/schema-todos.ts';
import { users } from '../database/schema.ts';
import { startOwner, type Person } from './support/people.ts';
import { startTestServer, type TestServer } from './support/server.ts';

const COLUMNS = [
  ...Object.entries(getTableColumns(users)),
  ...Object.entries(getTableColumns(todos)),
];

/** Every column as code, database and API would call it, and what else such requests are tried with. */
const NAMES = new Set([
  ...COLUMNS.flatMap(([property, { name }]) => [
    property,
    name,
    name.replaceAll('_', '-'),
  ]),
  ...['role', 'roles', 'admin', 'is-admin', 'isAdmin', 'owner', 'ownerId'],
  ...['owner-id', 'user-id', 'userId', 'password', 'current-password'],
  ...['new-password', 'type', 'lid', 'links', 'meta', 'scope', 'scopes'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'],
]);
const EDITABLE = ['first-name', 'last-name'];
const EDITABLE_OF_TODOS = ['title', 'description', 'completed'];

const VALUES = ['"x"', 'null', 'true', '0', '{}', '[]', '"2026-01-01"'];

/** Where an attacker may write a name, and what a request comes to then: refused, or the member is ignored. */
const PLACES = {
  attributes: {
    write: (member: string) => `"attributes":{${member}}`,
    expected: 403,
  },
  'attributes, beside one that can be written': {
    write: (member: string, editable: string) =>
      `"attributes":{"${editable}":"Changed",${member}}`,
    expected: 403,
  },
  relationships: {
    write: (member: string) => `"relationships":{${member}}`,
    expected: 403,
  },
  'the resource': {
    write: (member: string) => `${member}`,
    expected: 200,
  },
  'the meta of the resource': {
    write: (member: string) => `"meta":{${member}}`,
    expected: 200,
  },
} as const;

/** Members of a resource that mean something, so that others are expected: they are tried by `contract/`. */
const MEANINGFUL = ['id', 'type', 'attributes', 'relationships'];

describe('N5 mass assignment', () => {
  let server: TestServer;
  let owner: Person;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    owner = await startOwner(server);
  });
  after(() => server.close());

  const patch = async (path: string, body: string, method = 'PATCH') => {
    const response = await server.fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${owner.pair.accessToken}`,
        'content-type': 'application/vnd.api+json',
      },
      body,
    });
    return { status: response.status, text: await response.text() };
  };

  /** The whole row, but for the moment of the last change. */
  const row = async () => {
    const [found] = await server.database
      .select()
      .from(users)
      .where(eq(users.id, owner.user.id));
    return { ...found, updatedAt: undefined };
  };

  for (const [place, { expected, write }] of Object.entries(PLACES)) {
    test(`N5 PATCH /api/users/:id with any column or name in ${place}`, async (t) => {
      const before = await row();
      let cells = 0;
      for (const name of NAMES) {
        if (place.startsWith('attributes') && EDITABLE.includes(name)) continue;
        if (place === 'the resource' && MEANINGFUL.includes(name)) continue;
        for (const value of VALUES) {
          cells += 1;
          const member = write(
            `${JSON.stringify(name)}:${value}`,
            'first-name',
          );
          const { status, text } = await patch(
            `/api/users/${owner.user.id}`,
            `{"data":{"type":"users","id":"${owner.user.id}",${member}}}`,
          );
          assert.equal(status, expected, `${member}: ${text}`);
        }
      }
      assert.deepEqual(await row(), before);
      t.diagnostic(`${cells} requests, ${NAMES.size} names`);
    });
  }

  const rowsOfTodos = () =>
    server.database.select().from(todos).orderBy(todos.id);

  for (const [place, { expected, write }] of Object.entries(PLACES)) {
    const inPlace = (name: string, value: string) =>
      write(`${JSON.stringify(name)}:${value}`, 'title');
    const namesThere = [...NAMES].filter(
      (name) =>
        !(place.startsWith('attributes') && EDITABLE_OF_TODOS.includes(name)) &&
        !(place === 'the resource' && MEANINGFUL.includes(name)),
    );

    test(`N5 PATCH /api/todos/:id with any column or name in ${place}`, async (t) => {
      const before = await rowsOfTodos();
      const { id } = owner.todo;
      let cells = 0;
      for (const name of namesThere) {
        for (const value of VALUES) {
          cells += 1;
          const member = inPlace(name, value);
          const { status, text } = await patch(
            `/api/todos/${id}`,
            `{"data":{"type":"todos","id":"${id}",${member}}}`,
          );
          assert.equal(status, expected, `${member}: ${text}`);
        }
      }
      assert.deepEqual(await rowsOfTodos(), before);
      t.diagnostic(`${cells} requests, ${namesThere.length} names`);
    });

    test(`N5 POST /api/todos with any column or name in ${place}`, async (t) => {
      const before = await rowsOfTodos();
      let added = 0;
      let cells = 0;
      for (const name of namesThere) {
        for (const value of VALUES) {
          cells += 1;
          const member = inPlace(name, value);
          const attributes = place.startsWith('attributes')
            ? ''
            : '"attributes":{"title":"Added"},';
          const { status, text } = await patch(
            '/api/todos',
            `{"data":{"type":"todos",${attributes}${member}}}`,
            'POST',
          );
          assert.equal(
            status,
            expected === 200 ? 201 : expected,
            `${member}: ${text}`,
          );
          if (status === 201) added += 1;
        }
      }
      const known = new Set(before.map(({ id }) => id));
      const fresh = (await rowsOfTodos()).filter(({ id }) => !known.has(id));
      assert.equal(fresh.length, added);
      for (const { id, ...row } of fresh) {
        assert.match(id, /^[0-9a-f-]{36}$/);
        assert.deepEqual(row, {
          ownerId: owner.user.id,
          title: 'Added',
          description: '',
          completedAt: null,
          createdAt: server.now(),
          updatedAt: server.now(),
          version: 1,
        });
      }
      t.diagnostic(`${cells} requests, ${added} to-dos added`);
    });
  }

  test('N5 PATCH /api/me/password with any column or name beside the passwords', async (t) => {
    const before = await row();
    let cells = 0;
    for (const name of NAMES) {
      if (['current-password', 'new-password'].includes(name)) continue;
      for (const value of VALUES) {
        cells += 1;
        const { status, text } = await patch(
          '/api/me/password',
          `{"data":{"type":"passwords","id":"${owner.user.id}","attributes":{"current-password":"${DEMO_ACCOUNT.password}","new-password":"x",${JSON.stringify(name)}:${value}}}}`,
        );
        assert.equal(status, 403, `${name}: ${text}`);
      }
    }
    assert.deepEqual(await row(), before);
    t.diagnostic(`${cells} requests`);
  });

  test('N5 nothing has been added to the objects of the server itself', () => {
    assert.equal(({} as Record<string, unknown>)['role'], undefined);
    assert.equal(({} as Record<string, unknown>)['admin'], undefined);
  });
});
