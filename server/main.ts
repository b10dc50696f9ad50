import { existsSync } from 'node:fs';
import { addClient, ADD_CLIENT_USAGE } from './commands/add-client.ts';
import { addUser, ADD_USER_USAGE } from './commands/add-user.ts';
import { UsageError } from './commands/arguments.ts';
import { serve } from './commands/serve.ts';
import { setPassword, SET_PASSWORD_USAGE } from './commands/set-password.ts';
import {
  simulateProvider,
  SIMULATE_PROVIDER_USAGE,
} from './commands/simulate-provider.ts';
import { readSettings, type Settings } from './settings.ts';

type Command = (
  settings: Settings,
  parameters: readonly string[],
) => Promise<void>;

const COMMANDS = new Map<string, Command>([
  ['serve', (settings) => serve(settings, process.env)],
  ['add-user', addUser],
  ['set-password', setPassword],
  ['add-client', addClient],
  ['simulate-provider', simulateProvider],
]);

const SETTINGS_FILE = '.env.server';

/** The command line: `serve` (also without a word), `add-user`, `set-password`, `add-client`, `simulate-provider`. */
async function main([name = 'serve', ...parameters]: readonly string[]) {
  const command = COMMANDS.get(name);
  if (!command) {
    throw new UsageError(
      `There is no command ${name}.\nUsage: npm run server\n       ${ADD_USER_USAGE}\n       ${SET_PASSWORD_USAGE}\n       ${ADD_CLIENT_USAGE}\n       ${SIMULATE_PROVIDER_USAGE}`,
    );
  }
  // What the process's environment has already is not overwritten.
  if (existsSync(SETTINGS_FILE)) process.loadEnvFile(SETTINGS_FILE);
  await command(readSettings(process.env), parameters);
}

/** Errors that say what to do; everything else is a surprise and shows where it came from. */
const EXPECTED_CODES = new Set([
  'email-taken',
  'folder-in-use',
  'listen',
  'settings',
  'unknown-user',
  'usage',
]);

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected =
    error instanceof Error &&
    'code' in error &&
    EXPECTED_CODES.has(String(error.code));
  process.stderr.write(
    `${isExpected ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
});
