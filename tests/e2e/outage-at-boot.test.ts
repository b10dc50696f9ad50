import { noteFirst } from './support/measure.ts';
import { notices, rows, signIn } from './support/pages.ts';
import { letExpire, storedTokens, tokensOf } from './support/session.ts';
import { expect, test, type Page } from './support/test.ts';

/** How much later than else the page may be there, in milliseconds: a second on a machine with nothing else to do, I2 on any. */
const LATER = 5_000;

/** How long the app may take to notice by itself that all is well again, in milliseconds: its second look, or its third. */
const RECOVERY = 45_000;

/** Longer than the token server may take, in milliseconds. */
const SILENCE = 30_000;

const TOKEN_ENDPOINT = '**/oauth/token';
const SERVERS = /\/(api|oauth)\//;

interface Outage {
  /** What has to be there before the comparison, because it costs time by itself. */
  prepare?(page: Page): Promise<unknown>;
  begin(page: Page): Promise<unknown>;
  end(page: Page): Promise<unknown>;
  says: string;
}

const unreachable = 'The server can’t be reached just now.';

/** What may stand between a page that is loaded and its session. */
const outages: Record<string, Outage> = {
  'the network is gone': {
    // As from the browser's cache: the page itself is there.
    prepare: (page) =>
      page.route(
        (url) => !SERVERS.test(url.pathname),
        async (route) => route.fulfill({ response: await route.fetch() }),
      ),
    begin: (page) => page.context().setOffline(true),
    end: (page) => page.context().setOffline(false),
    says: 'You are offline.',
  },
  'the token server says 503': answering({ status: 503 }),
  'the token server says 429 and how long to wait': answering({
    status: 429,
    headers: { 'Retry-After': '2' },
  }),
  'a captive portal answers with a page of its own': answering({
    status: 200,
    contentType: 'text/html',
    body: '<h1>Welcome to our Wi-Fi</h1>',
  }),
  'the token server is silent': {
    begin: (page) => page.route(TOKEN_ENDPOINT, () => undefined),
    end: (page) => page.unroute(TOKEN_ENDPOINT),
    says: unreachable,
  },
};

for (const [story, outage] of Object.entries(outages)) {
  test(`D11 D12 D13 I2 I8 ${story} when the app is loaded with a token that has run out: the page is there, the session stays, and goes on by itself`, async ({
    page,
    watch,
  }) => {
    watch.expect(
      /^(429|503) POST \/oauth\/token$/,
      /^net::ERR_INTERNET_DISCONNECTED /,
    );
    const firstHeading = await noteFirst(page, 'h1');
    await outage.prepare?.(page);
    await signIn(page);
    await page.reload();
    await expect(rows(page)).toHaveCount(20);
    const asElse = await firstHeading();

    await letExpire(page);
    const session = await tokensOf(page);
    await outage.begin(page);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible();
    const later = (await firstHeading()) - asElse;
    console.log(
      `${story}: heading after ${Math.round(later + asElse)} ms, else ${Math.round(asElse)} ms`,
    );
    expect(later).toBeLessThan(LATER);
    await expect(notices(page)).toContainText(outage.says, {
      timeout: SILENCE,
    });
    await expect(notices(page)).toContainText('You are still signed in');
    await expect(page).toHaveURL('/users');
    expect(await storedTokens(page)).toEqual(session);

    await outage.end(page);
    await expect(rows(page)).toHaveCount(20, { timeout: RECOVERY });
    await expect(notices(page)).toHaveText('');
    await expect(page.getByRole('banner')).toContainText('Demo User');
    await expect(page.getByRole('main').getByRole('alert')).toHaveText('');
    const { expiresAt } = await tokensOf(page);
    expect(expiresAt).toBeGreaterThan(session.expiresAt);
  });
}

function answering(answer: {
  status: number;
  headers?: Record<string, string>;
  contentType?: string;
  body?: string;
}): Outage {
  return {
    begin: (page) =>
      page.route(TOKEN_ENDPOINT, (route) => route.fulfill(answer)),
    end: (page) => page.unroute(TOKEN_ENDPOINT),
    says: unreachable,
  };
}
