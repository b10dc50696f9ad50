import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../../contract/seed.ts';
import { users } from '../../database/schema.ts';
import { insertIdentity } from '../../identities/link.ts';
import { signInWithIdentity } from '../../identities/sign-in.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const IDENTITY = {
  provider: 'oidc',
  issuer: 'https://login.example',
  subject: 'demo-elsewhere',
  email: DEMO_ACCOUNT.email,
  isEmailVerified: true,
  firstName: 'Demo',
  lastName: 'User',
};

/** Needs PostgreSQL, where transactions run side by side: `npm run test:server:postgres`. */
describe('two first sign-ins of one identity', { timeout: 60_000 }, () => {
  let server: TestServer;
  before(async () => {
    assert.ok(process.env['TEST_DATABASE_URL'], 'needs TEST_DATABASE_URL');
    server = await startTestServer();
    await server.reset({});
  });
  after(() => server.close());

  /** Until a transaction waits for a row that another has locked. */
  const somebodyWaits = async () => {
    for (;;) {
      const { rows } = (await server.database.execute(
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )) as { rows: unknown[] };
      if (rows.length > 0) return;
    }
  };

  test('the one that comes second, and has not seen the first, is signed in as well', async () => {
    const { database } = server;
    const now = server.now();
    const first = await database.transaction(async (transaction) => {
      const [user] = await transaction
        .select()
        .from(users)
        .where(eq(users.email, DEMO_ACCOUNT.email))
        .for('update');
      assert.ok(user);
      const second = signInWithIdentity(database, IDENTITY, {
        now,
        start: (_, userId) => Promise.resolve(userId),
      });
      await somebodyWaits();
      await insertIdentity(transaction, IDENTITY, { userId: user.id, now });
      return { second, userId: user.id };
    });
    const verdict = await first.second;
    assert.deepEqual(verdict, {
      kind: 'signed-in',
      started: first.userId,
      userId: first.userId,
    });
  });
});
