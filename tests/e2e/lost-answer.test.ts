import {
  expectSorted,
  notices,
  rows,
  signIn,
  sortLink,
} from './support/pages.ts';
import { revoke, tokensOf } from './support/session.ts';
import { expect, test } from './support/test.ts';

/** How long the app may take to try again by itself, in milliseconds. */
const SECOND_TRY = 45_000;

test('D4 the answer to a renewal is lost on the way: still signed in, one family of tokens, no other session touched', async ({
  newBrowserProfile,
  ownServer,
  page,
  watch,
}) => {
  watch.expect(
    /^401 GET \/api\//,
    /^net::ERR_CONNECTION_RESET POST \/oauth\/token$/,
  );
  const server = await ownServer();
  const { origin } = server;
  const elsewhere = await (await newBrowserProfile()).newPage();
  await signIn(elsewhere, { origin });
  await signIn(page, { origin });

  // The server has renewed, and has done away with the token that the app has.
  const lost: string[] = [];
  await page.route(
    '**/oauth/token',
    async (route) => {
      const answer = await route.fetch();
      const tokens = (await answer.json()) as { refresh_token: string };
      lost.push(tokens.refresh_token);
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  const before = await tokensOf(page);
  await revoke(page, before.accessToken);
  await sortLink(page, 'E-mail').click();
  await expect(notices(page)).toContainText('You are still signed in');
  expect(await tokensOf(page)).toEqual(before);

  await expect(notices(page)).toHaveText('', { timeout: SECOND_TRY });
  await expectSorted(page, 'E-mail');
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('');
  await expect(rows(page)).toHaveCount(20);
  const after = await tokensOf(page);
  expect([before.refreshToken, ...lost]).not.toContain(after.refreshToken);
  expect(lost).toHaveLength(1);
  await sortLink(elsewhere, 'E-mail').click();
  await expectSorted(elsewhere, 'E-mail');

  await watch.quiet();
  expect(await server.families()).toEqual([
    { endReason: null, refreshTokens: 1 },
    // By the sign-in, by the renewal whose answer was lost, and by the next one.
    { endReason: null, refreshTokens: 3 },
  ]);
});
