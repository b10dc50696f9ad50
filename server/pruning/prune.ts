import { and, lte, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
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

/** A day, in seconds. */
const DAY = 24 * 60 * 60;

/** What of a table nobody needs any more. There is an index on the column, so that it is found without a scan. */
export interface Prunable {
  table: PgTable;
  column: PgColumn;
  /** How long a row is kept after the moment in the column, in seconds. */
  memory: number;
  unless?: SQL;
}

/**
 * Tokens and codes are remembered for a day after their end: a late second use of one is still noticed, and a lost answer
 * can still be repeated; no provider honours a code for so long. The order matters: an access token goes before the refresh token that came with it, which would
 * take it along.
 */
export const PRUNABLE: readonly Prunable[] = [
  { table: signInBuckets, column: signInBuckets.expiresAt, memory: 0 },
  { table: signInPlaces, column: signInPlaces.expiresAt, memory: 0 },
  { table: browserSessions, column: browserSessions.expiresAt, memory: 0 },
  {
    table: identityProviderStarts,
    column: identityProviderStarts.expiresAt,
    memory: 0,
  },
  { table: gatewayAttempts, column: gatewayAttempts.expiresAt, memory: 0 },
  { table: gatewaySessions, column: gatewaySessions.expiresAt, memory: 0 },
  { table: presentedCodes, column: presentedCodes.presentedAt, memory: DAY },
  {
    table: authorizationCodes,
    column: authorizationCodes.expiresAt,
    memory: DAY,
  },
  { table: accessTokens, column: accessTokens.expiresAt, memory: DAY },
  {
    table: refreshTokens,
    column: refreshTokens.expiresAt,
    memory: DAY,
    unless: sql`exists (select from ${accessTokens} where ${accessTokens.refreshTokenHash} = ${refreshTokens.hash})`,
  },
  { table: tokenFamilies, column: tokenFamilies.expiresAt, memory: DAY },
];

/** How many rows one statement deletes: it holds their locks for moments, and nobody waits for it. */
const BATCH = 1000;

/**
 * Deletes what has expired, a batch at a time. Any number of processes may do so at once: each takes rows that no other has
 * taken.
 * @returns how many rows
 */
export async function prune(
  database: Database,
  now: Date,
  batch = BATCH,
): Promise<number> {
  let total = 0;
  for (const prunable of PRUNABLE) {
    let deleted: number;
    do {
      deleted = await pruneBatch(database, prunable, { now, batch });
      total += deleted;
    } while (deleted === batch);
  }
  return total;
}

async function pruneBatch(
  database: Database,
  prunable: Prunable,
  options: { now: Date; batch: number },
): Promise<number> {
  const rows = await database
    .delete(prunable.table)
    .where(sql`ctid = any(array(${expired(database, prunable, options)}))`)
    .returning({ one: sql`1` });
  return rows.length;
}

/** The oldest rows of a table that nobody needs, and nobody else is deleting. */
export function expired(
  database: Database,
  { column, memory, table, unless }: Prunable,
  { now, batch }: { now: Date; batch: number },
) {
  return database
    .select({ place: sql`ctid` })
    .from(table)
    .where(
      and(
        lte(column, secondsAfter(now, -memory)),
        unless && sql`not ${unless}`,
      ),
    )
    .orderBy(column)
    .limit(batch)
    .for('update', { skipLocked: true });
}
