import { setTimeout as delay } from 'node:timers/promises';
import { loadAppFiles } from '../app-files/load.ts';
import { createServerApp } from '../app.ts';
import { systemClock } from '../clock.ts';
import { openDatabase } from '../database/open.ts';
import type { Dependencies } from '../dependencies.ts';
import { ensureFirstPartyClient, seedDemo } from '../database/seed.ts';
import { checkGateway } from '../gateway/check.ts';
import { listen } from '../http/listen.ts';
import { listenOnNextPort, tellPort } from '../http/next-port.ts';
import { bareHeaders, isHttpsOnly } from '../http/security-headers.ts';
import { loadIdentityProviders } from '../identity-providers/index.ts';
import { createLog, createReadableLog } from '../log.ts';
import { firstPartyTerms } from '../oauth/first-party.ts';
import { ensureSigningKey } from '../openid/signing-keys.ts';
import { PASSWORD_COST, Passwords } from '../passwords.ts';
import { prune } from '../pruning/prune.ts';
import { repeat } from '../pruning/repeat.ts';
import type { Environment } from '../settings-reader.ts';
import type { Settings } from '../settings.ts';
import { stopAsked } from './stop-asked.ts';

const LOGS = { json: createLog, text: createReadableLog } as const;

/** Starts the server, and ends it in good order when it is asked to. */
export async function serve(
  settings: Settings,
  environment: Environment,
): Promise<void> {
  const stop = stopAsked(settings.exitWithParent);
  const log = LOGS[settings.logFormat]((line) => process.stdout.write(line));
  const passwords = await Passwords.create(
    PASSWORD_COST,
    settings.passwordLimits,
  );
  const appFiles = await loadAppFiles(settings.appFolder, environment);
  if (appFiles && !appFiles.hasSettings) log.info('app-without-settings');
  const identityProviders = await loadIdentityProviders(
    settings.identityProviders,
  );
  await checkGateway(settings, identityProviders);
  const open = await openDatabase(settings.database, log);
  try {
    await open.prepare(async (database) => {
      await ensureSigningKey(database, systemClock());
      if (settings.seedDemo) await seedDemo(database, passwords, systemClock());
    });
    let isStopping = false;
    let origin = settings.publicUrl ?? '';
    const dependencies = {
      database: open.database,
      settings,
      passwords,
      clock: systemClock,
      log,
      origin: () => origin,
      isStopping: () => isStopping,
      identityProviders,
      appFiles,
    };
    const app = createServerApp(dependencies);
    const address = {
      host: settings.host,
      port: settings.port,
      headers: bareHeaders(isHttpsOnly(settings)),
    };
    const listening = settings.takesNextPort
      ? await listenOnNextPort(app, address, tellPort)
      : await listen(app, address);
    origin ||= listening.origin;
    await ensureFirstPartyClient(open.database, firstPartyTerms(dependencies));
    const pruning = repeat(
      () => pruneQuietly(dependencies),
      settings.pruneInterval * 1000,
    );
    process.stdout.write(`Latchkey server on ${listening.origin}\n`);

    await stop;
    isStopping = true;
    log.info('stopping');
    await delay(settings.shutdownDelay * 1000);
    await listening.close();
    await pruning.stop();
  } finally {
    await open.close();
  }
}

/** What could not be deleted now will be the next time. */
async function pruneQuietly({
  clock,
  database,
  log,
}: Dependencies): Promise<void> {
  try {
    const rows = await prune(database, clock());
    if (rows > 0) log.info('pruned', { rows });
  } catch (error) {
    log.error('pruning-failed', error);
  }
}
