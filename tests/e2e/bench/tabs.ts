/**
 * `npm run bench:tabs`: many tabs and one session, in a real browser, with the production build, on the real server with
 * strict rotation, which ends a session whose refresh token is used twice. Exits with 1 when a promise is broken.
 */
import { chromium, type BrowserContext } from '@playwright/test';
import { browser } from '../support/browser.ts';
import { buildIfStale } from '../support/build.ts';
import { makeTemplate } from '../support/database.ts';
import { Server } from '../support/server.ts';
import { measureExpiries } from './expiries.ts';
import { measureLock } from './lock.ts';
import { readOptions } from './options.ts';
import { measureParallelRefusals } from './parallel-refusals.ts';
import { Promises } from './promises.ts';
import { measureSignOut } from './sign-out.ts';

/** What one part of the benchmark works with: a server and a browser profile of its own. */
export interface Bench {
  context: BrowserContext;
  server: Server;
  promises: Promises;
}

const options = readOptions({ tabs: 50, rounds: 100 });
const parts: Record<string, (bench: Bench) => Promise<void>> = {
  [`${options.tabs} tabs, ${options.rounds} forced expiries`]: (bench) =>
    measureExpiries(bench, options),
  '20 requests of one tab, refused at once': measureParallelRefusals,
  'a tab that holds the lock': measureLock,
  'sign-out in one of 10 tabs': measureSignOut,
};

buildIfStale();
const promises = new Promises();
const template = await makeTemplate();
const program = await chromium.launch(browser);
for (const [title, measure] of Object.entries(parts)) {
  console.log(`\n── ${title}\n`);
  const server = await Server.start({ REFRESH_TOKEN_RETRY_WINDOW: '0' });
  const context = await program.newContext({ baseURL: server.origin });
  context.setDefaultTimeout(120_000);
  await measure({ context, server, promises });
  await context.close();
  await server.remove();
}
await program.close();
await template.drop();
process.exitCode = promises.exitCode;
