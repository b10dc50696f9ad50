import { expect, type BrowserContext, type Page } from '@playwright/test';

/** Many tabs are slow on a small machine. In milliseconds. */
const OPENING = 120_000;

/** Opens pages in tabs of one browser, one after the other, and waits until each shows something private. */
export async function openAll(
  context: BrowserContext,
  urls: readonly string[],
): Promise<Page[]> {
  const tabs: Page[] = [];
  for (const url of urls) {
    const tab = await context.newPage();
    await tab.goto(url);
    await expect(tab.locator('tbody tr, .facts').first()).toBeVisible({
      timeout: OPENING,
    });
    tabs.push(tab);
  }
  return tabs;
}

/** What only a signed-in user sees, wherever in the app. */
export const PRIVATE = 'table, .facts, .account';
