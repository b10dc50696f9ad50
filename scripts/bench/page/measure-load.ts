import type { Browser } from '@playwright/test';
import { noteLoad } from './in-page.ts';
import { NetworkLog } from './network-log.ts';
import type { PageRequest } from './request.ts';
import { throttle } from './throttling.ts';
import { within } from './within.ts';

/** The field that both forms begin with. */
const FIELD = 'input[type="email"]';

/** How long the layout is watched once the form is usable, in milliseconds. */
const SETTLING = 2_000;

/** What one load of an app's page costs. Times are milliseconds since the navigation began. */
export interface LoadFigures {
  /** First contentful paint. */
  firstPaint: number;
  /** When the form's first field was painted and took a character. */
  usable: number;
  /** When the app's own page was painted. */
  app: number;
  /** Of all scripts that were asked for before the form was usable, as they were sent: compressed, without headers. */
  scriptBytes: number;
  /** All that were made before the form was usable. */
  requests: number;
  /** Of the layout, also in the seconds after that. */
  shift: number;
}

/**
 * Loads a page in a profile of its own, so with an empty cache.
 *
 * @param app a selector for what only the app itself shows
 */
export async function measureLoad(
  browser: Browser,
  url: string,
  app: string,
): Promise<LoadFigures> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const log = await NetworkLog.start(session);
    await page.addInitScript(noteLoad, { field: FIELD, app });
    await throttle(session);
    await page.goto(url);
    await within(
      page.evaluate(() =>
        Promise.all([window.isUsable, window.isThere, window.isPainted]),
      ),
      `The form at ${url} is usable`,
    );
    await page.waitForTimeout(SETTLING);
    const {
      app: appAt,
      firstPaint,
      shift,
      touched,
      usable,
    } = await page.evaluate(() => window.loadMoments);
    // The character makes our page ask for more.
    const before = (await log.requests()).filter(
      ({ startedAt }) => startedAt < touched,
    );
    return {
      firstPaint,
      usable,
      app: appAt,
      scriptBytes: bytesOfScripts(before),
      requests: before.length,
      shift,
    };
  } finally {
    await context.close();
  }
}

function bytesOfScripts(requests: readonly PageRequest[]): number {
  return requests
    .filter(({ path }) => path.endsWith('.js'))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}
