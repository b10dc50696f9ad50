import { devices } from '@playwright/test';
import {
  expectNoSidewaysScroll,
  rows,
  signIn,
  signInForm,
  signOut,
} from './support/pages.ts';
import {
  approve,
  button,
  expect,
  openWindow,
  PEOPLE,
  test,
  type ProviderName,
} from './support/providers.ts';
import { storedTokens } from './support/session.ts';

/** The narrowest that is still about. */
const SMALL_PHONE = { width: 360, height: 740 };

const NAMES = Object.keys(PEOPLE) as ProviderName[];

for (const name of NAMES) {
  test(`A25 ${name} by a window, under a provider that cuts the tie to its opener`, async ({
    app,
    page,
  }) => {
    expect(app.provider).toContain('127.0.0.1');
    await page.goto('/users?page=2');
    const opened = await openWindow(page, name);
    await expect(page.getByLabel('Sign-in window')).toBeVisible();
    const closed = opened.waitForEvent('close');
    await approve(opened, PEOPLE[name]);
    await closed;

    await expect(page).toHaveURL('/users?page=2');
    await expect(rows(page)).toHaveCount(20);
    await page.getByRole('link', { name: 'Session' }).click();
    await expect(page.getByRole('main')).toContainText(name);
    await signOut(page);
    await expect(page.getByText('Last used')).toBeVisible();
    await expect(button(page, name)).toHaveAccessibleDescription('Last used');
  });

  test(`A27 ${name} by the whole page, on a phone`, async ({
    app,
    newBrowserProfile,
    watch,
  }) => {
    const phone = await newBrowserProfile({
      ...devices['Pixel 7'],
      viewport: SMALL_PHONE,
      baseURL: app.server.origin,
    });
    const page = await phone.newPage();
    await page.goto('/users?page=2');
    await expect(button(page, name)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await button(page, name).click();
    await page.waitForURL(/\/authorize\?/);
    await approve(page, PEOPLE[name]);
    await expect(page).toHaveURL('/users?page=2');
    await expect(rows(page)).toHaveCount(20);

    const callbacks = watch.requests.filter(
      (request) =>
        request.isNavigationRequest() &&
        request.url().includes('/login/callback/'),
    );
    expect(callbacks).toHaveLength(1);
    const headers = await (await callbacks[0]!.response())!.allHeaders();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    // A20: back from the app does not lead to the used answer.
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('code='));
    expect(page.url()).not.toContain('state=');
  });
}

test('a person says no at the provider: the form says so, and nothing is lost', async ({
  app,
  page,
}) => {
  expect(app).toBeTruthy();
  await page.goto('/users?page=3');
  const opened = await openWindow(page, 'Google');
  await approve(opened, 'ada', 'cancel');
  await expect(
    page.getByText('You did not finish at the provider'),
  ).toBeVisible();
  await expect(page.getByLabel('Sign-in window')).toHaveCount(0);

  const again = await openWindow(page, 'Google');
  await approve(again, 'ada');
  await expect(page).toHaveURL('/users?page=3');
});

test('A23 a window that is closed: told within a second, and the form works', async ({
  app,
  page,
}) => {
  expect(app).toBeTruthy();
  await page.goto('/login');
  const opened = await openWindow(page, 'Google');
  await opened.close();
  await expect(
    page.getByRole('button', { name: 'Open the window again' }),
  ).toBeVisible({ timeout: 1_500 });

  await signIn(page, { origin: app.server.origin });
  await expect(page).toHaveURL('/users');
});

test('A22 a browser that blocks windows: one click goes on in this tab', async ({
  app,
  page,
}) => {
  expect(app).toBeTruthy();
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto('/users?page=2');
  await button(page, 'GitHub').click();
  const panel = page.getByLabel('Sign-in window');
  await expect(panel).toContainText('blocked');
  await panel.getByRole('button', { name: 'Continue in this tab' }).click();
  await page.waitForURL(/\/authorize\?/);
  await approve(page, PEOPLE.GitHub);
  await expect(page).toHaveURL('/users?page=2');
  await expect(rows(page)).toHaveCount(20);
});

test('the page that has opened the window is loaded anew: the window signs in, and the page follows', async ({
  app,
  page,
}) => {
  expect(app).toBeTruthy();
  await page.goto('/users?page=2');
  const opened = await openWindow(page, 'Google');
  await page.reload();
  await expect(signInForm(page).email).toBeVisible();
  await approve(opened, 'ada');
  await expect(page).toHaveURL('/users?page=2');
  await expect(rows(page)).toHaveCount(20);
  await expect(rows(opened)).toHaveCount(20);
});

test('G9 a duplicated tab has no part in the sign-in that the first one has under way', async ({
  app,
  context,
  page,
  watch,
}) => {
  expect(app).toBeTruthy();
  await page.goto('/users?page=2');
  const opened = await openWindow(page, 'Google');
  const state = new URL(opened.url()).searchParams.get('state')!;

  const [duplicate] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void window.open('/login')),
  ]);
  await expect(signInForm(duplicate).email).toBeVisible();
  const copied = await duplicate.evaluate(() =>
    JSON.stringify({ ...sessionStorage }),
  );
  // What the browser has copied is there, and nothing of the attempt is in it.
  expect(copied).toContain('/users?page=2');
  expect(copied).not.toContain(state);
  await expect(duplicate.getByLabel('Sign-in window')).toHaveCount(0);

  await approve(opened, PEOPLE.Google);
  await expect(page).toHaveURL('/users?page=2');
  await expect(rows(page)).toHaveCount(20);
  await expect(rows(duplicate)).toHaveCount(20);
  expect(watch.to('POST /oauth/token')).toHaveLength(1);
});

test('A18 B11 twenty tabs sign in at once, and are answered in random order: each ends on its own page', async ({
  app,
  context,
  watch,
}) => {
  test.slow();
  expect(app).toBeTruthy();
  // Each sign-in takes the place of the one before, whose tokens the server ends.
  watch.expect(/^40[01] /);
  const tabs = await Promise.all(
    Array.from({ length: 20 }, () => context.newPage()),
  );
  // At most ten attempts are kept: the tabs whose attempt has given way find themselves signed in by the others.
  await context.addInitScript(() => {
    // The whole page goes: as on a phone.
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) =>
      real(query.includes('hover') ? 'not all' : query);
  });
  await Promise.all(
    tabs.map(async (tab, index) => {
      await tab.goto(`/users?page=${(index % 12) + 2}`);
      await expect(button(tab, 'Google')).toBeVisible();
    }),
  );
  for (const tab of tabs) {
    await button(tab, 'Google').click();
    await tab.waitForURL(/\/authorize\?/);
  }
  for (const tab of [...tabs].sort(() => Math.random() - 0.5)) {
    await approve(tab, 'ada');
  }
  for (const [index, tab] of tabs.entries()) {
    await expect(tab).toHaveURL(`/users?page=${(index % 12) + 2}`);
    await expect(rows(tab)).not.toHaveCount(0);
    // Some are still being loaded anew, because somebody else has signed in.
    await expect(async () => {
      expect(await storedTokens(tab)).toBeTruthy();
    }).toPass();
  }
});

test('an address that has an account already: the way on is said, and the two can be linked', async ({
  app,
  page,
  watch,
}) => {
  watch.expect(/^400 POST \/oauth\/token/);
  expect(app).toBeTruthy();
  await page.goto('/login');
  const opened = await openWindow(page, 'Facebook');
  await approve(opened, 'ada', 'existing-account');
  await expect(
    page.getByText('There is already an account with this e-mail address'),
  ).toBeVisible();

  const form = signInForm(page);
  await form.email.fill('demo@latchkey.test');
  await form.password.fill('open-sesame-42');
  await form.submit.click();
  await expect(page).toHaveURL('/profile');

  const [again] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Link Facebook' }).click(),
  ]);
  await again.waitForURL(/\/authorize\?/);
  await approve(again, 'ada', 'existing-account');
  await expect(page.getByText('Facebook is linked')).toBeVisible();
  await page.getByRole('button', { name: 'Unlink Facebook' }).click();
  await expect(page.getByText('Facebook is not linked any more')).toBeVisible();
});

test('a provider that fails: said, and nobody is signed in', async ({
  app,
  page,
  watch,
}) => {
  watch.expect(/^502 POST \/oauth\/token/);
  expect(app).toBeTruthy();
  await page.goto('/login');
  for (const scenario of ['server-error', 'html', 'empty']) {
    const opened = await openWindow(page, 'Google');
    await approve(opened, 'ada', scenario);
    await expect(
      page.getByText('The provider cannot be reached just now'),
    ).toBeVisible();
  }
  expect(await storedTokens(page)).toBeUndefined();
});
