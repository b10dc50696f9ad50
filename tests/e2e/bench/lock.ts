import type { Page } from '@playwright/test';
import { ask, expect, openTabs, refuseToken } from './pages.ts';
import type { Bench } from './tabs.ts';

/** How long a tab waits for one that holds the lock, and what the rest may take, in milliseconds. */
const LOCK_WAIT = 15_000;
const REST = 5_000;

/** The tabs that go on, and the one that does not. */
const TABS = 4;

/** How long the other tabs stand still when one holds the lock for renewals and is frozen, or closed. */
export async function measureLock({
  context,
  server,
  promises,
}: Bench): Promise<void> {
  const all = await openTabs(context, TABS);
  const holder = all.pop()!;
  await holdLock(holder);

  const frozen = await timeToGoOn(all, 'ascending', () => Promise.resolve());
  promises.within(
    `the holder is frozen: ${all.length} of ${all.length} others went on after`,
    frozen,
    LOCK_WAIT + REST,
  );
  const closed = await timeToGoOn(all, 'descending', () => holder.close());
  promises.within(
    `the holder is closed: ${all.length} of ${all.length} others went on after`,
    closed,
    REST,
  );
  const [family] = await server.families();
  promises.exactly('renewals for that', (family?.refreshTokens ?? 0) - 1, 2);
  promises.exactly(
    'refresh tokens used twice',
    family?.endReason === 'refresh-token-reused' ? 1 : 0,
    0,
  );
}

/** @returns milliseconds from the moment at which something happens to the holder, until all others have their rows */
async function timeToGoOn(
  tabs: readonly Page[],
  order: string,
  happen: () => Promise<void>,
): Promise<number> {
  await refuseToken(tabs[0]!);
  const refused = tabs.map((tab) =>
    tab.waitForResponse((answer) => answer.status() === 401),
  );
  await Promise.all(tabs.map(ask));
  await Promise.all(refused);
  const since = performance.now();
  await happen();
  for (const tab of tabs) {
    await expect(
      tab.getByRole('columnheader', { name: 'E-mail' }),
    ).toHaveAttribute('aria-sort', order);
    await expect(tab.locator('table')).toHaveAttribute('aria-busy', 'false');
    await expect(tab.getByRole('alert')).toHaveText('');
  }
  return performance.now() - since;
}

/** Takes the lock for renewals and never lets go of it, as a tab does that the browser has frozen in the middle of one. */
function holdLock(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        void navigator.locks.request('latchkey:renewal', () => {
          resolve();
          return new Promise(() => undefined);
        });
      }),
  );
}
