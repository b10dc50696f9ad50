import { systemClock } from '../clock.ts';
import { Passwords } from '../passwords.ts';
import type { Settings } from '../settings.ts';
import { setPassword as setPasswordOf } from '../users/set-password.ts';
import { readOptions } from './arguments.ts';
import { readPassword } from './read-password.ts';
import { withDatabase } from './with-database.ts';

export const SET_PASSWORD_USAGE =
  'npm run server -- set-password --email ann@example.org  (the password may come on standard input)';

/** Gives a user another password, and signs them out everywhere. */
export async function setPassword(
  settings: Settings,
  parameters: readonly string[],
): Promise<void> {
  const { email } = readOptions(parameters, {
    usage: SET_PASSWORD_USAGE,
    required: ['email'],
  });
  const { isNew, password } = await readPassword();
  const passwords = await Passwords.create();

  await withDatabase(settings, async (database) => {
    const user = await setPasswordOf(
      { database, passwords, clock: systemClock },
      { email, password },
    );
    process.stdout.write(
      `Set the password of ${user.email}, who is signed out everywhere.\n`,
    );
    if (isNew) {
      process.stdout.write(`Password, shown only now: ${password}\n`);
    }
  });
}
