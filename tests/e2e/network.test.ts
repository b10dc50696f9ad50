import { demo } from './support/accounts.ts';
import {
  expectApp,
  expectSorted,
  notices,
  rows,
  signIn,
  signInForm,
  sortLink,
  submitSignIn,
} from './support/pages.ts';
import { storedTokens, tokensOf } from './support/session.ts';
import { expect, test } from './support/test.ts';

const OFFLINE = /^net::ERR_INTERNET_DISCONNECTED /;
const REFUSED =
  /^net::ERR_CONNECTION_(REFUSED|RESET|CLOSED) |^net::ERR_EMPTY_RESPONSE /;

/** How long the app may take to notice by itself that all is well again, in milliseconds. */
const RECOVERY = 45_000;

test('offline at sign-in: a kind sentence, the e-mail is kept, and trying again works', async ({
  context,
  page,
  watch,
}) => {
  watch.expect(OFFLINE);
  await page.goto('/login');
  const form = signInForm(page);
  await form.email.fill(demo.email);
  await form.password.fill(demo.password);
  await page.waitForLoadState('networkidle');

  await context.setOffline(true);
  await form.submit.click();
  await expect(form.alert).toContainText('You are offline. Nothing is lost');
  await expect(form.email).toHaveValue(demo.email);

  await context.setOffline(false);
  await form.submit.click();
  await expect(page).toHaveURL('/users');
});

test('offline before the first key: trying again works when the network is back', async ({
  context,
  page,
  watch,
}) => {
  watch.expect(OFFLINE);
  await page.goto('/login');
  await expectApp(page);
  const form = signInForm(page);
  await expect(form.email).toBeFocused();

  await context.setOffline(true);
  await submitSignIn(page);
  await expect(form.alert).toContainText('You are offline. Nothing is lost');
  await expect(form.email).toHaveValue(demo.email);

  await context.setOffline(false);
  await form.submit.click();
  await expect(page).toHaveURL('/users');
  await expect(rows(page)).toHaveCount(20);
});

test('D11 offline at the table: it says so, the session stays, and the table goes on by itself when the network is back', async ({
  context,
  page,
  watch,
}) => {
  watch.expect(OFFLINE);
  await signIn(page);
  const session = await tokensOf(page);

  await context.setOffline(true);
  await sortLink(page, 'E-mail').click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('You are offline');
  await expect(notices(page)).toContainText('You are still signed in');
  await expect(rows(page)).toHaveCount(20);
  expect(await storedTokens(page)).toEqual(session);

  await context.setOffline(false);
  await expectSorted(page, 'E-mail');
  await expect(alert).toHaveText('');
  await expect(notices(page)).toHaveText('');
  expect(await storedTokens(page)).toEqual(session);
});

test('the server is stopped and started again: the form and the table say so, and go on', async ({
  newBrowserProfile,
  ownServer,
  page: table,
  watch,
}) => {
  watch.expect(REFUSED);
  const server = await ownServer();
  await signIn(table, { origin: server.origin });
  const session = await tokensOf(table);
  const visitor = await (await newBrowserProfile()).newPage();
  await visitor.goto(`${server.origin}/login`);
  const form = signInForm(visitor);
  await form.email.fill(demo.email);
  await form.password.fill(demo.password);
  await visitor.waitForLoadState('networkidle');

  await server.stop();
  await form.submit.click();
  await expect(form.alert).toContainText('The server cannot be reached.');
  await expect(form.email).toHaveValue(demo.email);
  await sortLink(table, 'E-mail').click();
  const alert = table.getByRole('alert');
  await expect(alert).toContainText('The server cannot be reached.');
  expect(await storedTokens(table)).toEqual(session);

  await server.startAgain();
  await form.submit.click();
  await expect(rows(visitor)).toHaveCount(20);
  // By itself.
  await expect(alert).toHaveText('', { timeout: RECOVERY });
  await expectSorted(table, 'E-mail');
  expect(await storedTokens(table)).toEqual(session);
});

for (const status of [500, 502, 503]) {
  test(`J7 a token server that says ${status} is not the visitor’s fault`, async ({
    page,
    watch,
  }) => {
    watch.expect(new RegExp(`^${status} POST /oauth/token$`));
    await page.route('**/oauth/token', (route) => route.fulfill({ status }), {
      times: 1,
    });
    await page.goto('/login');
    const form = signInForm(page);
    await submitSignIn(page);
    await expect(form.alert).toContainText('It is not your fault');
    await expect(form.email).toHaveValue(demo.email);
    await expect(form.password).toHaveValue(demo.password);

    await form.submit.click();
    await expect(page).toHaveURL('/users');
  });
}

test('D12 neither a failing API nor a token server that cannot renew ends the session', async ({
  page,
  watch,
}) => {
  watch.expect(/^50\d /, /^401 GET \/api/);
  await signIn(page);
  const session = await tokensOf(page);

  await page.route('**/api/**', (route) => route.fulfill({ status: 503 }));
  await page.reload();
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('The server has a problem');
  expect(await storedTokens(page)).toEqual(session);

  // The access token is refused, and the token server is out of order.
  await page.unroute('**/api/**');
  await page.route('**/api/**', (route) => route.fulfill({ status: 401 }));
  await page.route('**/oauth/token', (route) => route.fulfill({ status: 500 }));
  const refused = page.waitForEvent('requestfinished', (request) =>
    request.url().endsWith('/oauth/token'),
  );
  await alert.getByRole('button', { name: 'Try again' }).click();
  // The sentence is the same as before: what tells that it is a new one is that the token server was asked.
  await refused;
  await expect(
    page.getByRole('main').locator('[aria-busy="true"]'),
  ).toHaveCount(0);
  await expect(alert).toContainText('The server has a problem');
  expect(await storedTokens(page)).toEqual(session);

  await page.unrouteAll();
  await expect(rows(page)).toHaveCount(20, { timeout: RECOVERY });
  expect(await storedTokens(page)).toEqual(session);
});

test('I8 a captive portal that answers everything with a page of its own signs nobody out', async ({
  page,
}) => {
  await signIn(page);
  const session = await tokensOf(page);
  const portal = {
    status: 200,
    contentType: 'text/html',
    body: '<h1>Welcome to our Wi-Fi</h1>',
  };
  await page.route(/\/(api|oauth)\//, (route) => route.fulfill(portal));
  await sortLink(page, 'E-mail').click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('something unexpected');
  await expect(alert).not.toContainText('Wi-Fi');
  expect(await storedTokens(page)).toEqual(session);

  await page.unrouteAll();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expectSorted(page, 'E-mail');
});
