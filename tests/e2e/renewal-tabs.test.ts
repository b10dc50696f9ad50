import { expectSorted, rows, signIn, sortLink } from './support/pages.ts';
import { revoke, tokensOf } from './support/session.ts';
import { openAll } from './support/tabs.ts';
import { goOnTo, HOUR, wake } from './support/time.ts';
import { expect, test, type Page } from './support/test.ts';

/** A server that ends a session whose refresh token is used twice, at once and whatever the reason. */
const STRICT = { REFRESH_TOKEN_RETRY_WINDOW: '0' };

const ACCESS_REFUSED = /^401 GET \/api\/users$/;

/** How long a tab waits for one that holds the lock and does nothing, and how long the rest may take. In milliseconds. */
const LOCK_WAIT = 15_000;
const REST = 30_000;

test('D2 E3 ten tabs find their token refused at once, five times: one renewal each time, no token used twice, every tab has its rows', async ({
  context,
  ownServer,
  page,
  watch,
}) => {
  const TABS = 10;
  const ROUNDS = 5;
  watch.expect(ACCESS_REFUSED);
  const server = await ownServer(STRICT);
  await signIn(page, server);
  const tabs = [
    page,
    ...(await openAll(context, Array(TABS - 1).fill(`${server.origin}/users`))),
  ];

  for (let round = 1; round <= ROUNDS; round += 1) {
    await refuseToken(page);
    await sortAll(tabs);
    for (const tab of tabs) {
      await expectSorted(tab, 'E-mail', round % 2 ? 'ascending' : 'descending');
      await expect(tab.getByRole('alert')).toHaveText('');
      await expect(tab.getByRole('dialog')).toHaveCount(0);
    }
    // The first one was the sign-in.
    expect(watch.to('POST /oauth/token')).toHaveLength(1 + round);
  }
  await expect(rows(page)).toHaveCount(20);
  expect(await server.families()).toEqual([
    { endReason: null, refreshTokens: 1 + ROUNDS },
  ]);
});

test('D3 a tab holds the lock and is frozen: the others go on after a bounded wait, one after the other', async ({
  context,
  ownServer,
  page,
  watch,
}) => {
  watch.expect(ACCESS_REFUSED);
  const server = await ownServer(STRICT);
  await signIn(page, server);
  const [other, third, holder] = (await openAll(
    context,
    Array(3).fill(`${server.origin}/users`),
  )) as [Page, Page, Page];
  await holdLock(holder);

  const tabs = [page, other, third];
  await refuseToken(page);
  const since = Date.now();
  await sortAll(tabs);
  for (const tab of tabs) {
    await expect(
      tab.getByRole('columnheader', { name: 'E-mail' }),
    ).toHaveAttribute('aria-sort', 'ascending');
    await expect(tab.getByRole('table')).toHaveAttribute('aria-busy', 'false', {
      timeout: LOCK_WAIT + REST,
    });
    await expect(tab.getByRole('alert')).toHaveText('');
    await expect(tab.getByRole('dialog')).toHaveCount(0);
  }
  console.log(`the others went on after ${Date.now() - since} ms`);
  expect(Date.now() - since).toBeGreaterThanOrEqual(LOCK_WAIT);
  expect(watch.to('POST /oauth/token')).toHaveLength(2);
  expect(await server.families()).toEqual([
    { endReason: null, refreshTokens: 2 },
  ]);
});

test('D3 a tab that holds the lock is closed: the next one goes on at once', async ({
  context,
  ownServer,
  page,
  watch,
}) => {
  watch.expect(ACCESS_REFUSED);
  const server = await ownServer(STRICT);
  await signIn(page, server);
  const [holder] = (await openAll(context, [`${server.origin}/users`])) as [
    Page,
  ];
  await holdLock(holder);
  await refuseToken(page);
  const refused = page.waitForResponse((answer) => answer.status() === 401);
  await sortLink(page, 'E-mail').click();
  await refused;
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true');
  expect(watch.to('POST /oauth/token')).toHaveLength(1);

  const since = Date.now();
  await holder.close();
  await expectSorted(page, 'E-mail');
  console.log(`the next one went on after ${Date.now() - since} ms`);
  expect(Date.now() - since).toBeLessThan(LOCK_WAIT);
  expect(await server.families()).toEqual([
    { endReason: null, refreshTokens: 2 },
  ]);
});

test('D20 G4 tabs that come back from a long time in the background: one renews, and the others take its token', async ({
  context,
  ownServer,
  page,
  watch,
}) => {
  const TABS = 5;
  const server = await ownServer(STRICT);
  await signIn(page, server);
  const tabs = [
    page,
    ...(await openAll(context, Array(TABS - 1).fill(`${server.origin}/users`))),
  ];
  const { accessToken } = await tokensOf(page);

  const asked = watch.listen();
  await goOnTo(context, Date.now() + 8 * HOUR);
  await Promise.all(tabs.map(wake));
  await expect
    .poll(async () => (await tokensOf(page)).accessToken)
    .not.toBe(accessToken);
  const renewed = (await tokensOf(page)).accessToken;
  await sortAll(tabs);
  for (const tab of tabs) await expectSorted(tab, 'E-mail');

  const grants = asked().filter((name) => name.startsWith('POST /oauth/token'));
  expect(grants).toEqual(['POST /oauth/token refresh_token']);
  const tokens = await Promise.all(
    watch
      .to('GET /api/users')
      .slice(-TABS)
      .map((request) => request.headerValue('authorization')),
  );
  expect(new Set(tokens)).toEqual(new Set([`Bearer ${renewed}`]));
  expect(await server.families()).toEqual([
    { endReason: null, refreshTokens: 2 },
  ]);
});

/** The access token is no good any more, and no tab knows of it. */
async function refuseToken(page: Page): Promise<void> {
  await revoke(page, (await tokensOf(page)).accessToken);
}

/** At the same moment; a press by the mouse would bring one tab after the other to the front. */
async function sortAll(tabs: Page[]): Promise<void> {
  await Promise.all(
    tabs.map((tab) => sortLink(tab, 'E-mail').dispatchEvent('click')),
  );
}

/** Takes the lock for renewals and never lets go of it, as a tab does that the browser has frozen in the middle of one. */
function holdLock(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        void navigator.locks.request('latchkey:renewal', () => {
          resolve();
          return new Promise(() => undefined);
        });
      }),
  );
}
