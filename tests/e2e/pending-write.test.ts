import { ann, demo } from './support/accounts.ts';
import {
  notices,
  signIn,
  signInAgainDialog,
  submitSignIn,
} from './support/pages.ts';
import { revoke, tokensOf } from './support/session.ts';
import { expect, test, type Page } from './support/test.ts';

/** What the server says to a session that it has ended. */
const REFUSALS = [/^401 (PATCH|GET) \/api\//, /^400 POST \/oauth\/token$/];

/** What the user has typed when the session ends. */
const TYPED = 'Ada Augusta';

const firstName = (page: Page) => page.getByLabel('First name');
const lastName = (page: Page) => page.getByLabel('Last name');

test.beforeEach(({ watch }) => watch.expect(...REFUSALS));

test('D14 what was typed is saved by one write, once its user has signed in again', async ({
  ownServer,
  page,
  watch,
}) => {
  const { origin } = await ownServer();
  await saveAfterTheEnd(page, origin);

  const asked = watch.listen();
  await submitSignIn(signInAgainDialog(page));
  await expect(signInAgainDialog(page)).toHaveCount(0);
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(firstName(page)).toHaveValue(TYPED);
  await expect(page.getByRole('banner')).toContainText(TYPED);

  const writes = watch.requests.filter(
    (request) => request.method() === 'PATCH',
  );
  const answers = await Promise.all(
    writes.map(async (write) => (await write.response())?.status()),
  );
  // The one that found the session ended has changed nothing.
  expect(answers).toEqual([401, 200]);
  expect(asked().filter((name) => name.startsWith('PATCH'))).toHaveLength(1);
  await page.reload();
  await expect(firstName(page)).toHaveValue(TYPED);
});

test('D14 A32 what was typed is sent for nobody else', async ({
  ownServer,
  page,
  watch,
}) => {
  const { origin } = await ownServer();
  await saveAfterTheEnd(page, origin);

  const asked = watch.listen();
  await submitSignIn(signInAgainDialog(page), ann);
  await expect(notices(page)).toContainText(
    `Somebody else is signed in now: ${ann.firstName} ${ann.lastName}.`,
  );
  await expect(firstName(page)).toHaveValue(ann.firstName);
  await expect(lastName(page)).toHaveValue(ann.lastName);
  await expect(page.locator('body')).not.toContainText(demo.email);
  await watch.quiet();
  expect(asked().filter((name) => name.startsWith('PATCH'))).toEqual([]);
});

/** The server ends the session while the user types; then the user saves. Ends when the dialog is there. */
async function saveAfterTheEnd(page: Page, origin: string): Promise<void> {
  await signIn(page, { origin });
  await page.getByRole('link', { name: 'Profile' }).click();
  await expect(firstName(page)).toHaveValue(demo.firstName);
  await firstName(page).fill(TYPED);
  await revoke(page, (await tokensOf(page)).refreshToken);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(signInAgainDialog(page)).toBeVisible();
  await expect(firstName(page)).toHaveValue(TYPED);
}
