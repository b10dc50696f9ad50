import { createServer } from 'node:http';
import { demo } from './support/accounts.ts';
import { rows, signInForm, submitSignIn } from './support/pages.ts';
import { listen } from './support/listen.ts';
import { expect, test, type Request } from './support/test.ts';

/** Of JavaScript, compressed with brotli, in bytes. */
const MAX_SCRIPT_BYTES = 100_000;

/** The page itself included. */
const MAX_REQUESTS = 6;

const isSignedInPart = (request: Request) =>
  new URL(request.url()).pathname.startsWith('/assets/signed-in-');

test('the sign-in page is light, and fetches the rest while the user types', async ({
  page,
  watch,
}) => {
  await page.goto('/');
  const { email } = signInForm(page);
  await expect(email).toBeFocused();
  await page.waitForLoadState('networkidle');

  const before = [...watch.requests];
  expect(before.length).toBeLessThanOrEqual(MAX_REQUESTS);
  expect(before.filter(isSignedInPart)).toEqual([]);
  const scripts = before.filter(
    (request) =>
      request.resourceType() === 'script' || request.url().endsWith('.js'),
  );
  const sizes = await Promise.all(scripts.map(compressedSize));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);

  const fetched = page.waitForRequest(isSignedInPart);
  await email.press('d');
  expect((await (await fetched).response())?.status()).toBe(200);
});

test('from the click to the table: one token request, and the user and the users at the same time', async ({
  page,
  watch,
}) => {
  await page.goto('/');
  const form = signInForm(page);
  const fetched = page.waitForResponse((response) =>
    isSignedInPart(response.request()),
  );
  await form.email.fill(demo.email);
  await form.password.fill(demo.password);
  await fetched;

  // Each of the two waits for the other one: asked one after the other, they would wait for ever.
  const bothAsked = rendezvous(2);
  await page.route(/\/api\/(me|users)\b/, async (route) => {
    await bothAsked();
    await route.continue();
  });
  const asked = watch.listen();
  await form.submit.dblclick();
  await expect(rows(page)).toHaveCount(20);
  await expect(page.getByRole('banner')).toContainText('Demo User');

  expect(asked()[0]).toBe('POST /oauth/token password');
  expect(asked().slice(1).toSorted()).toEqual([
    'GET /api/me',
    'GET /api/users',
  ]);
});

test('a wrong password is told in one sentence, and the visitor tries again', async ({
  page,
  watch,
}) => {
  watch.expect(/^400 POST \/oauth\/token$/);
  await page.goto('/login');
  const form = signInForm(page);
  await submitSignIn(page, { ...demo, password: 'open-sesame-43' });

  await expect(form.alert).toHaveText(
    'E-mail or password is wrong. Please try again.',
  );
  await expect(form.password).toBeFocused();
  await expect(form.password).toHaveValue('');
  await expect(form.email).toHaveValue(demo.email);

  await page.keyboard.type(demo.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/users');
});

test('J2 what a password manager fills in, without a key, is what is sent', async ({
  page,
}) => {
  await page.goto('/login');
  const form = signInForm(page);
  await expect(form.email).toHaveAttribute('autocomplete', 'username');
  await expect(form.password).toHaveAttribute(
    'autocomplete',
    'current-password',
  );
  await form.email.evaluate((input, value) => {
    (input as HTMLInputElement).value = value;
  }, demo.email);
  await form.password.evaluate((input, value) => {
    (input as HTMLInputElement).value = value;
  }, demo.password);
  await form.submit.click();
  await expect(page).toHaveURL('/users');
});

test('J10 the form sends nothing into a URL, even where its script does not run', async ({
  baseURL,
  page,
  watch,
}) => {
  watch.expect(/^405 POST \/login$/);
  await page.goto('/login');
  const form = signInForm(page);
  await form.email.fill(demo.email);
  await form.password.fill(demo.password);
  const sent = page.waitForRequest((request) => request.isNavigationRequest());
  // Unlike a click, this asks no handler of the page.
  await page.evaluate(() => document.forms[0]!.submit());

  const request = await sent;
  expect(request.method()).toBe('POST');
  expect(request.url()).toBe(`${baseURL}/login`);
  await expect(page).toHaveURL('/login');
});

test('J10 K3 another site cannot put the sign-in page into a frame', async ({
  baseURL,
  page,
  watch,
}) => {
  const site = await listen(
    createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><iframe src="${baseURL}/login"></iframe>`);
    }),
  );
  watch.trust(site.origin);
  watch.expect(/frame-ancestors/, /ERR_BLOCKED_BY_RESPONSE/);
  await page.goto(site.origin);

  const frame = page.frameLocator('iframe');
  await expect(frame.locator('body')).toBeAttached();
  await expect(frame.getByLabel('Email')).toHaveCount(0);
  expect(page.frames()[1]!.url()).not.toContain(baseURL!);
  await site.close();
});

async function compressedSize(request: Request): Promise<number> {
  const response = await request.response();
  const { 'content-encoding': coding, 'content-length': length } =
    await response!.allHeaders();
  // Below a kilobyte nothing is compressed.
  if (Number(length) > 1_024) expect(coding, request.url()).toBe('br');
  return Number(length);
}

/** Lets nobody pass before so many have come. */
function rendezvous(parties: number): () => Promise<void> {
  let come = 0;
  let open: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come === parties) open();
    return opened;
  };
}
