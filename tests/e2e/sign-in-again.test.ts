import { ann, demo } from './support/accounts.ts';
import {
  notices,
  rows,
  signIn,
  signInAgainDialog,
  signInForm,
  submitSignIn,
} from './support/pages.ts';
import { revoke, storedTokens, tokensOf } from './support/session.ts';
import { expect, test, type Page } from './support/test.ts';

/** What the server says to a session that it has ended. */
const REFUSALS = [/^401 GET \/api\/users$/, /^400 POST \/oauth\/token$/];

/** Whom the user is looking for while the session ends. */
const SEARCH = ann.lastName;

test.beforeEach(({ watch }) => watch.expect(...REFUSALS));

test('D14 the page stays when its session is ended: who signs in again goes on typing where it was', async ({
  page,
  watch,
}) => {
  await searchAfterTheEnd(page);
  const dialog = signInAgainDialog(page);
  const form = signInForm(dialog);
  await expect(dialog).toContainText('Your session was ended by the server');
  await expect(form.email).toHaveValue(demo.email);
  await expect(dialog.locator(':focus')).toHaveCount(1);
  // The page as it was, behind the dialog.
  await expect(rows(page)).toHaveCount(20);
  await expect(page).toHaveURL(`/users?search=${SEARCH}`);
  expect(await storedTokens(page)).toBeUndefined();

  const asked = watch.listen();
  await form.password.fill(demo.password);
  await form.password.press('Enter');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(ann.email);
  await expect(dialog).toHaveCount(0);
  await expect(page.getByLabel('Search')).toHaveValue(SEARCH);
  await expect(page.getByLabel('Search')).toBeFocused();
  expect(asked()).toEqual([
    'POST /oauth/token password',
    'GET /api/me',
    'GET /api/users',
  ]);
});

test('D14 A32 somebody else signs in: nothing that waited is sent, and the page begins anew and says so', async ({
  page,
  watch,
}) => {
  await searchAfterTheEnd(page);
  const asked = watch.listen();
  await submitSignIn(signInAgainDialog(page), ann);
  await expect(notices(page)).toContainText(
    'Somebody else is signed in now: Ann Lantern. What was open and not saved yet was not sent.',
  );
  await expect(page.getByRole('banner')).toContainText('Ann Lantern');
  await expect(page).toHaveURL(`/users?search=${SEARCH}`);
  await expect(rows(page)).toHaveCount(1);

  const all = asked();
  const reloaded = all.indexOf('GET /users');
  expect(all.slice(0, reloaded)).toEqual([
    'POST /oauth/token password',
    'GET /api/me',
  ]);
  // Once, by the page that is Ann's.
  expect(all.filter((name) => name === 'GET /api/users')).toHaveLength(1);

  await notices(page).getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(notices(page)).toHaveText('');
});

test('D14 Cancel leads to the sign-in page, which says why, and from there back', async ({
  page,
  watch,
}) => {
  await searchAfterTheEnd(page);
  const asked = watch.listen();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/login');
  await expect(signInForm(page).reason).toContainText(
    'Your session was ended by the server',
  );
  await expect(page.locator('table, .account')).toHaveCount(0);
  expect(asked()).toEqual([]);

  await submitSignIn(page);
  await expect(page).toHaveURL(`/users?search=${SEARCH}`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(ann.email);
});

test('D14 a wrong password does not close the dialog, and Escape does not either', async ({
  page,
  watch,
}) => {
  await searchAfterTheEnd(page);
  const dialog = signInAgainDialog(page);
  const form = signInForm(dialog);
  const asked = watch.listen();
  await submitSignIn(dialog, { ...demo, password: 'a wrong password 5' });
  await expect(form.alert).toContainText('wrong');
  await expect(form.password).toBeFocused();
  // Chromium lets a page prevent the first attempt to close it only.
  for (const key of ['Escape', 'Escape', 'Escape']) {
    await page.keyboard.press(key);
  }
  await expect(dialog).toBeVisible();
  await expect(page.getByLabel('Search')).toHaveValue(SEARCH);
  expect(asked()).toEqual(['POST /oauth/token password']);

  await submitSignIn(dialog);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(ann.email);
});

test('D14 all tabs ask, each keeps its page, and one answer is enough for all', async ({
  context,
  page,
  watch,
}) => {
  await signIn(page);
  const other = await context.newPage();
  await other.goto('/session');
  await expect(other.getByRole('main')).toContainText(demo.email);
  await revoke(page, (await tokensOf(page)).refreshToken);
  await page.getByLabel('Search').fill(SEARCH);

  for (const tab of [page, other]) {
    await expect(signInAgainDialog(tab)).toContainText('ended by the server');
  }
  await submitSignIn(signInAgainDialog(other));
  for (const tab of [page, other]) {
    await expect(signInAgainDialog(tab)).toHaveCount(0);
  }
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(ann.email);
  await expect(other).toHaveURL('/session');
  await expect(other.getByRole('main')).toContainText(demo.email);
  // The first sign-in, the renewal that was refused, and the second sign-in.
  expect(watch.to('POST /oauth/token')).toHaveLength(3);
});

/** The server ends the session; then the user types into the search field. Ends when the dialog is there. */
async function searchAfterTheEnd(page: Page): Promise<void> {
  await signIn(page);
  await revoke(page, (await tokensOf(page)).refreshToken);
  await page.getByLabel('Search').fill(SEARCH);
  await expect(signInAgainDialog(page)).toBeVisible();
}
