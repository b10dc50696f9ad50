import { ann, demo } from './support/accounts.ts';
import { recordTexts } from './support/dom-history.ts';
import {
  expectSorted,
  signIn,
  signOut,
  sortLink,
  submitSignIn,
} from './support/pages.ts';
import { tokensOf } from './support/session.ts';
import { openAll } from './support/tabs.ts';
import { expect, test, type Page } from './support/test.ts';

/** How soon another tab must have followed, in milliseconds: a second by promise, more on a busy machine. */
const SOON = 3_000;

test('G2 G8 sign-in in one tab: the others follow, with one announcement', async ({
  context,
  page,
}) => {
  await page.goto('/login');
  const other = await context.newPage();
  await other.goto('/session');
  await expect(other).toHaveURL('/login');
  // A third page listens to what the tabs say to each other.
  const listener = await context.newPage();
  await listener.goto('/favicon.svg');
  await listener.evaluate(() => {
    const messages: unknown[] = [];
    Object.assign(window, { messages });
    const channel = new BroadcastChannel('latchkey:session');
    channel.onmessage = ({ data }) => messages.push(data);
  });

  await submitSignIn(page);
  await expect(page).toHaveURL('/users');
  await expect(other).toHaveURL('/session', { timeout: SOON });
  await expect(other.getByRole('main')).toContainText(demo.email);

  const messages = await listener.evaluate(
    () => (window as unknown as { messages: unknown[] }).messages,
  );
  expect(messages).toHaveLength(1);
});

test('G3 another user signs in: no tab shows anything of the first one', async ({
  context,
  page,
}) => {
  await signIn(page);
  const other = await context.newPage();
  await other.goto('/session');
  await expect(other.getByRole('main')).toContainText(demo.email);

  await signOut(page);
  await expect(other).toHaveURL('/login');
  // The table lists everybody; these say who is signed in.
  const personal = '.account, .facts';
  const seen = [
    await recordTexts(page, personal),
    await recordTexts(other, personal),
  ];
  await submitSignIn(page, ann);

  for (const tab of [page, other]) {
    await expect(tab.getByRole('banner')).toContainText('Ann Lantern');
  }
  await page.getByRole('link', { name: 'Session' }).click();
  await expect(page.getByRole('main')).toContainText(ann.email);
  for (const texts of seen) {
    expect((await texts()).join()).toContain('Ann Lantern');
    expect((await texts()).join()).not.toMatch(/Demo User|demo@/);
  }
});

test('G4 a token that was renewed in one tab is used by the others', async ({
  context,
  page,
  watch,
}) => {
  await signIn(page);
  const [other] = (await openAll(context, ['/session'])) as [Page];
  await other.getByRole('button', { name: 'Renew now' }).click();
  await expect(other.getByText('Renewed.')).toBeVisible();
  const { accessToken } = await tokensOf(other);

  const asked = page.waitForRequest(/\/api\/users/);
  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');
  expect(await (await asked).headerValue('authorization')).toBe(
    `Bearer ${accessToken}`,
  );
  expect(watch.to('POST /oauth/token')).toHaveLength(2);
});

test('another browser profile shares nothing', async ({
  newBrowserProfile,
  page,
}) => {
  await signIn(page);
  const stranger = await (await newBrowserProfile()).newPage();
  await stranger.goto('/users');
  await expect(stranger).toHaveURL('/login');
  await signOut(page);
});
