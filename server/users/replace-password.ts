import { eq } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import { signInPlaces } from '../database/schema-throttling.ts';
import { users } from '../database/schema.ts';
import { endFamiliesOf } from '../sessions/end.ts';

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
  await endFamiliesOf(transaction, userId, {
    reason: 'password-changed',
    now,
    ...(except !== undefined && { except }),
  });
  await transaction.delete(signInPlaces).where(eq(signInPlaces.userId, userId));
}
