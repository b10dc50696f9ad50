import { text } from 'node:stream/consumers';
import { systemClock } from '../clock.ts';
import { Passwords } from '../passwords.ts';
import type { Settings } from '../settings.ts';
import { newToken } from '../tokens.ts';
import { createAccount, normalizeEmail } from '../users/accounts.ts';
import { readOptions, UsageError } from './arguments.ts';
import { withDatabase } from './with-database.ts';

export const ADD_USER_USAGE =
  'npm run server -- add-user --email ann@example.org --first-name Ann --last-name Example  (a password may come on standard input)';

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** Adds a user. The password is what comes on standard input (one line feed at its end is dropped), else a new one that is printed once. */
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
  const given = process.stdin.isTTY ? '' : await text(process.stdin);
  const chosen = given.replace(/\r?\n$/, '');
  const password = chosen || newToken();
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
    if (!chosen) {
      process.stdout.write(`Password, shown only now: ${password}\n`);
    }
  });
}
