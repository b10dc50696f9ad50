import type { User } from '../database/schema.ts';
import {
  findByEmail,
  isPossibleEmail,
  type AccountServices,
} from './accounts.ts';
import { replacePassword } from './replace-password.ts';

/** There is no account with this address. */
export class UnknownUserError extends Error {
  override name = 'UnknownUserError';
  readonly code = 'unknown-user';
}

/**
 * Gives a user another password, and ends whatever the old one began. Whoever had the old password is out.
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

  await database.transaction((transaction) =>
    replacePassword(transaction, { userId: user.id, passwordHash, now }),
  );
  return user;
}
