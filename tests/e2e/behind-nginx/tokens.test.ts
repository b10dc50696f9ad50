/** The very same build behind nginx, with tokens in the browser: by settings alone. */
import { expect, test } from '../support/nginx.ts';
import { rows, signIn, signOut } from '../support/pages.ts';
import { approve, openWindow } from '../support/providers.ts';
import { storedTokens } from '../support/session.ts';

test('the same build with a password: sign in, reload, to-dos, sign out', async ({
  page,
  tokens,
  watch,
}) => {
  await signIn(page, { origin: tokens.origin });
  await page.reload();
  await expect(rows(page)).toHaveCount(20);
  await page.getByRole('link', { name: 'Todos' }).click();
  await expect(page.getByLabel('New to-do')).toBeVisible();
  expect((await storedTokens(page))?.accessToken).toBeTruthy();
  await signOut(page);
  expect(watch.reported.length, 'Trusted Types, reported only').toBeLessThan(
    100,
  );
});

test('the same build with a provider’s page', async ({ page, tokens }) => {
  await page.goto(`${tokens.origin}/users?page=2`);
  const opened = await openWindow(page, 'Google');
  const closed = opened.waitForEvent('close');
  await approve(opened, 'ada');
  await closed;
  await expect(page).toHaveURL(`${tokens.origin}/users?page=2`);
  await expect(rows(page)).toHaveCount(20);
  await page.goto(`${tokens.origin}/request-headers`);
  await expect(page.getByRole('main')).toContainText('authorization');
});
