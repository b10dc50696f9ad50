import type { Browser, Page } from '@playwright/test';
import { DEMO_ACCOUNT } from '../../../contract/seed.ts';
import { signInForm } from '../../../tests/e2e/support/pages.ts';
import { noteSignIn } from './in-page.ts';
import { NetworkLog } from './network-log.ts';
import type { PageRequest } from './request.ts';
import { throttle } from './throttling.ts';
import { within } from './within.ts';

/** The first page of the table of users. */
const ROWS = { rows: 'tbody tr', count: 20 };

/** Between two keys of somebody who types fast, in milliseconds. */
export const KEY_DELAY = 60;

/** What fills in the form. Its submit button is pressed right after that. */
export type Way = 'typed' | 'filled in at once';
export const WAYS: readonly Way[] = ['typed', 'filled in at once'];

/** From the press on the button to the rows. Times are milliseconds since the navigation began. */
export interface SignIn {
  /** The form's first character. */
  beganAt: number;
  clickedAt: number;
  shownAt: number;
  /** All that were made from the first character to the rows. */
  requests: PageRequest[];
}

const FILL: Record<Way, (page: Page) => Promise<void>> = {
  typed: async (page) => {
    const { email, password } = signInForm(page);
    const options = { delay: KEY_DELAY };
    await email.pressSequentially(DEMO_ACCOUNT.email, options);
    await password.pressSequentially(DEMO_ACCOUNT.password, options);
  },
  'filled in at once': async (page) => {
    const { email, password } = signInForm(page);
    await email.fill(DEMO_ACCOUNT.email);
    await password.fill(DEMO_ACCOUNT.password);
  },
};

/**
 * Signs in with the demo account, in a profile of its own, once the sign-in page has come to rest.
 *
 * @param isTraced whether the requests tell who started them also where something was waited for, which takes time
 */
export async function measureSignIn(
  browser: Browser,
  url: string,
  { isTraced, way }: { way: Way; isTraced: boolean },
): Promise<SignIn> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const log = await NetworkLog.start(session);
    if (isTraced) await log.followCallsThroughWaits();
    await throttle(session);
    await page.goto(url, { waitUntil: 'networkidle' });
    await page.evaluate(noteSignIn, ROWS);
    await FILL[way](page);
    await signInForm(page).submit.click();
    const { began, clicked, shown } = await within(
      page.evaluate(() => window.signInMoments),
      'The table of users is there',
    );
    const requests = (await log.requests()).filter(
      ({ startedAt }) => startedAt >= began && startedAt < shown,
    );
    return { beganAt: began, clickedAt: clicked, shownAt: shown, requests };
  } finally {
    await context.close();
  }
}
