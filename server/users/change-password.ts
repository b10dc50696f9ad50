import { eq } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import { tokenFamilies, users } from '../database/schema.ts';
import { replacePassword } from './replace-password.ts';

export interface PasswordChange {
  userId: string;
  /** The session that asks, and stays. */
  familyId: string;
  passwordHash: string;
  now: Date;
}

/**
 * What came of it. `session-over`: somebody has ended the session meanwhile, perhaps by a change of the password;
 * `outdated`: the same session has changed the password meanwhile.
 */
export type PasswordVerdict = 'changed' | 'session-over' | 'outdated';

/**
 * Gives users another password, and leaves them only the session that asks. From the check to the end the user is locked,
 * so that of several changes at once each meets what the one before has made.
 * @param isStillRight whether what was proved before holds for the stored hash
 */
export async function changePassword(
  database: Database,
  { familyId, ...change }: PasswordChange,
  isStillRight: (storedHash: string | null) => Promise<boolean>,
): Promise<PasswordVerdict> {
  return database.transaction(async (transaction) => {
    const [user] = await transaction
      .select({ passwordHash: users.passwordHash, end: users.disabledAt })
      .from(users)
      .where(eq(users.id, change.userId))
      .for('update');
    const [family] = await transaction
      .select({ end: tokenFamilies.endedAt })
      .from(tokenFamilies)
      .where(eq(tokenFamilies.id, familyId));
    if (user?.end !== null || family?.end !== null) return 'session-over';
    if (!(await isStillRight(user.passwordHash))) return 'outdated';
    await replacePassword(transaction, { ...change, except: familyId });
    return 'changed';
  });
}
