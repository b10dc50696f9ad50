import { chromium } from '@playwright/test';
import { wholeBrowser } from './support/browser.ts';
import { signIn, signInForm } from './support/pages.ts';
import { expect, test } from './support/test.ts';

test('C10 a page that the browser had put by does not come back after sign-out', async ({
  baseURL,
  watch,
}) => {
  // Playwright turns the back/forward cache off.
  const program = await chromium.launch({
    ...wholeBrowser,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  const context = await program.newContext({ baseURL: baseURL! });
  await watch.follow(context);
  const page = await context.newPage();
  await signIn(page);
  await page.goto('/favicon.svg');

  const other = await context.newPage();
  await other.goto('/session');
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(signInForm(other).email).toBeVisible();

  await page.goBack();
  await expect(page).toHaveURL('/login');
  await expect(signInForm(page).email).toBeVisible();
  await expect(page.locator('table, .facts, .account')).toHaveCount(0);
  // The old page was in the cache, until the other tab said that the session had changed.
  const reasons = await page.evaluate(() =>
    JSON.stringify(
      (
        performance.getEntriesByType('navigation')[0] as unknown as {
          notRestoredReasons: unknown;
        }
      ).notRestoredReasons,
    ),
  );
  expect(reasons).toContain('broadcastchannel-message');
  await program.close();
});
