import {
  FOREIGN_SERVERS,
  inFull,
  type ForeignServer,
} from '../foreign-servers/differences.ts';
import { PEOPLE } from '../foreign-servers/people.ts';
import { ACCOUNT, addressesOf } from '../foreign-servers/stand-in.ts';
import { startStandIn, type StartedStandIn } from './support/foreign-server.ts';
import {
  rows,
  signInAgainDialog,
  signInForm,
  submitSignIn,
} from './support/pages.ts';
import { startStaticApp } from './support/start-static-app.ts';
import { expect, test, type Page } from './support/test.ts';

/** What a server says to a wrong password, to a token that has run out, to a feature that it hasn't got. */
const REFUSALS = /^40[0134] /;

for (const foreign of FOREIGN_SERVERS) {
  test(`a server of somebody else: ${foreign.name}`, async ({
    page,
    watch,
  }) => {
    watch.expect(REFUSALS);
    const stand = await startStandIn(foreign.differs);
    watch.trust(stand.origin);
    const app = await startStaticApp({
      ...addressesOf(stand.origin),
      ...foreign.settings,
    });
    watch.trust(app.answer);
    try {
      await walk(page, app.answer, stand, foreign);
      await watch.quiet();
      const { revocation } = inFull(foreign.differs);
      expect(stand.standIn.alive === 0, 'revoked').toBe(revocation);
    } finally {
      await app.stop();
      await stand.stop();
    }
  });
}

/** A wrong password, sign-in, the list, a token that has run out, sign-out. */
async function walk(
  page: Page,
  origin: string,
  { standIn }: StartedStandIn,
  { differs }: ForeignServer,
): Promise<void> {
  const { page: pages, refreshToken } = inFull(differs);
  const count = pages === 'done' ? 20 : PEOPLE.length;
  await page.goto(origin);
  await submitSignIn(page, { ...ACCOUNT, password: 'a wrong one' });
  await expect(signInForm(page).alert).toContainText('wrong');

  await submitSignIn(page, ACCOUNT);
  await expect(page.getByRole('banner')).toContainText('Ada Zuse');
  await expect(rows(page)).toHaveCount(count);

  standIn.expireAll();
  await page.getByRole('link', { name: 'Session' }).click();
  await page.getByRole('link', { name: 'Users' }).click();
  if (!refreshToken) {
    await submitSignIn(signInAgainDialog(page), ACCOUNT);
    await expect(signInAgainDialog(page)).toHaveCount(0);
  }
  await expect(rows(page)).toHaveCount(count);
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(signInForm(page).reason).toHaveText('You are signed out.');
}
