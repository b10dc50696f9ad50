import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { count } from 'drizzle-orm';
import { USER_COUNT } from '../../../contract/seed.ts';
import { openPostgres, type OpenDatabase } from '../../database/open.ts';
import { signingKeys } from '../../database/schema-openid.ts';
import { clients, presentedCodes, users } from '../../database/schema.ts';
import { silentLog } from '../../log.ts';
import { createDatabase, type TestPostgres } from '../support/postgres.ts';
import { finish, ready, runServer } from '../support/process.ts';
import { DEMO_FORM } from '../support/tokens.ts';

const PROCESSES = 4;

/** Needs PostgreSQL: `npm run test:server:postgres`. */
describe('several processes on one PostgreSQL', { timeout: 900_000 }, () => {
  let postgres: TestPostgres;
  let database: OpenDatabase;
  let servers: ChildProcessWithoutNullStreams[] = [];
  let origins: string[] = [];
  before(async () => {
    const server = process.env['TEST_DATABASE_URL'];
    assert.ok(server, 'these tests need TEST_DATABASE_URL');
    postgres = await createDatabase(server);
    servers = Array.from({ length: PROCESSES }, () =>
      runServer([], {
        DATABASE_URL: postgres.url,
        SEED_DEMO: 'on',
        PRUNE_INTERVAL: '1',
      }),
    );
    origins = await Promise.all(servers.map(ready));
    database = openPostgres(postgres.url, silentLog);
  });
  after(async () => {
    for (const server of servers) server.kill('SIGKILL');
    await database.close();
    await postgres.drop();
  });

  const rows = async (
    table: typeof users | typeof clients | typeof signingKeys,
  ) => {
    const [row] = await database.database.select({ rows: count() }).from(table);
    return row?.rows;
  };

  test('four that start at once on an empty database all start, and make its tables and demo data once', async () => {
    assert.equal(new Set(origins).size, PROCESSES);
    for (const origin of origins) {
      assert.equal((await fetch(`${origin}/readyz`)).status, 200);
    }
    assert.equal(await rows(users), USER_COUNT);
    assert.equal(await rows(clients), 1);
    assert.equal(await rows(signingKeys), 1);
  });

  const attempt = async (number: number, password: string) => {
    const origin = origins[number % PROCESSES] ?? '';
    const response = await fetch(`${origin}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...DEMO_FORM, password }),
    });
    await response.text();
    return response.status;
  };

  test('M15 80 guesses at once at all four get no further than at one', async (t) => {
    const start = performance.now();
    const statuses = await Promise.all(
      Array.from({ length: 80 }, (_, number) => attempt(number, 'wrong')),
    );
    const checked = statuses.filter((status) => status === 400).length;
    t.diagnostic(`${checked} of 80 checked`);
    // The clock of these servers is the real one: as time passes, one more is let in after 1 s, 3 s, 7 s, ...
    const seconds = (performance.now() - start) / 1000;
    const atMost = 6 + Math.ceil(Math.log2(seconds + 1));
    assert.ok(checked >= 6 && checked <= atMost, `${checked} in ${seconds} s`);
    // A machine with much else to do may have no connection to spare, and says so.
    const others = statuses.filter(
      (status) => ![400, 429, 503].includes(status),
    );
    assert.deepEqual(others, []);
  });

  test('M25 all of them delete what has expired, and none is in the way of another', async () => {
    const { database: db } = database;
    const long = new Date('2026-01-01T00:00:00Z');
    await db.insert(presentedCodes).values(
      Array.from({ length: 5000 }, (_, number) => ({
        hash: `expired-${number}`,
        presentedAt: long,
      })),
    );
    while ((await db.$count(presentedCodes)) > 0);
    for (const origin of origins) {
      assert.equal((await fetch(`${origin}/readyz`)).status, 200);
    }
  });

  test('asked to end, all end in good order', async () => {
    for (const server of servers) server.kill('SIGTERM');
    const ends = await Promise.all(servers.map(finish));
    assert.deepEqual(
      ends.map(({ code }) => code),
      Array<number>(PROCESSES).fill(0),
    );
  });
});
