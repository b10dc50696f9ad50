import { demo } from './support/accounts.ts';
import {
  expectSorted,
  rows,
  signInAgainDialog,
  signInForm,
  signOut,
  sortLink,
  submitSignIn,
} from './support/pages.ts';
import { revoke, storedTokens, tokensOf } from './support/session.ts';
import { expect, test, type Page } from './support/test.ts';

test('C1 K9 no token and no password is ever anywhere but where it must be', async ({
  page,
  watch,
}) => {
  watch.expect(/^40[01] /);
  const secrets = new Set([demo.password, 'a wrong password 5']);
  const places: string[] = [];
  const look = async () => {
    places.push(...(await publicPlaces(page)));
    for (const { accessToken, refreshToken } of await sessions(page)) {
      secrets.add(accessToken).add(refreshToken);
    }
  };
  page.on('framenavigated', (frame) => places.push(frame.url()));

  await page.goto('/users?page=2');
  await submitSignIn(page, { ...demo, password: 'a wrong password 5' });
  await expect(signInForm(page).alert).toContainText('wrong');
  await look();
  await submitSignIn(page);
  await expect(rows(page)).toHaveCount(20);
  await look();
  await page.getByRole('link', { name: 'Session' }).click();
  await page.getByRole('button', { name: 'Renew now' }).click();
  await expect(page.getByText('Renewed.')).toBeVisible();
  await look();
  await page.reload();
  await page.getByRole('link', { name: 'Users' }).click();
  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');
  await look();
  await revoke(page, (await tokensOf(page)).refreshToken);
  await sortLink(page, 'Joined').click();
  const dialog = signInAgainDialog(page);
  await expect(dialog).toContainText('ended by the server');
  await look();
  await submitSignIn(dialog);
  await expect(dialog).toHaveCount(0);
  await expectSorted(page, 'Joined');
  await look();
  await signOut(page);
  await look();

  // Two sign-ins and a renewal, two tokens each, and the two passwords.
  expect(secrets.size).toBe(8);
  const everything = [
    ...places,
    ...watch.console,
    ...watch.requests.map((request) => request.url()),
  ].join('\n');
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), btoa(secret)]) {
      expect(everything).not.toContain(form);
    }
  }
  expect(watch.console.filter(isOfTheApp)).toEqual([]);
});

/** The browser's own lines about refused requests are not the app's. */
const isOfTheApp = (line: string) =>
  !line.startsWith('Failed to load resource');

async function sessions(page: Page) {
  const tokens = await storedTokens(page);
  return tokens ? [tokens] : [];
}

/** All places of a page that other scripts, other sites, the history or a screenshot could see. */
function publicPlaces(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    location.href,
    JSON.stringify(history.state),
    document.title,
    document.referrer,
    window.name,
    document.cookie,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    JSON.stringify(performance.getEntries()),
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input')].map((input) =>
      input.type === 'password' ? '' : input.value,
    ),
    ...[...document.scripts].map((script) => script.textContent),
  ]);
}
