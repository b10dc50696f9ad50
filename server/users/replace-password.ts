import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import {
  authorizationCodes,
  browserSessions,
} from '../database/schema-openid.ts';
import { signInPlaces } from '../database/schema-throttling.ts';
import { tokenFamilies, users } from '../database/schema.ts';

export interface Replacement {
  userId: string;
  passwordHash: string;
  /** The family of tokens that stays. */
  except?: string;
  now: Date;
}

/**
 * Writes another password, and ends whatever the old one began: tokens, sessions at this server's pages, codes that are
 * under way, and the places where it counted as known. Belongs inside a transaction.
 */
export async function replacePassword(
  transaction: Database,
  { except, now, passwordHash, userId }: Replacement,
): Promise<void> {
  await transaction
    .update(users)
    .set({ passwordHash, updatedAt: now })
    .where(eq(users.id, userId));
  await transaction
    .update(tokenFamilies)
    .set({ endedAt: now, endReason: 'password-changed' })
    .where(
      and(
        eq(tokenFamilies.userId, userId),
        isNull(tokenFamilies.endedAt),
        except === undefined ? undefined : ne(tokenFamilies.id, except),
      ),
    );
  await transaction
    .delete(browserSessions)
    .where(eq(browserSessions.userId, userId));
  await transaction
    .delete(authorizationCodes)
    .where(
      and(
        eq(authorizationCodes.userId, userId),
        isNull(authorizationCodes.usedAt),
      ),
    );
  await transaction.delete(signInPlaces).where(eq(signInPlaces.userId, userId));
}
