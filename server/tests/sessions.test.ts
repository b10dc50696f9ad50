import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { browserSessions } from '../database/schema-openid.ts';
import { tokenFamilies, users } from '../database/schema.ts';
import { recordUse } from '../sessions/record-use.ts';
import { createAccount } from '../users/accounts.ts';
import { TestBrowser } from './support/browser.ts';
import {
  addClients,
  authorize,
  authorizePath,
  CONFIDENTIAL,
  redeem,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import {
  renew,
  signIn,
  statusOfMe,
  toPair,
  type Pair,
} from './support/tokens.ts';

const PATH = '/api/me/sessions';

/** Somebody else with a password. */
const ANN = {
  email: 'ann@example.org',
  firstName: 'Ann',
  lastName: 'Example',
  password: 'another-password-7',
};

interface SessionResource {
  id: string;
  attributes: Record<string, unknown>;
}

describe('the sessions of a user', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const ask = (method: string, path: string, { accessToken }: Pair) =>
    server.fetch(path, {
      method,
      headers: { authorization: `Bearer ${accessToken}` },
    });
  const list = async (pair: Pair) => {
    const response = await ask('GET', PATH, pair);
    assert.equal(response.status, 200);
    const { data } = (await response.json()) as { data: SessionResource[] };
    return data;
  };
  const addAnn = async () => {
    await createAccount(
      {
        database: server.database,
        passwords: server.passwords,
        clock: () => server.now(),
      },
      ANN,
    );
    return signIn(server, { username: ANN.email, password: ANN.password });
  };

  test('F8 a session that was ended is refused at once, also one that is being renewed, and says why it ended', async () => {
    await server.reset({});
    const pair = await signIn(server);
    const [ended] = await list(pair);
    const mine = await signIn(server);
    assert.equal(
      (await ask('DELETE', `${PATH}/${ended?.id}`, mine)).status,
      204,
    );
    assert.equal(await statusOfMe(server, pair), 401);
    assert.equal((await renew(server, pair)).body['error'], 'invalid_grant');
    assert.equal(await statusOfMe(server, mine), 200);
    const families = await server.database.select().from(tokenFamilies);
    assert.deepEqual(families.map(({ endReason }) => endReason).sort(), [
      'ended-by-user',
      null,
    ]);
  });

  test('F8 an ending and ten renewals at once: whichever comes first, nothing is left that works', async () => {
    await server.reset({});
    const pair = await signIn(server);
    const mine = await signIn(server);
    const ended = (await list(mine)).find(
      ({ attributes }) => attributes['current'] !== true,
    );
    const [answer, ...renewals] = await Promise.all([
      ask('DELETE', `${PATH}/${ended?.id}`, mine),
      ...Array.from({ length: 10 }, () => renew(server, pair)),
    ]);
    assert.equal(answer.status, 204);
    for (const { body, status } of renewals) {
      if (status !== 200) continue;
      assert.equal(await statusOfMe(server, toPair(body)), 401);
      assert.equal((await renew(server, toPair(body))).status, 400);
    }
  });

  test('F8 signing out everywhere takes the browsers at our own pages along, and codes that are on their way', async () => {
    await server.reset({});
    await addClients(server);
    const browser = new TestBrowser(server);
    const code = (await authorize(server, { browser })).get('code');
    const ann = await addAnn();
    await server.database.insert(browserSessions).values({
      hash: 'of Ann',
      userId: await idOf(ANN.email),
      createdAt: server.now(),
      expiresAt: new Date(server.now().getTime() + 1000),
    });
    const pair = await signIn(server);

    assert.equal((await ask('DELETE', PATH, pair)).status, 204);

    const page = await browser.get(authorizePath());
    assert.match(page.html, /<label for="password">/, 'it asks to sign in');
    assert.equal((await redeem(server, code)).body['error'], 'invalid_grant');
    assert.equal(await statusOfMe(server, pair), 401);
    assert.equal(await statusOfMe(server, ann), 200);
    const left = await server.database.select().from(browserSessions);
    assert.deepEqual(
      left.map(({ hash }) => hash),
      ['of Ann'],
    );
    const [family] = await server.database
      .select()
      .from(tokenFamilies)
      .where(eq(tokenFamilies.userId, await idOf(DEMO_ACCOUNT.email)));
    assert.equal(family?.endReason, 'signed-out-everywhere');
  });

  test('F8 why a session ended is not written over when its user signs out everywhere later', async () => {
    await server.reset({ refreshTokenRetryWindow: 0 });
    const pair = await signIn(server);
    await renew(server, pair);
    await renew(server, pair);
    await ask('DELETE', PATH, await signIn(server));
    const reasons = await server.database
      .select({ reason: tokenFamilies.endReason })
      .from(tokenFamilies);
    assert.deepEqual(reasons.map(({ reason }) => reason).sort(), [
      'refresh-token-reused',
      'signed-out-everywhere',
    ]);
  });

  test('F8 of any number of requests one a minute writes the last use', async () => {
    await server.reset({});
    const pair = await signIn(server);
    assert.equal(await statusOfMe(server, pair), 200);
    const writes = await countWrites(async () => {
      await server.advance(59);
      await Promise.all(
        Array.from({ length: 5 }, () => statusOfMe(server, pair)),
      );
    });
    assert.equal(writes, 0);
    const due = await countWrites(async () => {
      await server.advance(1);
      await Promise.all(
        Array.from({ length: 9 }, () => statusOfMe(server, pair)),
      );
    });
    assert.equal(due, 1);
    const [family] = await server.database.select().from(tokenFamilies);
    assert.deepEqual(family?.lastUsedAt, server.now());
  });

  test('F8 of several that find it due at once one writes, and whoever finds it not due asks nothing', async () => {
    await server.reset({});
    await signIn(server);
    const [family] = await server.database.select().from(tokenFamilies);
    assert.ok(family);
    await server.advance(60);
    const use = { now: server.now(), address: undefined };
    const writes = await countWrites(async () => {
      await recordUse(server.database, family, use);
      await recordUse(server.database, family, use);
    });
    assert.equal(writes, 1);

    const untouchable = new Proxy(server.database, {
      get: () => assert.fail('the database was asked'),
    });
    const fresh = { ...family, lastUsedAt: server.now() };
    await recordUse(untouchable, fresh, use);
  });

  test('M26 a clock that was moved back does not move the last use', async () => {
    await server.reset({});
    const pair = await signIn(server);
    const [before] = await server.database.select().from(tokenFamilies);
    await server.advance(-600);
    assert.equal(await statusOfMe(server, pair), 200);
    const [family] = await server.database.select().from(tokenFamilies);
    assert.deepEqual(family?.lastUsedAt, before?.lastUsedAt);
  });

  test('F8 the address is the one of the last use or renewal; no header can say another, and introspection leaves it', async () => {
    await server.reset({});
    await addClients(server);
    const pair = await signIn(server);
    const address = async () => (await list(pair))[0]?.attributes['address'];
    const move = () =>
      server.database.update(tokenFamilies).set({ address: '192.0.2.7' });
    assert.equal(await address(), '127.0.0.1');

    await move();
    assert.equal(await address(), '192.0.2.7', 'within the minute');
    await server.advance(60);
    await server.post(
      '/oauth/introspect',
      { token: pair.accessToken },
      {
        authorization: `Basic ${btoa(`${CONFIDENTIAL.id}:${encodeURIComponent(CONFIDENTIAL.secret)}`)}`,
      },
    );
    const [introspected] = await server.database.select().from(tokenFamilies);
    assert.equal(introspected?.address, '192.0.2.7');
    assert.deepEqual(introspected?.lastUsedAt, server.now());

    await server.advance(60);
    const response = await server.fetch(PATH, {
      headers: {
        authorization: `Bearer ${pair.accessToken}`,
        'x-forwarded-for': '203.0.113.9',
        'x-real-ip': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
      },
    });
    assert.doesNotMatch(await response.text(), /203\.0\.113\.9/);
    assert.equal(await address(), '127.0.0.1');

    await move();
    assert.equal((await renew(server, pair)).status, 200);
    const [renewed] = await server.database.select().from(tokenFamilies);
    assert.equal(renewed?.address, '127.0.0.1');
  });

  test('N3 owner matrix: no verb reaches a session of somebody else, and all refusals read alike', async () => {
    await server.reset({});
    const demo = await signIn(server);
    const ann = await addAnn();
    const [ofDemo] = await list(demo);
    const [ofAnn] = await list(ann);
    const refusals = new Set<string>();
    for (const [pair, id] of [
      [demo, ofAnn?.id],
      [ann, ofDemo?.id],
      [demo, randomUUID()],
      [ann, ofDemo?.id.toUpperCase()],
    ] as const) {
      for (const method of ['GET', 'DELETE']) {
        const response = await ask(method, `${PATH}/${id}`, pair);
        assert.equal(response.status, 404, `${method} ${id}`);
        const text = await response.text();
        refusals.add(text.replace(/"id":"[^"]*"/, ''));
      }
    }
    assert.equal(refusals.size, 1, [...refusals].join('\n'));
    assert.deepEqual(
      (await list(demo)).map(({ id }) => id),
      [ofDemo?.id],
    );
    assert.equal(await statusOfMe(server, ann), 200);
    await ask('DELETE', PATH, ann);
    assert.equal(await statusOfMe(server, ann), 401);
    assert.equal(await statusOfMe(server, demo), 200);
  });

  async function idOf(email: string): Promise<string> {
    const [user] = await server.database
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, email));
    return user?.id ?? '';
  }

  /** How often the table of families is written while something is done. */
  async function countWrites(work: () => Promise<void>): Promise<number> {
    const run = (statement: string) =>
      server.database.execute(sql.raw(statement));
    await run('create sequence family_writes');
    await run(`
      create function count_write() returns trigger language plpgsql as
        $$ begin perform nextval('family_writes'); return new; end $$`);
    await run(`
      create trigger count_write after update on token_families
        for each row execute function count_write()`);
    try {
      await work();
      const { rows } = (await run(
        'select is_called, last_value::int as last from family_writes',
      )) as {
        rows: { is_called: boolean; last: number }[];
      };
      const [row] = rows;
      return row?.is_called ? row.last : 0;
    } finally {
      await run('drop function count_write cascade');
      await run('drop sequence family_writes');
    }
  }
});
