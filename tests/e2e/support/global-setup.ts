import { buildIfStale } from './build.ts';
import { makeTemplate } from './database.ts';
import { Server } from './server.ts';

/**
 * Once for a whole run: the built app, a database to copy, and the server that the tests share. They don't disturb each
 * other there, because each sign-in is a family of tokens of its own. A test that stops the server, or needs other
 * settings, has one of its own (`ownServer`).
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  buildIfStale();
  const template = await makeTemplate();
  const server = await Server.start();
  process.env['LATCHKEY_E2E_ORIGIN'] = server.origin;

  return async () => {
    await server.remove();
    await template.drop();
  };
}
