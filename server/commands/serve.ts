import { loadAppFiles } from '../app-files/load.ts';
import { createServerApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { openDatabase } from '../database/open.ts';
import { ensureFirstPartyClient, seedDemo } from '../database/seed.ts';
import { listen } from '../http/listen.ts';
import { createLog } from '../log.ts';
import { Passwords } from '../passwords.ts';
import type { Environment } from '../settings-reader.ts';
import type { Settings } from '../settings.ts';

/** Starts the server, and ends it in good order when it is asked to. */
export async function serve(
  settings: Settings,
  environment: Environment,
): Promise<void> {
  const stop = stopAsked(settings.exitWithParent);
  const log = createLog((line) => process.stdout.write(line));
  const passwords = await Passwords.create();
  const appFiles = await loadAppFiles(settings.appFolder, environment);
  if (appFiles && !appFiles.hasSettings) log.info('app-without-settings');
  const open = await openDatabase(settings.database, log);
  try {
    await open.prepare(async (database) => {
      await ensureFirstPartyClient(database, {
        id: settings.clientId,
        passwordGrant: settings.passwordGrant,
        now: systemClock(),
      });
      if (settings.seedDemo) await seedDemo(database, passwords, systemClock());
    });
    let origin = settings.publicUrl ?? '';
    const app = createServerApp({
      database: open.database,
      settings,
      passwords,
      clock: systemClock,
      log,
      origin: () => origin,
      appFiles,
    });
    const listening = await listen(app, settings);
    origin ||= listening.origin;
    process.stdout.write(`Latchkey server on ${listening.origin}\n`);

    await stop;
    await listening.close();
  } finally {
    await open.close();
  }
}

/** Resolves when the process is told to end: by a signal, or, where that is wanted, by the end of its standard input. */
function stopAsked(exitWithParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    if (!exitWithParent) return;
    process.stdin.once('close', () => resolve());
    process.stdin.once('end', () => resolve());
    process.stdin.resume();
  });
}
