import type { BrowserContext, Page } from '@playwright/test';

/** In milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/**
 * Puts the clocks of all tabs to one moment, where they stand; timers go on. A clock that ran would run differently in each tab.
 *
 * @param time milliseconds since the epoch
 * @returns that time
 */
export async function goOnTo(
  context: BrowserContext,
  time: number,
): Promise<number> {
  await context.clock.setFixedTime(time);
  return time;
}

/** The tab comes back to the user, as far as the page can tell. */
export function wake(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
