import type { Browser, BrowserContext } from '@playwright/test';
import { demo } from './support/accounts.ts';
import { rows, signInForm, submitSignIn } from './support/pages.ts';
import { expect, test, type Page } from './support/test.ts';

/** By which the app tells one browser session from the next. */
const COOKIE = 'latchkey-browser-session';

type NewContext = (
  options: Parameters<Browser['newContext']>[0],
) => Promise<BrowserContext>;

test('without "Keep me signed in" the session lasts through reloads and in all tabs, and ends with the browser', async ({
  context,
  newBrowserProfile,
  page,
}) => {
  await signInAndKeep(page, false);
  await page.reload();
  await expect(rows(page)).toHaveCount(20);
  const other = await context.newPage();
  await other.goto('/session');
  await expect(other.getByRole('main')).toContainText(demo.email);

  const next = await startAgain(context, newBrowserProfile);
  const tabs = [await next.newPage(), await next.newPage()];
  for (const tab of tabs) {
    await tab.goto('/users?page=2');
    await expect(tab).toHaveURL('/login');
    await expect(signInForm(tab).keep).not.toBeChecked();
  }
  // Nothing of it lies about any more.
  const { cookies, origins } = await next.storageState({ indexedDB: true });
  expect(cookies.map(({ name }) => name)).not.toContain(COOKIE);
  expect(JSON.stringify(origins)).not.toContain('accessToken');
});

test('with "Keep me signed in" it is still there when the browser is started again', async ({
  context,
  newBrowserProfile,
  page,
}) => {
  await signInAndKeep(page, true);
  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name)).not.toContain(COOKIE);

  const next = await startAgain(context, newBrowserProfile);
  for (const tab of [await next.newPage(), await next.newPage()]) {
    await tab.goto('/users?page=2');
    await expect(tab.getByText('Page 2 of 13')).toBeVisible();
    await expect(tab.getByRole('banner')).toContainText('Demo User');
  }
});

test('a browser whose cookies are deleted forgets a session that was not to be kept, with the next tab', async ({
  context,
  page,
}) => {
  await signInAndKeep(page, false);
  await context.clearCookies();
  const next = await context.newPage();
  await next.goto('/users');
  await expect(next).toHaveURL('/login');
});

async function signInAndKeep(page: Page, keep: boolean): Promise<void> {
  await page.goto('/login');
  await signInForm(page).keep.setChecked(keep);
  await submitSignIn(page);
  await expect(rows(page)).toHaveCount(20);
}

/** The browser is closed, and opened again: what it has stored is there, its session cookies and its tabs are not. */
async function startAgain(
  context: BrowserContext,
  newContext: NewContext,
): Promise<BrowserContext> {
  const { cookies, origins } = await context.storageState({ indexedDB: true });
  return newContext({
    storageState: {
      cookies: cookies.filter(({ expires }) => expires !== -1),
      origins,
    },
  });
}
