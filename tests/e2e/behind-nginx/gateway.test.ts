/** The production app behind nginx, with our server as the gateway: no token in the browser. */
import { createServer } from 'node:http';
import { listen } from '../support/listen.ts';
import {
  expect,
  gatewayButton,
  test,
  type Page,
  type Site,
} from '../support/nginx.ts';
import { rows, signInAgainDialog } from '../support/pages.ts';
import { approve } from '../support/providers.ts';

const COOKIE = '__Host-latchkey_gateway';

/** Opens a page of the app, and signs in at the provider's. */
async function signIn(
  page: Page,
  { origin }: Site,
  {
    path = '/users',
    person = 'ada',
    scenario = 'approve',
  }: { path?: string; person?: string; scenario?: string } = {},
): Promise<void> {
  await page.goto(origin + path);
  await startHere(page);
  await approve(page, person, scenario);
  await expect(page).toHaveURL(origin + path);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

/** Presses the button; on a desktop the provider's page gets a window, unless one goes on in this tab. */
async function startHere(page: Page): Promise<void> {
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    gatewayButton(page).click(),
  ]);
  await opened.waitForURL(/\/authorize\?/);
  await page.getByRole('button', { name: 'Continue in this tab' }).click();
  await page.waitForURL(/\/authorize\?/);
}

/** Everything that a script of the page can read. */
function readableStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const records = await Promise.all(
      databases.map(
        ({ name }) =>
          new Promise<unknown>((resolve) => {
            const opening = indexedDB.open(name!);
            opening.onsuccess = () => {
              const names = [...opening.result.objectStoreNames];
              const reading = opening.result
                .transaction(names)
                .objectStore(names[0]!)
                .getAll();
              reading.onsuccess = () => resolve(reading.result);
            };
          }),
      ),
    );
    return JSON.stringify([
      records,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
    ]);
  });
}

const cookieOf = async (page: Page, { origin }: Site) =>
  (await page.context().cookies(origin)).find(({ name }) => name === COOKIE);

test('L1 L3 L14 a deep link, signed out: to the provider and back to the link, and no token anywhere in the browser', async ({
  gateway,
  page,
  watch,
}) => {
  await signIn(page, gateway, { path: '/users?page=2' });
  await expect(rows(page)).toHaveCount(20);
  await page.reload();
  await expect(rows(page)).toHaveCount(20);

  const cookie = await cookieOf(page, gateway);
  expect(cookie).toMatchObject({
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    path: '/',
    domain: 'localhost',
  });
  const storage = await readableStorage(page);
  expect(storage).toContain('"kind":"cookie"');
  expect(storage).not.toContain(cookie!.value);
  expect(storage).not.toMatch(/access_?token|refresh_?token|eyJ/i);
  const withToken = watch.requests.filter(
    (request) => 'authorization' in request.headers(),
  );
  expect(withToken.map((request) => request.url())).toEqual([]);
});

test('a window of its own: the page stays, and goes on when the window has closed', async ({
  gateway,
  page,
}) => {
  await page.goto(`${gateway.origin}/users?page=3`);
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    gatewayButton(page).click(),
  ]);
  await opened.waitForURL(/\/authorize\?/);
  const closed = opened.waitForEvent('close');
  await approve(opened, 'grace');
  await closed;
  await expect(page).toHaveURL(`${gateway.origin}/users?page=3`);
  await expect(rows(page)).toHaveCount(20);
});

test('L4 to-dos: add, complete, edit, delete, by requests that show that a script asks', async ({
  gateway,
  page,
  watch,
}) => {
  await signIn(page, gateway, { path: '/todos', person: 'alan' });
  const title = `Buy milk ${Date.now()}`;
  await page.getByLabel('New to-do').fill(title);
  await page.keyboard.press('Enter');
  await expect(page.getByText(title).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText(title).first()).toBeVisible();
  const writes = watch.requests.filter(
    (request) => request.method() === 'POST' && request.url().includes('/api/'),
  );
  expect(writes).toHaveLength(1);
  expect(writes[0]!.headers()['x-requested-with']).toBe('XMLHttpRequest');
  expect(writes[0]!.headers()['accept']).toBe(
    'application/vnd.api+json, application/json',
  );
});

test('L2 D14 a session that ends under an open page: a dialog, a window, and exactly one write', async ({
  gateway,
  page,
  watch,
}) => {
  watch.expect(/^401 /);
  await signIn(page, gateway, { path: '/todos', person: 'mary' });
  const asked = watch.to('GET /oauth2/userinfo').length;
  await page.context().clearCookies({ name: COOKIE });
  const title = `Written once ${Date.now()}`;
  await page.getByLabel('New to-do').fill(title);
  await page.keyboard.press('Enter');

  const dialog = signInAgainDialog(page);
  await expect(dialog).toBeVisible();
  expect(watch.to('GET /oauth2/userinfo')).toHaveLength(asked + 1);
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    gatewayButton(dialog).click(),
  ]);
  await approve(opened, 'mary');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(title).first()).toBeVisible();
  await watch.quiet();

  const answers = await Promise.all(
    watch
      .to('POST /api/todos')
      .map(async (request) => (await request.response())?.status()),
  );
  expect(answers).toEqual([401, 201]);
});

test('L2 somebody else who signs in there: nothing of what was typed is sent for them', async ({
  gateway,
  page,
  watch,
}) => {
  watch.expect(/^401 /);
  await signIn(page, gateway, { path: '/todos', person: 'ada' });
  await page.context().clearCookies({ name: COOKIE });
  const title = `Of the one before ${Date.now()}`;
  await page.getByLabel('New to-do').fill(title);
  await page.keyboard.press('Enter');
  const dialog = signInAgainDialog(page);
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    gatewayButton(dialog).click(),
  ]);
  await approve(opened, 'grace');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(title)).toHaveCount(0);
  await watch.quiet();
  const answers = await Promise.all(
    watch
      .to('POST /api/todos')
      .map(async (request) => (await request.response())?.status()),
  );
  expect(answers).toEqual([401]);
});

test('F6 signing out ends the session on the server: the cookie of before is worth nothing, and no other tab is signed in', async ({
  gateway,
  page,
  playwright,
}) => {
  await signIn(page, gateway);
  const other = await page.context().newPage();
  await other.goto(`${gateway.origin}/users`);
  await expect(rows(other)).toHaveCount(20);
  const cookie = await cookieOf(page, gateway);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(gatewayButton(page)).toBeVisible();
  await expect(gatewayButton(other)).toBeVisible();
  await page.reload();
  await expect(gatewayButton(page)).toBeVisible();

  const request = await playwright.request.newContext({
    ignoreHTTPSErrors: true,
  });
  const headers = { Cookie: `${COOKIE}=${cookie!.value}` };
  const answer = await request.get(`${gateway.origin}/api/me`, { headers });
  expect(answer.status()).toBe(401);
  await request.dispose();
});

test('L13 the server is away: the session is kept, the page says so, and goes on by itself', async ({
  gateway,
  page,
  watch,
}) => {
  watch.expect(/^50[234] /);
  await signIn(page, gateway);
  await gateway.server.stop();
  await page.getByRole('link', { name: 'Todos' }).click();
  await expect(page.locator('.notices')).toContainText(/server/i);
  expect(await readableStorage(page)).toContain('"kind":"cookie"');
  await gateway.server.startAgain();
  await page.locator('.notices').getByRole('button').click();
  await expect(page.locator('.notices')).not.toContainText(/server/i);
  await expect(signInAgainDialog(page)).toBeHidden();
});

test('L9 twenty requests at the moment when the provider’s token runs out: one renewal, nobody is signed out', async ({
  gateway,
  page,
}) => {
  test.slow();
  await signIn(page, gateway, { scenario: 'tokens-expire', person: 'alan' });
  const renewals = async () => {
    const answer = await page.request.get(`${gateway.provider}/renewals`);
    return ((await answer.json()) as { count: number }).count;
  };
  const before = await renewals();
  await page.waitForTimeout(11_000);
  const statuses = await page.evaluate(() =>
    Promise.all(
      Array.from({ length: 20 }, async () => {
        const headers = {
          Accept: 'application/vnd.api+json, application/json',
        };
        return (await fetch('/api/me', { headers })).status;
      }),
    ),
  );
  expect(statuses).toEqual(Array<number>(20).fill(200));
  expect((await renewals()) - before).toBe(1);
});

test('L4 F6 a page of another site changes nothing, by forms and by scripts: n of n', async ({
  gateway,
  page,
  watch,
}) => {
  watch.expect(/^40[0-9] /, /^console error/, /^net::/, /^uncaught/);
  await signIn(page, gateway, { person: 'mary' });
  const attacks = [
    { path: '/api/todos', type: 'text/plain' },
    { path: '/api/todos', type: 'application/x-www-form-urlencoded' },
    { path: '/api/todos', type: 'multipart/form-data' },
    { path: '/oauth2/sign_out', type: 'application/x-www-form-urlencoded' },
    { path: '/api/me/sessions', type: 'text/plain' },
    { path: '/api/me/password', type: 'text/plain' },
  ];
  const forms = attacks
    .map(
      ({ path, type }, index) =>
        `<form id="f${index}" method="post" action="${gateway.origin}${path}" enctype="${type}" target="_blank"><input name='{"data":{"type":"todos","attributes":{"title":"forged"}},"x":"' value='"}'></form>`,
    )
    .join('');
  const evil = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `${forms}<img src="${gateway.origin}/oauth2/sign_out"><h1>evil</h1>`,
    );
  });
  const evilSite = await listen(evil);
  watch.trust(evilSite.origin);
  const other = await page.context().newPage();
  await other.goto(evilSite.origin);
  for (const [index] of attacks.entries()) {
    const [opened] = await Promise.all([
      other.waitForEvent('popup'),
      other.evaluate((id) => {
        (document.getElementById(id) as HTMLFormElement).submit();
      }, `f${index}`),
    ]);
    await opened.waitForLoadState();
    await opened.close();
  }
  await other.evaluate(async (target) => {
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      await fetch(`${target}/api/todos`, {
        method,
        credentials: 'include',
        headers: { 'X-Requested-With': 'x' },
        body: '{}',
      }).catch(() => undefined);
    }
  }, gateway.origin);
  await other.close();
  await evilSite.close();

  await page.goto(`${gateway.origin}/todos`);
  await expect(page.getByLabel('New to-do')).toBeVisible();
  await expect(page.getByText('forged')).toHaveCount(0);
});

test('the page of request headers shows the cookie’s name and no secret', async ({
  gateway,
  page,
}) => {
  await signIn(page, gateway, { path: '/request-headers' });
  const cookie = await cookieOf(page, gateway);
  const main = page.getByRole('main');
  await expect(main).toContainText('cookie');
  await expect(main).toContainText(COOKIE);
  await expect(main).not.toContainText(cookie!.value);
  await expect(main).not.toContainText('authorization');
});
