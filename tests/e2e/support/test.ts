import {
  test as base,
  type Browser,
  type BrowserContext,
} from '@playwright/test';
import { runRecord } from './secret-scan/record.ts';
import { Server } from './server.ts';
import { Watch } from './watch.ts';

export { expect, type Page, type Request, type Route } from '@playwright/test';

interface Fixtures {
  /** Sees all that happens in the browser; see `Watch`. */
  watch: Watch;
  /** Starts a server for this test alone. */
  ownServer: (settings?: Record<string, string>) => Promise<Server>;
  /** Another browser profile: another person, or another machine. Watched as well. */
  newBrowserProfile: (
    options?: Parameters<Browser['newContext']>[0],
  ) => Promise<BrowserContext>;
}

/** Playwright's `test`, on the server that all share, with a watch that fails a test for what it did not expect. */
export const test = base.extend<Fixtures>({
  baseURL: process.env['LATCHKEY_E2E_ORIGIN'],

  watch: [
    async ({ baseURL, context }, use, { titlePath }) => {
      const watch = new Watch(baseURL!);
      await watch.follow(context);
      await use(watch);
      await watch.scan.lookAt(context);
      const { counts, leaks, secrets, sightings } = watch.scan;
      runRecord.append({
        test: titlePath.join(' › '),
        secrets: secrets.all,
        sightings,
        counts: { ...counts, logLines: 0 },
      });
      test.expect(leaks).toEqual([]);
      test.expect(watch.troubles).toEqual([]);
    },
    { auto: true },
  ],

  ownServer: async ({ watch }, use) => {
    const servers: Server[] = [];
    await use(async (settings) => {
      const server = await Server.start(settings);
      servers.push(server);
      watch.trust(server.origin);
      return server;
    });
    if (servers.length > 0) await watch.quiet();
    for (const server of servers) await server.remove();
  },

  newBrowserProfile: async ({ baseURL, browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        baseURL: baseURL!,
        ...options,
      });
      contexts.push(context);
      await watch.follow(context);
      return context;
    });
    for (const context of contexts) {
      await watch.scan.lookAt(context);
      await context.close();
    }
  },
});
