import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { SEED_TODOS } from '../../contract/seed.ts';
import { todos } from '../database/schema-todos.ts';
import { users } from '../database/schema.ts';
import { addTodo, changeTodo } from '../todos/todos.ts';
import { startOther, startOwner, type Person } from './support/people.ts';
import { startTestServer, type TestServer } from './support/server.ts';

/** Of one user. */
const MANY = 10_000;

/** Milliseconds. */
const LONGEST = 500;

describe('to-dos, beside what the contract asks', () => {
  let server: TestServer;
  let owner: Person;
  let other: Person;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    owner = await startOwner(server);
    other = await startOther(server);
  });
  after(() => server.close());

  const rows = () => server.database.select().from(todos).orderBy(todos.id);
  const list = async (query: string, { pair }: Person) => {
    const response = await server.fetch(`/api/todos?${query}`, {
      headers: { authorization: `Bearer ${pair.accessToken}` },
    });
    return (await response.json()) as {
      data: { id: string }[];
      meta: { count: number };
    };
  };

  test('M24 the to-dos of a user go with the user, and nobody else’s do', async () => {
    assert.equal((await rows()).length, SEED_TODOS.length + 2);
    await server.database.delete(users).where(eq(users.id, owner.user.id));
    assert.deepEqual(await rows(), [other.todo]);
    await server.database.delete(users).where(eq(users.id, other.user.id));
    assert.deepEqual(await rows(), []);
  });

  test('N3 a change meant for one owner’s to-do reaches no other owner’s', async () => {
    const check = () => undefined;
    const wanted = { id: owner.todo.id, ownerId: other.user.id };
    const work = { changes: { title: 'Lost' }, check, now: server.now() };
    assert.equal(await changeTodo(server.database, wanted, work), undefined);
    const [row] = await server.database
      .select()
      .from(todos)
      .where(eq(todos.id, owner.todo.id));
    assert.deepEqual(row, owner.todo);
  });

  test('N10 pages do not overlap where the sorted values are alike', async () => {
    const seen = new Set<string>();
    for (let index = 0; index < 20; index += 1) {
      await addTodo(
        server.database,
        { title: 'Alike' },
        { ownerId: other.user.id, now: server.now() },
      );
    }
    for (const sort of ['title', '-created-at', 'updated-at', 'completed']) {
      seen.clear();
      for (const page of [1, 2, 3]) {
        const query = `sort=${sort}&page[size]=7&page[number]=${page}`;
        const { data } = await list(query, other);
        for (const { id } of data) seen.add(id);
      }
      assert.equal(seen.size, 21, sort);
    }
  });

  test(`N7 ${MANY} to-dos of one user: each page, order and search is answered within ${LONGEST} ms`, async (t) => {
    const ownerId = other.user.id;
    const values = Array.from({ length: MANY }, (_, index) => ({
      ...other.todo,
      id: crypto.randomUUID(),
      ownerId,
      title: `To do number ${index}`,
      createdAt: new Date(server.now().getTime() + index * 1000),
    }));
    for (let start = 0; start < MANY; start += 1000) {
      await server.database
        .insert(todos)
        .values(values.slice(start, start + 1000));
    }
    const slowest = { query: '', took: 0 };
    for (const query of [
      'page[size]=50',
      'page[size]=50&page[number]=200',
      'page[size]=50&sort=title',
      'page[size]=50&sort=-updated-at',
      'page[size]=50&sort=completed,title&page[number]=100',
      'page[size]=50&filter[completed]=false',
      'page[size]=50&filter[search]=number 77',
    ]) {
      const begin = performance.now();
      const { data } = await list(query, other);
      const took = performance.now() - begin;
      assert.equal(data.length, 50, query);
      assert.ok(took < LONGEST, `${query}: ${took} ms`);
      if (took > slowest.took) Object.assign(slowest, { query, took });
    }
    t.diagnostic(
      `the slowest: ${slowest.query}, ${Math.round(slowest.took)} ms`,
    );
  });
});
