import { and, eq, isNull } from 'drizzle-orm';
import { secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import {
  accessTokens,
  refreshTokens,
  type RefreshToken,
} from '../database/schema.ts';
import type { Lifetimes } from './issue.ts';

/** When a renewal is asked for, and how long things last. */
export interface RenewalTerms {
  now: Date;
  lifetimes: Lifetimes;
}

/**
 * Whether a used token may be used once more: the answer to its first use seems to be lost. That is so within the
 * window after that first use, and while nobody has used anything of the answer. Its tokens are revoked by asking:
 * the condition and the revocation are one statement, so that a use at the same moment comes before or after it.
 */
export async function mayRetry(
  transaction: Database,
  token: RefreshToken,
  { now, lifetimes }: RenewalTerms,
): Promise<boolean> {
  if (token.usedAt === null || token.revokedAt !== null) return false;
  if (token.successorHash === null) return false;
  const windowEnd = secondsAfter(
    token.usedAt,
    lifetimes.refreshTokenRetryWindow,
  );
  if (now >= windowEnd) return false;

  const successors = await transaction
    .update(refreshTokens)
    .set({ revokedAt: now })
    .where(
      and(
        eq(refreshTokens.hash, token.successorHash),
        isNull(refreshTokens.usedAt),
        isNull(refreshTokens.revokedAt),
      ),
    )
    .returning();
  const unusedAccessTokens = await transaction
    .update(accessTokens)
    .set({ revokedAt: now })
    .where(
      and(
        eq(accessTokens.refreshTokenHash, token.successorHash),
        isNull(accessTokens.firstUsedAt),
      ),
    )
    .returning();
  return successors.length === 1 && unusedAccessTokens.length === 1;
}
