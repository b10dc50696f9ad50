import { demo } from './support/accounts.ts';
import { expectAccessible } from './support/axe.ts';
import { looks, otherLanguages, type Look } from './support/looks.ts';
import { expectApp, rows, signIn, signInForm } from './support/pages.ts';
import { button, providerSettings } from './support/providers.ts';
import { expect, test, type Page, type Route } from './support/test.ts';

/** The form that is there before the app. */
const early = (page: Page) => page.locator('main[data-early]');

/** Keeps the app's own script back until it is let go. */
async function holdApp(page: Page): Promise<() => void> {
  let letGo!: () => void;
  const isFree = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/assets/main-*.js', async (route) => {
    await isFree;
    await route.continue();
  });
  return letGo;
}

/** Opens the sign-in page while the app is still on its way. */
async function openEarly(page: Page, url = '/login'): Promise<() => void> {
  const letGo = await holdApp(page);
  await page.goto(url, { waitUntil: 'commit' });
  await expect(early(page)).toBeVisible();
  return letGo;
}

/** All providers, on both sides of the form; none of them is asked here. */
const manyWays = {
  ...providerSettings({ answer: 'http://127.0.0.1:9' }),
  SIGN_IN_METHODS: 'google,linkedin,password,github,facebook',
  SIMULATED_PROVIDERS: 'github',
  GOOGLE_LABEL: 'Google & <b>Söhne</b> $&',
};

async function expectSamePictures(page: Page): Promise<void> {
  const letGo = await openEarly(page);
  const html = page.locator('html');
  const said = async () => ({
    title: await page.title(),
    lang: await html.getAttribute('lang'),
    dir: await html.getAttribute('dir'),
    field: await page.locator(':focus').getAttribute('name'),
  });
  const before = { said: await said(), picture: await page.screenshot() };
  letGo();
  await expectApp(page);
  expect(await said()).toEqual(before.said);
  expect((await page.screenshot()).equals(before.picture)).toBe(true);
}

const allLooks: readonly Look[] = [...looks, ...otherLanguages];

test('is the same as the app’s own form to the pixel, in any look and language', async ({
  newBrowserProfile,
}) => {
  for (const { name, options } of allLooks) {
    await test.step(name, async () => {
      const profile = await newBrowserProfile(options);
      await expectSamePictures(await profile.newPage());
    });
  }
});

test('is the same with all kinds of buttons around it', async ({
  newBrowserProfile,
  ownServer,
}) => {
  const { origin: baseURL } = await ownServer(manyWays);
  for (const { name, options } of allLooks) {
    await test.step(name, async () => {
      const profile = await newBrowserProfile({ ...options, baseURL });
      await expectSamePictures(await profile.newPage());
    });
  }
});

test('speaks the language that was chosen, and remembers the tick', async ({
  page,
}) => {
  await page.goto('/login');
  await page.getByLabel('Keep me signed in').check();
  await page.locator('#language').selectOption('fr');
  await expect(page.getByRole('heading')).toHaveText('Connexion');
  const letGo = await openEarly(page);
  await expect(page.getByRole('heading')).toHaveText('Connexion');
  await expect(page.getByRole('checkbox')).toBeChecked();
  letGo();
  await expectApp(page);
  await expect(page.getByRole('checkbox')).toBeChecked();
});

test('axe finds nothing (WCAG 2.2 AA)', async ({ ownServer, page }) => {
  const { origin } = await ownServer(manyWays);
  await openEarly(page, `${origin}/login`);
  await expectAccessible(page);
});

test('whoever types while the app arrives loses no letter and no focus', async ({
  page,
}) => {
  const { email, password } = signInForm(page);
  const letGo = await openEarly(page);
  await expect(email).toBeFocused();
  await page.keyboard.type(demo.email);
  await page.keyboard.press('Tab');
  await expect(password).toBeFocused();
  await page.keyboard.type('-esame-42');
  await page.keyboard.press('Home');
  await page.keyboard.type('open');
  letGo();
  await expectApp(page);
  await expect(password).toBeFocused();
  await page.keyboard.type('-s');
  await expect(password).toHaveValue('open-s-esame-42');
  await expect(email).toHaveValue(demo.email);
});

test('what a browser fills in without a word is taken along', async ({
  page,
}) => {
  const { email, password } = signInForm(page);
  const letGo = await openEarly(page);
  await page.evaluate(
    ([address, secret]) => {
      document.querySelector<HTMLInputElement>('#sign-in-email')!.value =
        address!;
      document.querySelector<HTMLInputElement>('#sign-in-password')!.value =
        secret!;
    },
    [demo.email, demo.password],
  );
  letGo();
  await expectApp(page);
  await expect(email).toHaveValue(demo.email);
  await expect(password).toHaveValue(demo.password);
});

test('a form that is sent before the app is there signs in once, as soon as it is', async ({
  page,
  watch,
}) => {
  const form = signInForm(page);
  const letGo = await openEarly(page, '/');
  await form.email.fill(demo.email);
  await form.password.fill(demo.password);
  await form.keep.check();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const submit = page.getByRole('button', { name: 'Signing in…' });
  await expect(submit).toHaveAttribute('aria-disabled', 'true');
  await expect(page).toHaveURL('/');
  letGo();
  await expect(rows(page)).toHaveCount(20);
  const tokens = watch.requests.filter((request) =>
    request.url().endsWith('/oauth/token'),
  );
  expect(tokens).toHaveLength(1);
});

test('what is chosen and pressed before the app is there holds', async ({
  page,
}) => {
  const { keep, password } = signInForm(page);
  const letGo = await openEarly(page);
  await password.fill('open');
  await page.getByRole('button', { name: 'Show password' }).click();
  await keep.check();
  await page.locator('#language').selectOption('de');
  letGo();
  await expectApp(page);
  await expect(page.getByRole('heading')).toHaveText('Anmelden');
  await expect(page.getByRole('checkbox')).toBeChecked();
  await expect(page.locator('#sign-in-password')).toHaveAttribute(
    'type',
    'text',
  );
});

test('a provider’s button that is pressed before the app is there opens its page', async ({
  ownServer,
  page,
  watch,
}) => {
  watch.trust('http://127.0.0.1:9');
  const { origin } = await ownServer(manyWays);
  // A phone: the whole page goes there.
  await page.setViewportSize({ width: 390, height: 844 });
  const letGo = await openEarly(page, `${origin}/login`);
  const asked = page.waitForRequest(/github\/authorize|127\.0\.0\.1:9/);
  await page.route('http://127.0.0.1:9/**', (route) =>
    route.fulfill({ body: 'The provider’s page.' }),
  );
  await button(page, 'GitHub').click();
  letGo();
  expect((await asked).url()).toContain('github');
});

test('a button that is held down while the app takes over is pressed when it is let go', async ({
  page,
}) => {
  const form = signInForm(page);
  const letGo = await openEarly(page);
  await form.email.fill(demo.email);
  await form.password.fill(demo.password);
  await form.submit.hover();
  await page.mouse.down();
  letGo();
  await expectApp(page);
  await page.mouse.up();
  await expect(rows(page)).toHaveCount(20);
});

test('is not shown to whoever is signed in, nor where only the app can tell what belongs there', async ({
  context,
  ownServer,
  page,
  watch,
}) => {
  watch.expect(/404 GET \/oauth2\/userinfo/);
  await page.goto('/nowhere');
  const expectNone = async (url: string) => {
    const one = await context.newPage();
    const letGo = await holdApp(one);
    await one.goto(url, { waitUntil: 'commit' });
    // Its script has had its say when what it asks of the storage is answered.
    await one.waitForFunction(() =>
      performance
        .getEntriesByType('resource')
        .some(({ name }) => name.includes('/assets/early-form-')),
    );
    await one.waitForTimeout(500);
    await expect(early(one)).toHaveCount(0);
    letGo();
    await expectApp(one);
    await one.close();
  };
  // So that nothing that is said of the others holds for all.
  for (const url of ['/login', '/?from=mail']) {
    const one = await context.newPage();
    await openEarly(one, url);
    await one.close();
  }
  await expectNone('/nowhere');
  await expectNone('/users');
  await expectNone('/login/callback/google');

  const gateway = await ownServer({ SIGN_IN_METHODS: 'password,gateway' });
  await expectNone(`${gateway.origin}/login`);
  const { origin } = await ownServer({
    ...manyWays,
    SIGN_IN_METHODS: 'google,github',
  });
  await expectNone(`${origin}/login`);

  await signIn(page);
  await expectNone('/login');
  await expectNone('/');
});

/** What may become of the app's script. */
const misfortunes: Record<string, (route: Route) => Promise<void>> = {
  'cannot be had': (route) => route.abort(),
  'is of a language that the browser does not know': (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'let let = 1' }),
  'fails before it shows a page': (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw Error()' }),
};

for (const [name, befall] of Object.entries(misfortunes)) {
  test(`an app that ${name}: the form says so, and offers to load the page again`, async ({
    page,
    watch,
  }) => {
    watch.expect(/main-.*\.js/, /ERR_FAILED/, /^uncaught: /);
    await page.route('**/assets/main-*.js', async (route) => {
      await expect(early(page)).toBeVisible();
      await befall(route);
    });
    await page.goto('/login', { waitUntil: 'commit' });
    await expect(signInForm(page).alert).toContainText('cannot be reached');
    await page.unroute('**/assets/main-*.js');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await expectApp(page);
    await signIn(page);
  });
}
