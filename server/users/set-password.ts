import { and, eq, isNull } from 'drizzle-orm';
import {
  authorizationCodes,
  browserSessions,
} from '../database/schema-openid.ts';
import { signInPlaces } from '../database/schema-throttling.ts';
import { tokenFamilies, users, type User } from '../database/schema.ts';
import {
  findByEmail,
  isPossibleEmail,
  type AccountServices,
} from './accounts.ts';

/** There is no account with this address. */
export class UnknownUserError extends Error {
  override name = 'UnknownUserError';
  readonly code = 'unknown-user';
}

/**
 * Gives a user another password, and ends whatever the old one began: tokens, sessions at this server's pages, codes that
 * are under way, and the places where it counted as known. Whoever had the old password is out.
 * @throws UnknownUserError
 */
export async function setPassword(
  { clock, database, passwords }: AccountServices,
  { email, password }: { email: string; password: string },
): Promise<User> {
  const user = isPossibleEmail(email)
    ? await findByEmail(database, email)
    : undefined;
  if (!user) throw new UnknownUserError(`There is no account for ${email}.`);
  const passwordHash = await passwords.hash(password);
  const now = clock();

  await database.transaction(async (transaction) => {
    await transaction
      .update(users)
      .set({ passwordHash, updatedAt: now })
      .where(eq(users.id, user.id));
    await transaction
      .update(tokenFamilies)
      .set({ endedAt: now, endReason: 'password-changed' })
      .where(
        and(eq(tokenFamilies.userId, user.id), isNull(tokenFamilies.endedAt)),
      );
    await transaction
      .delete(browserSessions)
      .where(eq(browserSessions.userId, user.id));
    await transaction
      .delete(authorizationCodes)
      .where(
        and(
          eq(authorizationCodes.userId, user.id),
          isNull(authorizationCodes.usedAt),
        ),
      );
    await transaction
      .delete(signInPlaces)
      .where(eq(signInPlaces.userId, user.id));
  });
  return user;
}
