import { systemClock } from '../clock.ts';
import { Passwords } from '../passwords.ts';
import type { Settings } from '../settings.ts';
import { createAccount, normalizeEmail } from '../users/accounts.ts';
import { readOptions, UsageError } from './arguments.ts';
import { readPassword } from './read-password.ts';
import { withDatabase } from './with-database.ts';

export const ADD_USER_USAGE =
  'npm run server -- add-user --email ann@example.org --first-name Ann --last-name Example  (the password may come on standard input)';

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** Adds a user. Where no password is given, a new one is printed once. */
export async function addUser(
  settings: Settings,
  parameters: readonly string[],
): Promise<void> {
  const options = readOptions(parameters, {
    usage: ADD_USER_USAGE,
    required: ['email', 'first-name', 'last-name'],
  });
  if (!EMAIL.test(normalizeEmail(options.email))) {
    throw new UsageError(`${options.email} is not an e-mail address.`);
  }
  const { isNew, password } = await readPassword();
  const passwords = await Passwords.create();

  await withDatabase(settings, async (database) => {
    const user = await createAccount(
      { database, passwords, clock: systemClock },
      {
        email: options.email,
        firstName: options['first-name'],
        lastName: options['last-name'],
        password,
      },
    );
    process.stdout.write(`Added ${user.email} (${user.id}).\n`);
    if (isNew) {
      process.stdout.write(`Password, shown only now: ${password}\n`);
    }
  });
}
