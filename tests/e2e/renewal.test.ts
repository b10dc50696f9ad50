import {
  column,
  expectSorted,
  rows,
  signIn,
  signInAgainDialog,
  sortLink,
  submitSignIn,
} from './support/pages.ts';
import { revoke, storedTokens, tokensOf } from './support/session.ts';
import { expect, test, type Page, type Request } from './support/test.ts';

const HOUR = 3_600_000;

const ACCESS_REFUSED = /^401 GET \/api\/users$/;
const RENEWAL_REFUSED = /^400 POST \/oauth\/token$/;

test('E1 a refused access token is renewed once, and the request made once more', async ({
  page,
  watch,
}) => {
  watch.expect(ACCESS_REFUSED);
  await signIn(page);
  const { accessToken } = await tokensOf(page);
  await revoke(page, accessToken);

  const asked = watch.listen();
  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');
  await expect(rows(page)).toHaveCount(20);
  await expect
    .poll(async () => {
      const shown = await column(page, 'email');
      return shown.length === 20 && shown.join() === [...shown].sort().join();
    })
    .toBe(true);

  expect(asked()).toEqual([
    'GET /api/users',
    'POST /oauth/token refresh_token',
    'GET /api/users',
  ]);
  const [refused, replayed] = watch.to('GET /api/users').slice(-2) as [
    Request,
    Request,
  ];
  const { accessToken: renewed } = await tokensOf(page);
  expect(replayed.url()).toBe(refused.url());
  expect(await refused.headerValue('authorization')).toBe(
    `Bearer ${accessToken}`,
  );
  expect(await replayed.headerValue('authorization')).toBe(`Bearer ${renewed}`);
  await expect(page).toHaveURL('/users?sort=email');
});

test('an access token that has run out is renewed before the request', async ({
  ownServer,
  page,
  watch,
}) => {
  const { origin } = await ownServer({ ACCESS_TOKEN_LIFETIME: '2' });
  await signIn(page, { origin });
  const { expiresAt } = await tokensOf(page);
  await page.waitForFunction((end) => Date.now() > end, expiresAt);

  const asked = watch.listen();
  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');
  expect(asked()).toEqual([
    'POST /oauth/token refresh_token',
    'GET /api/users',
  ]);
});

test('D9 after a sleep of eight hours the session is renewed before the API is asked', async ({
  page,
  watch,
}) => {
  await signIn(page);
  const asked = watch.listen();
  await page.clock.setFixedTime(Date.now() + 8 * HOUR);
  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');
  expect(asked()).toEqual([
    'POST /oauth/token refresh_token',
    'GET /api/users',
  ]);
});

for (const locks of ['with Web Locks', 'without Web Locks']) {
  test(`D1 ${locks}: the user and the users, asked for at once, have the session renewed once`, async ({
    page,
    watch,
  }) => {
    if (locks === 'without Web Locks') {
      await page.addInitScript(() =>
        Object.defineProperty(navigator, 'locks', { value: undefined }),
      );
    }
    await signIn(page);
    await page.clock.setFixedTime(Date.now() + 8 * HOUR);
    const asked = watch.listen();
    await page.reload();
    await expect(rows(page)).toHaveCount(20);
    await expect(page.getByRole('banner')).toContainText('Demo User');

    const ofTheServer = asked().filter((name) => !name.includes('/assets/'));
    expect(ofTheServer.slice(0, 2)).toEqual([
      'GET /users',
      'POST /oauth/token refresh_token',
    ]);
    expect(ofTheServer.slice(2).toSorted()).toEqual([
      'GET /api/me',
      'GET /api/users',
    ]);
  });
}

const deaths = {
  'was ended by the server': async (page: Page) => {
    await revoke(page, (await tokensOf(page)).refreshToken);
  },
  'has expired': async (page: Page) => {
    await revoke(page, (await tokensOf(page)).refreshToken);
    await page.clock.setFixedTime(Date.now() + 8 * HOUR);
  },
};

for (const [reason, die] of Object.entries(deaths)) {
  test(`D14 a session that ${reason} is asked for again above the page, once, and the table goes on`, async ({
    page,
    watch,
  }) => {
    watch.expect(ACCESS_REFUSED, RENEWAL_REFUSED);
    await signIn(page);
    await die(page);

    const asked = watch.listen();
    // Not by the mouse: the app may notice the end by itself, and cover the page, before it gets there.
    await sortLink(page, 'E-mail').dispatchEvent('click');
    const dialog = signInAgainDialog(page);
    await expect(dialog).toContainText(`Your session ${reason}`);
    await expect(page).toHaveURL('/users?sort=email');
    await expect(rows(page)).toHaveCount(20);
    expect(await storedTokens(page)).toBeUndefined();
    const renewals = asked().filter((request) =>
      request.endsWith('refresh_token'),
    );
    expect(renewals).toHaveLength(1);

    await submitSignIn(dialog);
    await expect(dialog).toHaveCount(0);
    await expectSorted(page, 'E-mail');
  });
}
