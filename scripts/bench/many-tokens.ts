import { randomInt, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { FIRST_PARTY_CLIENT, DEMO_ACCOUNT } from '../../contract/seed.ts';
import type { Database } from '../../server/database/open.ts';
import { findByEmail } from '../../server/users/accounts.ts';

/** Rows by one statement, which the server's own limit of time for one allows. */
const BATCH = 20_000;

/** How many tokens belong to one sign-in. */
const TOKENS_OF_A_FAMILY = 10;

/** What all of them are good for. */
const SCOPE = 'profile users todos';

/** The token of one of the rows. */
export function tokenOf(row: number): string {
  return `bench-access-${row}`;
}

/** @param rows how many there are */
export function anyToken(rows: number): string {
  return tokenOf(randomInt(rows) + 1);
}

/** Writes so many valid access tokens of the demo account, each with its refresh token: 1 to `rows`. */
export async function insertTokens(
  database: Database,
  rows: number,
): Promise<void> {
  const user = await findByEmail(database, DEMO_ACCOUNT.email);
  if (!user) throw new Error('There is no demo account to give tokens to.');
  const prefix = randomUUID().slice(0, 24);
  for (let first = 1; first <= rows; first += BATCH) {
    const last = Math.min(first + BATCH - 1, rows);
    await insertBatch(database, { first, last, prefix, userId: user.id });
  }
  for (const table of ['token_families', 'refresh_tokens', 'access_tokens']) {
    await database.execute(sql`analyze ${sql.identifier(table)}`);
  }
}

async function insertBatch(
  database: Database,
  batch: { first: number; last: number; prefix: string; userId: string },
): Promise<void> {
  const { first, last, prefix, userId } = batch;
  const numbers = sql`generate_series(${first}::int, ${last}::int) as n`;
  const family = sql`(${prefix} || lpad(to_hex((n - 1) / ${TOKENS_OF_A_FAMILY}::int), 12, '0'))::uuid`;
  await database.execute(sql`
    insert into token_families (id, user_id, client_id, scope, created_at, last_used_at, expires_at)
    select distinct ${family}, ${userId}::uuid, ${FIRST_PARTY_CLIENT.id}, ${SCOPE}, now(), now(), now() + interval '1 day'
    from ${numbers} on conflict do nothing`);
  await database.execute(sql`
    insert into refresh_tokens (hash, family_id, created_at, expires_at)
    select ${hashed('bench-refresh-')}, ${family}, now(), now() + interval '1 day' from ${numbers}`);
  await database.execute(sql`
    insert into access_tokens (hash, family_id, refresh_token_hash, scope, created_at, expires_at, first_used_at)
    select ${hashed('bench-access-')}, ${family}, ${hashed('bench-refresh-')}, ${SCOPE}, now(), now() + interval '1 day', now()
    from ${numbers}`);
}

/** As `hashToken` does it: SHA-256 in base64url. */
function hashed(start: string) {
  return sql`rtrim(translate(encode(sha256(convert_to(${start} || n, 'UTF8')), 'base64'), '+/', '-_'), '=')`;
}
