import type { Database } from '../database/open.ts';
import { presentedCodes } from '../database/schema.ts';
import { hashToken } from '../tokens.ts';

/**
 * Whether a code is presented for the first time. The unique key decides, so that of any number of simultaneous
 * presentations, in any number of processes, one is the first.
 */
export async function claimCode(
  database: Database,
  presented: { provider: string; code: string },
  now: Date,
): Promise<boolean> {
  const claimed = await database
    .insert(presentedCodes)
    .values({
      hash: hashToken(JSON.stringify([presented.provider, presented.code])),
      presentedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  return claimed.length === 1;
}
