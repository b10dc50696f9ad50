import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { DEMO_ACCOUNT, USER_COUNT } from '../../contract/seed.ts';
import * as gatewaySchema from '../database/schema-gateway.ts';
import * as openidSchema from '../database/schema-openid.ts';
import * as throttlingSchema from '../database/schema-throttling.ts';
import * as todosSchema from '../database/schema-todos.ts';
import * as schema from '../database/schema.ts';
import { hashToken, matchesHash, newToken } from '../tokens.ts';
import { createAccount, EmailTakenError } from '../users/accounts.ts';
import { TestBrowser } from './support/browser.ts';
import {
  addClients,
  authorize,
  CONFIDENTIAL,
  redeem,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { renew, signIn, toPair } from './support/tokens.ts';

const TABLES: readonly PgTable[] = [
  schema.users,
  schema.clients,
  schema.tokenFamilies,
  schema.refreshTokens,
  schema.accessTokens,
  openidSchema.authorizationCodes,
  openidSchema.browserSessions,
  openidSchema.consents,
  openidSchema.signingKeys,
  throttlingSchema.signInBuckets,
  throttlingSchema.signInPlaces,
  todosSchema.todos,
];

/** The tests of identity providers and of the gateway look into these. */
const OTHER_TABLES: readonly PgTable[] = [
  schema.externalIdentities,
  schema.identityProviderStarts,
  schema.presentedCodes,
  gatewaySchema.gatewaySessions,
  gatewaySchema.gatewayAttempts,
];

describe('what the database holds', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  test('M10 no column of any table holds a token or a password in clear', async () => {
    await server.reset({});
    const first = await signIn(server);
    const second = toPair((await renew(server, first)).body);
    await addClients(server);
    const browser = new TestBrowser(server);
    const code = (await authorize(server, { browser })).get('code') ?? '';
    const third = await redeem(server, code);
    const secrets = [
      DEMO_ACCOUNT.password,
      CONFIDENTIAL.secret,
      code,
      String(third.body['access_token']),
      String(third.body['refresh_token']),
      String(third.body['id_token']),
      ...browser.cookies.values(),
      first.accessToken,
      first.refreshToken,
      second.accessToken,
      second.refreshToken,
    ];
    for (const table of TABLES) {
      const { name } = getTableConfig(table);
      const rows = await server.database
        .select({
          row: sql<string>`row_to_json(${sql.identifier(name)})::text`,
        })
        .from(table);
      assert.notEqual(rows.length, 0, `${name} is not empty in this test`);
      for (const secret of secrets) {
        assert.ok(!JSON.stringify(rows).includes(secret), `found in ${name}`);
      }
    }
  });

  test('M10 the list of tables above is complete', async () => {
    const [row] = await server.database
      .select({
        count: sql<number>`(select count(*)::int from information_schema.tables where table_schema = 'public')`,
      })
      .from(sql`(select 1) as one`);
    assert.equal(row?.count, TABLES.length + OTHER_TABLES.length);
  });

  test('M10 tokens have 256 random bits in the token68 alphabet, and are compared by their hash', () => {
    const tokens = Array.from({ length: 1000 }, newToken);
    assert.equal(new Set(tokens).size, 1000);
    for (const token of tokens) {
      assert.match(token, /^[A-Za-z0-9_-]{43}$/);
      assert.equal(Buffer.from(token, 'base64url').length, 32);
    }
    assert.ok(matchesHash('one', hashToken('one')));
    assert.ok(!matchesHash('two', hashToken('one')));
    assert.ok(!matchesHash('one', ''));
  });

  test('J4 one account an address, whatever its case', async () => {
    await server.reset({});
    const account = {
      email: ' DEMO@latchkey.test',
      firstName: 'Another',
      lastName: 'Demo',
      password: 'x',
    };
    const services = { ...server, clock: () => server.now() };
    await assert.rejects(createAccount(services, account), EmailTakenError);
    assert.equal(
      (await server.database.select().from(schema.users)).length,
      USER_COUNT,
    );
  });
});
