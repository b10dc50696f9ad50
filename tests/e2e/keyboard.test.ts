import { demo } from './support/accounts.ts';
import {
  expectApp,
  column,
  expectSorted,
  rows,
  signIn,
  signInForm,
} from './support/pages.ts';
import { expect, test } from './support/test.ts';

test('the keyboard alone: sign in, skip to the content, sort, sign out', async ({
  page,
}) => {
  const { keyboard } = page;
  await page.goto('/login');
  await expectApp(page);
  const form = signInForm(page);
  await expect(form.email).toBeFocused();
  await keyboard.type(demo.email);
  await keyboard.press('Tab');
  await expect(form.password).toBeFocused();
  await keyboard.press('Tab');
  const show = page.getByRole('button', { name: 'Show password' });
  await expect(show).toBeFocused();
  await keyboard.press('Space');
  await expect(form.password).toHaveAttribute('type', 'text');
  await keyboard.press('Space');
  await expect(form.password).toHaveAttribute('type', 'password');
  await keyboard.press('Tab');
  await expect(form.keep).toBeFocused();
  await keyboard.press('Space');
  await expect(form.keep).toBeChecked();
  await keyboard.press('Tab');
  await expect(form.submit).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await keyboard.type(demo.password);
  await keyboard.press('Enter');

  await expect(rows(page)).toHaveCount(20);
  await expect(page.getByRole('heading', { name: 'Users' })).toBeFocused();

  await page.reload();
  await expect(rows(page)).toHaveCount(20);
  await keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(rows(page)).toHaveCount(20);
  await keyboard.press('Tab');
  await expect(page.getByLabel('Search')).toBeFocused();

  const unsorted = await column(page, 'first-name');
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'First name' })).toBeFocused();
  await keyboard.press('Enter');
  await expectSorted(page, 'First name');
  expect(await column(page, 'first-name')).not.toEqual(unsorted);
  await expect(page.getByRole('link', { name: 'First name' })).toBeFocused();
  await keyboard.press('Enter');
  await expectSorted(page, 'First name', 'descending');

  await page.getByRole('button', { name: 'Sign out' }).focus();
  await keyboard.press('Enter');
  await expect(form.email).toBeFocused();
});

test('the keyboard alone: what is missing or wrong has the focus', async ({
  page,
  watch,
}) => {
  watch.expect(/^400 POST \/oauth\/token$/);
  const { keyboard } = page;
  await page.goto('/login');
  await expectApp(page);
  const form = signInForm(page);
  await expect(form.email).toBeFocused();
  await keyboard.press('Enter');
  await expect(form.alert).toHaveText('Enter your e-mail address.');
  await expect(form.email).toBeFocused();

  await keyboard.type(demo.email);
  await keyboard.press('Enter');
  await expect(form.alert).toHaveText('Enter your password.');
  await expect(form.password).toBeFocused();

  await keyboard.type('not the password');
  await keyboard.press('Enter');
  await expect(form.alert).toContainText('E-mail or password is wrong.');
  await expect(form.password).toBeFocused();
  await expect(form.password).toHaveAccessibleDescription(
    /E-mail or password is wrong/,
  );
});

test('a page that is reached by a link has the focus on its heading, and its name in the title', async ({
  page,
}) => {
  await signIn(page);
  await page.getByRole('link', { name: 'Session' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Session' })).toBeFocused();
  await expect(page).toHaveTitle('Session | Latchkey');
});
