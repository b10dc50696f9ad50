import hostile from '../fixtures/callback-urls.json' with { type: 'json' };
import { rows, signInForm, signOut } from './support/pages.ts';
import {
  approve,
  button,
  expect,
  openWindow,
  test,
  type Page,
} from './support/providers.ts';
import { storedTokens, tokensOf } from './support/session.ts';

/** Those that need a second user, a clock or a frame are told elsewhere; see tests/acceptance/redirect-sign-in-test.ts. */
const CASES = hostile.filter(
  ({ expect, id, url }) =>
    expect === 'no-exchange' && !url.startsWith('(') && id !== 'C51',
);

test('A6 hostile callbacks on the production build: no exchange, no session, no script, always a way on', async ({
  app,
  page,
  watch,
}) => {
  test.slow();
  expect(CASES.length).toBeGreaterThanOrEqual(20);
  for (const { id, name, url } of CASES) {
    await test.step(`${id} ${name}`, async () => {
      const state = await beginByRedirect(page);
      const query = url
        .replace('<100 kB>', 'x'.repeat(10_000))
        .replace('state=S', `state=${state}`);
      await page.goto(`${app.server.origin}/login/callback/google${query}`);
      await expect(page.getByRole('heading')).toHaveText('Not signed in');
      expect(page.url()).toBe(`${app.server.origin}/login/callback/google`);
      expect(watch.to('POST /oauth/token')).toEqual([]);
      expect(await storedTokens(page)).toBeUndefined();
      expect(await page.locator('main').innerHTML()).not.toMatch(
        /<script|<img|<iframe|alert\(1\)|evil\.example/,
      );
      await page.getByRole('link', { name: 'Back to sign-in' }).click();
      await expect(signInForm(page).email).toBeVisible();
    });
  }
});

test('A4 A5 A20 a callback by bookmark, reload, back button and a second time: a friendly page, and never a loop', async ({
  app,
  page,
  watch,
}) => {
  const callback = `${app.server.origin}/login/callback/google`;
  await page.goto(callback);
  await expect(page.getByRole('alert')).toContainText('no sign-in under way');
  await page.reload();
  await expect(page.getByRole('heading')).toHaveText('Not signed in');

  const state = await beginByRedirect(page);
  let answer = '';
  page.on('request', (request) => {
    if (request.url().startsWith(`${callback}?`)) answer = request.url();
  });
  await approve(page, 'ada');
  await expect(rows(page)).not.toHaveCount(0);
  expect(answer).toContain(state);
  const before = await tokensOf(page);

  await page.goto(answer);
  await expect(page).toHaveURL(/\/users/);
  expect(await tokensOf(page)).toEqual(before);
  expect(watch.to('POST /oauth/token')).toHaveLength(1);

  await signOut(page);
  await page.goto(answer);
  await expect(page.getByRole('heading')).toHaveText('Not signed in');
  expect(watch.to('POST /oauth/token')).toHaveLength(1);
});

test('A28 the answer of another browser is refused (login CSRF)', async ({
  app,
  newBrowserProfile,
  page,
  watch,
}) => {
  const attacker = await newBrowserProfile({ baseURL: app.server.origin });
  const theirs = await attacker.newPage();
  await beginByRedirect(theirs);
  // What the provider sends back, and the attacker does not follow.
  const sent = await theirs.request.get(
    `${theirs.url()}&scenario=approve&person=grace`,
    { maxRedirects: 0 },
  );
  const answer = sent.headers()['location'] ?? '';
  expect(answer).toContain('code=');

  await page.goto(answer);
  await expect(page.getByRole('heading')).toHaveText('Not signed in');
  expect(watch.to('POST /oauth/token')).toEqual([]);
});

test('C1 K9 no code, state, verifier, nonce or token is ever anywhere but where it must be', async ({
  app,
  context,
  page,
  watch,
}) => {
  const secrets = new Set<string>();
  const places: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    for (const name of ['code', 'state', 'nonce']) {
      const value = url.searchParams.get(name);
      if (value) secrets.add(value);
    }
    if (request.method() !== 'POST' || url.pathname !== '/oauth/token') return;
    const form = new URLSearchParams(request.postData() ?? '');
    secrets.add(form.get('code_verifier') ?? '');
  });
  const look = async (where: Page) => {
    places.push(...(await publicPlaces(where)));
    const tokens = await storedTokens(where);
    if (tokens) secrets.add(tokens.accessToken).add(tokens.refreshToken);
  };

  await page.goto('/users?page=2');
  const opened = await openWindow(page, 'Google');
  await approve(opened, 'ada');
  await expect(rows(page)).toHaveCount(20);
  await look(page);
  await signOut(page);
  await look(page);
  await beginByRedirect(page, 'GitHub');
  await approve(page, 'alan');
  await expect(rows(page)).not.toHaveCount(0);
  await look(page);
  // Whatever the history has kept leads back into the app, which may take the way forward away.
  await page.goBack();
  await expect(page).toHaveURL(/\/users/);
  await expect(rows(page)).not.toHaveCount(0);
  await look(page);

  // Two attempts: code, state and verifier, one nonce, two tokens.
  expect(secrets.size).toBe(11);
  const everything = [...places, ...watch.console].join('\n');
  for (const secret of secrets) expect(everything).not.toContain(secret);
  for (const request of watch.requests) {
    const isBetweenUsAndProvider =
      /\/authorize|\/login\/callback\//.test(request.url()) ||
      request.url().startsWith(app.provider);
    if (isBetweenUsAndProvider) continue;
    for (const secret of secrets) {
      expect(request.url()).not.toContain(secret);
      expect(request.headers()['referer'] ?? '').not.toContain(secret);
    }
  }
});

/** Presses a provider's button in a browser that goes with the whole page. @returns the attempt's state */
async function beginByRedirect(page: Page, name = 'Google'): Promise<string> {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto('/login');
  await button(page, name).click();
  await page.getByRole('button', { name: 'Continue in this tab' }).click();
  await page.waitForURL(/\/authorize\?/);
  return new URL(page.url()).searchParams.get('state') ?? '';
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
    document.documentElement.outerHTML,
  ]);
}
