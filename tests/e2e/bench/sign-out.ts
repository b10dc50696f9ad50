import type { Page } from '@playwright/test';
import { noteGone, notePress, percentile } from '../support/measure.ts';
import { rows, submitSignIn } from '../support/pages.ts';
import { PRIVATE } from '../support/tabs.ts';
import { expect, openTabs } from './pages.ts';
import type { Bench } from './tabs.ts';

const TABS = 10;
const ROUNDS = 5;

/** How soon a tab must have left its private page, in milliseconds. */
const SOON = 1_000;

/** How long it takes all tabs to leave their private pages, when one of them signs out. */
export async function measureSignOut({
  context,
  promises,
}: Bench): Promise<void> {
  const tabs = await openTabs(context, TABS);
  const answered = await measure(tabs);
  await context.route('**/oauth/revoke', () => undefined);
  const silent = await measure(tabs);

  const of = `p95 of ${TABS} tabs, ${ROUNDS} times`;
  promises.within(`sign-out, ${of}`, percentile(answered, 95), SOON);
  promises.within(
    `sign-out while the server never answers the revocation, ${of}`,
    percentile(silent, 95),
    SOON,
  );
}

/** @returns a time for each tab and round, in milliseconds */
async function measure(tabs: [Page, ...Page[]]): Promise<number[]> {
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (round > 1) await signInAgain(tabs);
    const goneAt = await Promise.all(tabs.map((tab) => noteGone(tab, PRIVATE)));
    const pressedAt = await notePress(tabs[0]);
    await tabs[0].getByRole('button', { name: 'Sign out' }).click();
    for (const tab of tabs) {
      await expect(tab).toHaveURL(/\/login$/);
      await expect(tab.locator(PRIVATE)).toHaveCount(0);
    }
    const pressed = await pressedAt();
    for (const moment of goneAt) times.push((await moment()) - pressed);
  }
  await signInAgain(tabs);
  return times;
}

async function signInAgain(tabs: [Page, ...Page[]]): Promise<void> {
  await submitSignIn(tabs[0]);
  for (const tab of tabs) await expect(rows(tab)).toHaveCount(20);
}
