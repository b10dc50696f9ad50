import { and, eq, lte, type SQL } from 'drizzle-orm';
import { secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import { tokenFamilies, type TokenFamily } from '../database/schema.ts';

/** When a token is used, and from where; no address where somebody asks on the user's behalf. */
export interface Use {
  now: Date;
  address: string | undefined;
}

/** Seconds. How exact the last use is, so that not every request writes. */
const INTERVAL = 60;

/**
 * Records that a family is in use, at most once in an interval. The caller has just read the family, so most requests are
 * decided without a statement; of several that come at once when it is due, one writes: the condition is part of the
 * statement.
 */
export async function recordUse(
  database: Database,
  family: TokenFamily,
  use: Use,
): Promise<void> {
  const dueSince = secondsAfter(use.now, -INTERVAL);
  if (family.lastUsedAt > dueSince) return;
  const isDue = lte(tokenFamilies.lastUsedAt, dueSince);
  await writeUse(database, family, use, isDue);
}

/** Writes the last use, and the last known address, whenever the one before was. */
export async function writeUse(
  database: Database,
  family: TokenFamily,
  { now, address = family.address ?? undefined }: Use,
  condition?: SQL,
): Promise<void> {
  await database
    .update(tokenFamilies)
    .set({ lastUsedAt: now, address })
    .where(and(eq(tokenFamilies.id, family.id), condition));
}
