import { join } from 'node:path';
import { root } from '../../scripts/child-process.ts';
import { demo } from './support/accounts.ts';
import { buildIfStale } from './support/build.ts';
import { rows, signInForm, signOut, submitSignIn } from './support/pages.ts';
import {
  approve,
  button,
  expect,
  openWindow,
  test,
} from './support/providers.ts';

const FOLDER = join(root, 'tmp/e2e/below-a-path');

/** Where the app lies, and where API and token server do. */
const ALLOWED = /^\/(app|api|oauth|\.well-known)\//;

// One build for all of them, and one server.
test.describe.configure({ mode: 'default' });

test.use({
  settings: [
    // Playwright reads from the pattern what it needs: nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      buildIfStale(FOLDER, '/app/');
      await use({ APP_DIR: FOLDER });
    },
    { scope: 'worker' },
  ],
});

test.afterEach(({ app, watch }) => {
  const beside = watch.requests
    .map((request) => new URL(request.url()))
    .filter(({ origin }) => origin === app.server.origin)
    .map(({ pathname }) => pathname)
    // Whoever has no more than the server's name begins here.
    .filter((path) => path !== '/' && !ALLOWED.test(path));
  expect(beside, 'nothing is asked for beside the app').toEqual([]);
});

test('a deep link leads to the sign-in and back, and holds through a reload', async ({
  app,
  page,
}) => {
  const { origin } = app.server;
  await page.goto('/app/users?page=3&sort=email');
  await expect(page).toHaveURL(`${origin}/app/login`);
  await expect(signInForm(page).email).toBeFocused();
  await page.reload();
  await submitSignIn(page);
  await expect(page).toHaveURL('/app/users?page=3&sort=email');
  await expect(rows(page)).toHaveCount(20);

  await page.reload();
  await expect(page).toHaveURL('/app/users?page=3&sort=email');
  await expect(rows(page)).toHaveCount(20);

  await page.getByRole('link', { name: 'Session' }).click();
  await expect(page).toHaveURL('/app/session');
  await page.goBack();
  await expect(rows(page)).toHaveCount(20);

  await signOut(page);
  await expect(page).toHaveURL('/app/login');
  await page.reload();
  await expect(signInForm(page).email).toBeVisible();
});

test('from the server’s name one gets to the app; an unknown page has a way on', async ({
  app,
  page,
}) => {
  await page.goto(app.server.origin);
  await expect(page).toHaveURL('/app/login');
  await submitSignIn(page);
  await expect(page).toHaveURL('/app/users');

  await page.goto('/app/nowhere');
  await page.getByRole('main').getByRole('link').click();
  await expect(page).toHaveURL('/app/users');
});

test('without its scripts the form sends nothing into an address, and to nobody else', async ({
  app,
  newBrowserProfile,
}) => {
  const profile = await newBrowserProfile({ baseURL: app.server.origin });
  const page = await profile.newPage();
  await page.goto('/app/login');
  await expect(page.locator('form')).toHaveAttribute('action', '/app/login');
});

test('A25 social sign-in by a window: the answer finds the page that waits', async ({
  app,
  page,
}) => {
  expect(app.provider).toContain('127.0.0.1');
  await page.goto('/app/users?page=2');
  const opened = await openWindow(page, 'Google');
  await expect(page.getByLabel('Sign-in window')).toBeVisible();
  const closed = opened.waitForEvent('close');
  await approve(opened, 'ada');
  await closed;
  await expect(page).toHaveURL('/app/users?page=2');
  await expect(rows(page)).toHaveCount(20);
  await signOut(page);
});

test('A27 social sign-in by the whole page, and back at the deep link', async ({
  app,
  newBrowserProfile,
}) => {
  const phone = await newBrowserProfile({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    baseURL: app.server.origin,
  });
  const page = await phone.newPage();
  await page.goto('/app/users?page=2');
  await button(page, 'GitHub').click();
  await page.waitForURL(/\/authorize\?/);
  await approve(page, 'alan');
  await expect(page).toHaveURL('/app/users?page=2');
  await expect(rows(page)).toHaveCount(20);
});

test('G6 what the app keeps bears its path: another app on this origin has a session of its own', async ({
  app,
  context,
  page,
}) => {
  expect(app.server.origin).toBeTruthy();
  await page.goto('/app/login');
  await submitSignIn(page, demo);
  await expect(page).toHaveURL('/app/users');

  const kept = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
  }));
  expect(kept.databases).toEqual(['latchkey@/app/']);
  expect(kept.local).toEqual([]);
  for (const key of kept.session) expect(key).toMatch(/@\/app\/$/);
  const cookies = await context.cookies();
  const own = cookies.filter(({ name }) => name.includes('browser-session'));
  expect(own.map(({ name, path }) => [name, path])).toEqual([
    ['latchkey-browser-session%40%2Fapp%2F', '/app/'],
  ]);
});
