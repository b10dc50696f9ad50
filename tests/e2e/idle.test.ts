import {
  expectSorted,
  rows,
  signIn,
  signInForm,
  sortLink,
  submitSignIn,
} from './support/pages.ts';
import { goOnTo, MINUTE, wake } from './support/time.ts';
import { expect, test, type Page } from './support/test.ts';

/** What the server is told, in seconds. */
const SETTINGS = { IDLE_TIMEOUT: '1800', IDLE_WARNING: '1200' };

/** Into the warning, and past the end, in milliseconds. */
const INTO_WARNING = 15 * MINUTE;
const PAST_THE_END = 31 * MINUTE;

const warning = (page: Page) =>
  page.getByRole('alertdialog', { name: 'Are you still there?' });

test('somebody who is away is asked in all tabs, a key in one of them is an answer for all, and without an answer all are signed out', async ({
  context,
  ownServer,
  page,
}) => {
  const { origin } = await ownServer(SETTINGS);
  await signIn(page, { origin });
  await page.goto(`${origin}/users?page=2`);
  const other = await context.newPage();
  await other.goto(`${origin}/session`);
  await expect(other.locator('.facts')).toBeVisible();
  const tabs = [page, other];

  let now = await goOnTo(context, Date.now() + INTO_WARNING);
  for (const tab of tabs) {
    await expect(warning(tab)).toContainText('seconds left');
  }
  await other.keyboard.press('a');
  for (const tab of tabs) await expect(warning(tab)).toHaveCount(0);

  now = await goOnTo(context, now + INTO_WARNING);
  for (const tab of tabs) await expect(warning(tab)).toBeVisible();
  await warning(page).getByRole('button', { name: 'Stay signed in' }).click();
  for (const tab of tabs) await expect(warning(tab)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(20);

  await goOnTo(context, now + PAST_THE_END);
  for (const tab of tabs) {
    await expect(tab).toHaveURL(`${origin}/login`);
    await expect(signInForm(tab).reason).toContainText(
      'because nobody was here for a while',
    );
    await expect(tab.locator('table, .facts, .account')).toHaveCount(0);
  }

  await submitSignIn(page);
  await expect(page).toHaveURL(`${origin}/users?page=2`);
  await expect(other).toHaveURL(`${origin}/session`);
});

test('who is asked can sign out instead, by the mouse and by the keyboard', async ({
  context,
  ownServer,
  page,
}) => {
  const { origin } = await ownServer(SETTINGS);
  const signOut = warning(page).getByRole('button', { name: 'Sign out' });
  let now = Date.now();
  for (const press of [
    () => signOut.click(),
    () => signOut.press('Enter'),
    () => signOut.press(' '),
  ]) {
    await signIn(page, { origin });
    now = await goOnTo(context, now + INTO_WARNING);
    await press();
    await expect(page).toHaveURL(`${origin}/login`);
    await expect(signInForm(page).reason).toHaveText('You are signed out.');
  }
});

test('without the setting nobody is signed out for being away', async ({
  context,
  page,
}) => {
  await signIn(page);
  await goOnTo(context, Date.now() + 45 * MINUTE);
  await wake(page);
  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');
  await expect(warning(page)).toHaveCount(0);
});
