import { USER_COUNT, CLIENT_ID } from './support/accounts.ts';
import { recordDom } from './support/dom-history.ts';
import {
  column,
  expectSorted,
  rows,
  signIn,
  signInForm,
  signOut,
  sortLink,
  submitSignIn,
} from './support/pages.ts';
import { statusOf, storedTokens, tokensOf } from './support/session.ts';
import { expect, test } from './support/test.ts';

test('a visitor signs in, pages, searches, sorts, renews, and signs out', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page).toHaveURL('/login');
  await expect(page).toHaveTitle(/Sign in/);

  await submitSignIn(page);
  await expect(page).toHaveURL('/users');
  await expect(rows(page)).toHaveCount(20);
  await expect(page.getByRole('banner')).toContainText('Demo User');
  await expect(page.getByText(`${USER_COUNT} users`)).toBeVisible();
  const firstPage = await column(page, 'email');

  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL('/users?page=2');
  await expect(page.getByText('Page 2 of 13')).toBeVisible();
  await expect(rows(page)).toHaveCount(20);
  await expect(page.getByRole('cell', { name: firstPage[0]! })).toHaveCount(0);
  const secondPage = await column(page, 'email');
  expect(new Set([...firstPage, ...secondPage]).size).toBe(40);

  await page.getByLabel('Search').fill('demo@latchkey');
  await expect(page.getByText('1 user', { exact: true })).toBeVisible();
  await expect(page).toHaveURL('/users?search=demo%40latchkey');
  expect(await column(page, 'email')).toEqual(['demo@latchkey.test']);
  await page.getByLabel('Search').fill('');
  await expect(rows(page)).toHaveCount(20);
  await expect(page).toHaveURL('/users');

  await sortLink(page, 'E-mail').click();
  await expectSorted(page, 'E-mail');
  await expect(page).toHaveURL('/users?sort=email');
  const sorted = await column(page, 'email');
  expect(sorted).toEqual(sorted.toSorted());
  expect(sorted).not.toEqual(firstPage);

  await page.getByRole('link', { name: 'Session' }).click();
  await expect(page.getByRole('heading', { name: 'Session' })).toBeFocused();
  await expect(page.getByRole('main')).toContainText('demo@latchkey.test');
  const before = await tokensOf(page);
  await page.getByRole('button', { name: 'Renew now' }).click();
  await expect(page.getByText('Renewed.')).toBeVisible();
  const renewed = await tokensOf(page);
  expect(renewed.accessToken).not.toBe(before.accessToken);
  expect(renewed.refreshToken).not.toBe(before.refreshToken);

  await signOut(page);
  await expect(page).toHaveURL('/login');
  await expect(signInForm(page).reason).toHaveText('You are signed out.');
  await expect(signInForm(page).password).toHaveValue('');
});

test('a reload keeps the user signed in, and never shows the sign-in form', async ({
  page,
}) => {
  const seen = await recordDom(page, {
    'sign-in form': 'form[action="/login"], input[type="password"]',
    table: 'table',
  });
  await signIn(page);
  // The recorder sees the form where there is one.
  expect(await seen()).toEqual(['sign-in form', 'table']);

  await page.goto('/users?page=2&sort=-email');
  await expectSorted(page, 'E-mail', 'descending');
  const emails = await column(page, 'email');
  await page.reload();

  await expectSorted(page, 'E-mail', 'descending');
  await expect(page.getByText('Page 2 of 13')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Demo User');
  expect(await column(page, 'email')).toEqual(emails);
  expect(await seen()).toEqual(['table']);
});

test('F4 after sign-out the server refuses the old access token and the refresh token', async ({
  page,
  request,
}) => {
  await signIn(page);
  const { accessToken, refreshToken } = await tokensOf(page);
  expect(await statusOf(request, accessToken)).toBe(200);

  const revoked = page.waitForResponse(
    (response) =>
      response.url().endsWith('/oauth/revoke') &&
      response.request().postData()!.includes(`token=${accessToken}`),
  );
  await signOut(page);
  expect((await revoked).status()).toBe(200);

  expect(await statusOf(request, accessToken)).toBe(401);
  const renewal = await request.post('/oauth/token', {
    form: {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: CLIENT_ID,
    },
  });
  expect(renewal.status()).toBe(400);
  expect(await renewal.json()).toMatchObject({ error: 'invalid_grant' });
  expect(await storedTokens(page)).toBeUndefined();
});

test('C10 Back after sign-out shows nothing private', async ({ page }) => {
  await signIn(page);
  await page.getByRole('link', { name: 'Session' }).click();
  await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible();
  await signOut(page);

  const seen = await recordDom(page, { private: 'table, .facts, .account' });
  await page.goBack();
  await expect(page).toHaveURL('/login');
  await expect(signInForm(page).email).toBeVisible();
  await page.reload();
  await expect(signInForm(page).email).toBeVisible();
  expect(await seen()).toEqual([]);
  await expect(rows(page)).toHaveCount(0);
});
