import { buildIfStale } from './build.ts';
import { makeTemplate } from './database.ts';
import { runRecord } from './secret-scan/record.ts';
import { failUnlessClean, sumUp } from './secret-scan/sum-up.ts';
import { Server } from './server.ts';

/**
 * Once for a whole run: the built app, a database to copy, and the server that the tests share. They don't disturb each
 * other there, because each sign-in is a family of tokens of its own. A test that stops the server, or needs other
 * settings, has one of its own (`ownServer`). At the end, what all tests and servers have seen is searched for their secrets.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  runRecord.begin();
  buildIfStale();
  const template = await makeTemplate();
  const server = await Server.start();
  process.env['LATCHKEY_E2E_ORIGIN'] = server.origin;

  return async () => {
    await server.remove();
    await template.drop();
    const summary = sumUp(runRecord.read());
    runRecord.remove();
    console.log(`\n${summary.text}`);
    failUnlessClean(summary);
  };
}
