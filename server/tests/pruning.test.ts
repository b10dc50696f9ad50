import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { secondsAfter } from '../clock.ts';
import {
  authorizationCodes,
  browserSessions,
} from '../database/schema-openid.ts';
import {
  gatewayAttempts,
  gatewaySessions,
} from '../database/schema-gateway.ts';
import { signInBuckets, signInPlaces } from '../database/schema-throttling.ts';
import {
  accessTokens,
  identityProviderStarts,
  presentedCodes,
  refreshTokens,
  tokenFamilies,
} from '../database/schema.ts';
import { expired, prune, PRUNABLE } from '../pruning/prune.ts';
import { repeat } from '../pruning/repeat.ts';
import { readSettings } from '../settings.ts';
import { addClients, authorize } from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { renew, signIn, statusOfMe, toPair } from './support/tokens.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('M25 what has expired is deleted', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(() => server.reset({}));
  after(() => server.close());

  const count = (table: PgTable) => server.database.$count(table);
  const pruned = (batch?: number) =>
    prune(server.database, server.now(), batch);

  test('nothing that is of use goes, and in the end everything goes', async () => {
    const first = await signIn(server);
    await addClients(server);
    await authorize(server);
    const { database } = server;
    const soon = secondsAfter(server.now(), 10 * 60);
    await database
      .insert(presentedCodes)
      .values({ hash: 'a', presentedAt: server.now() });
    await database
      .insert(identityProviderStarts)
      .values({ cookieHash: 'a', attemptHash: 'b', expiresAt: soon });
    await database.insert(gatewayAttempts).values({
      cookieHash: 'a',
      attemptHash: 'b',
      returnTo: '/',
      expiresAt: soon,
    });
    const [family] = await database.select().from(tokenFamilies);
    await database.insert(gatewaySessions).values({
      hash: 'a',
      familyId: family?.id ?? '',
      provider: 'oidc',
      expiresAt: soon,
    });

    assert.equal(await pruned(), 0);
    for (const { table } of PRUNABLE) {
      assert.notEqual(await count(table), 0, getTableConfig(table).name);
    }
    await server.advance(DAY + 60);
    const second = toPair((await renew(server, first)).body);
    await pruned();
    assert.equal(await count(browserSessions), 0);
    assert.equal(await count(authorizationCodes), 0);
    assert.equal(await count(identityProviderStarts), 0);
    assert.equal(await count(gatewayAttempts), 0);
    assert.equal(await count(gatewaySessions), 0);
    assert.equal(await count(presentedCodes), 0);
    assert.equal(await count(signInBuckets), 0);
    assert.notEqual(await count(signInPlaces), 0);
    assert.equal(await count(refreshTokens), 2);
    assert.equal(await count(accessTokens), 2);
    await server.advance(HOUR);
    await pruned();
    assert.equal(await count(accessTokens), 1);
    assert.equal(await statusOfMe(server, second), 401);

    const third = toPair((await renew(server, second)).body);
    assert.equal(await statusOfMe(server, third), 200);
    await server.advance(31 * DAY);
    await pruned();
    assert.equal(await count(tokenFamilies), 0);
    await server.advance(60 * DAY);
    await pruned();
    for (const { table } of PRUNABLE) {
      assert.equal(await count(table), 0, getTableConfig(table).name);
    }
  });

  test('a used refresh token still ends its family when it is used again, until a day after its end', async () => {
    const first = await signIn(server);
    const second = toPair((await renew(server, first)).body);
    await server.advance(14 * DAY);
    await pruned();
    const reused = await renew(server, first);
    assert.equal(reused.body['error'], 'invalid_grant');
    const [family] = await server.database.select().from(tokenFamilies);
    assert.equal(family?.endReason, 'refresh-token-reused');
    assert.equal((await renew(server, second)).status, 400);
  });

  test('an access token that outlives its refresh token is not taken along', async () => {
    const settings = readSettings({
      ACCESS_TOKEN_LIFETIME: String(10 * DAY),
      REFRESH_TOKEN_LIFETIME: String(HOUR),
    });
    await server.resetWith({}, { settings });
    const pair = await signIn(server);
    await server.advance(5 * DAY);
    await pruned();
    assert.equal(await statusOfMe(server, pair), 200);
  });

  const fill = (rows: number, age: number) =>
    server.database.execute(sql`
      insert into sign_in_buckets (key, failures, failed_at, blocked_until, expires_at)
      select ${`${age}-`}::text || n, 1, now(), now(), ${secondsAfter(server.now(), -age).toISOString()}::timestamptz
      from generate_series(1, ${rows}::int) as n`);

  test('in batches, and by two processes at once', async () => {
    await fill(95, 1);
    await fill(5, -HOUR);
    const [one, other] = await Promise.all([pruned(10), pruned(10)]);
    assert.equal(one + other, 95);
    assert.equal(await count(signInBuckets), 5);
  });

  test('without a scan: there is an index on each column, and it is used', async () => {
    await fill(20_000, -HOUR);
    await fill(50, 1);
    await server.database.execute(sql`analyze sign_in_buckets`);
    const [buckets] = PRUNABLE;
    assert.ok(buckets);
    const now = server.now();
    const query = expired(server.database, buckets, { now, batch: 10 });
    const plan = JSON.stringify(
      await server.database.execute(sql`explain ${query}`),
    );
    assert.match(plan, /Index Scan using sign_in_buckets_expires_at_index/);

    for (const { column, table } of PRUNABLE) {
      const { indexes, name } = getTableConfig(table);
      const first = indexes.map(({ config }) => config.columns[0]);
      const isIndexed = first.some(
        (indexed) =>
          indexed && 'name' in indexed && indexed.name === column.name,
      );
      assert.ok(isIndexed, `${name}.${column.name}`);
    }
  });
});

describe('what is done every so often', () => {
  test('comes about when it should, not twice at once, and not after the end', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let begun = 0;
    let finish = () => {};
    const work = () => {
      begun += 1;
      return new Promise<void>((resolve) => (finish = resolve));
    };
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    const repeated = repeat(work, 1000, () => 0.25);
    t.mock.timers.tick(749);
    assert.equal(begun, 0);
    t.mock.timers.tick(1);
    assert.equal(begun, 1);
    t.mock.timers.tick(10_000);
    assert.equal(begun, 1);
    finish();
    await settled();
    t.mock.timers.tick(750);
    assert.equal(begun, 2);

    let isStopped = false;
    const stopped = repeated.stop().then(() => (isStopped = true));
    await settled();
    assert.equal(isStopped, false);
    finish();
    await stopped;
    t.mock.timers.tick(10_000);
    assert.equal(begun, 2);
  });
});
