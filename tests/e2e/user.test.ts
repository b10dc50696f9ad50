import { devices } from '@playwright/test';
import { demo } from './support/accounts.ts';
import {
  expectNoSidewaysScroll,
  rows,
  signIn,
  signInForm,
  submitSignIn,
} from './support/pages.ts';
import { expect, test, type Page } from './support/test.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const person = (page: Page) => page.locator('dl');

test('from the list to a user and back by the keyboard, through a reload and Back', async ({
  page,
  watch,
}) => {
  await signIn(page);
  await page.goto('/users?page=2&sort=email');
  const link = rows(page).nth(3).getByRole('rowheader').getByRole('link');
  const name = (await link.getAttribute('aria-label'))!;
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(name);
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveTitle(`${name} | Latchkey`);
  await expect(person(page)).toContainText('Joined');

  await page.reload();
  await expect(heading(page)).toHaveText(name);
  await page.getByRole('link', { name: 'Back to the users' }).press('Enter');
  await expect(page).toHaveURL('/users?page=2&sort=email');
  await expect(rows(page)).toHaveCount(20);
  await expect(heading(page)).toBeFocused();

  await page.goBack();
  await expect(heading(page)).toHaveText(name);

  watch.expect(/^404 GET \/api\/users\/nobody$/);
  await page.goto('/users/nobody');
  await expect(heading(page)).toHaveText('No such user');
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('a deep link on a phone: signed out, signed in, and oneself', async ({
  baseURL,
  newBrowserProfile,
}) => {
  const phone = await newBrowserProfile({
    ...devices['Pixel 7'],
    viewport: { width: 360, height: 740 },
    baseURL: baseURL!,
  });
  const page = await phone.newPage();
  await signIn(page);
  await page.getByLabel('Search').fill(demo.email);
  await expect(rows(page)).toHaveCount(1);
  await rows(page).getByRole('link').click();
  await expect(page.getByText('This is you.')).toBeVisible();
  await expect(person(page)).toContainText(demo.email);
  await expectNoSidewaysScroll(page);

  const address = page.url();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(signInForm(page).email).toBeVisible();
  await page.goto(address);
  await submitSignIn(page);
  await expect(page).toHaveURL(address);
  await page.getByRole('link', { name: 'Go to your profile' }).click();
  await expect(heading(page)).toHaveText('Profile');
});
