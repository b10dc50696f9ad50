import {
  CLIENT_SECRET,
  CLIENT_WITH_SECRET,
  OpenIdProvider,
  person,
  PUBLIC_CLIENT,
} from './support/oidc-provider.ts';
import { rows } from './support/pages.ts';
import {
  startResourceServer,
  type ResourceServer,
} from './support/resource-server.ts';
import type { Server } from './support/server.ts';
import { storedTokens, tokensOf } from './support/session.ts';
import { expect, test as base, type Page } from './support/test.ts';

type Navigator = 'redirect' | 'popup';

interface Fixtures {
  provider: OpenIdProvider;
  /** The API, where the tokens are the provider's. */
  api: ResourceServer;
  /** Starts our server with the app on it, registered with the provider. */
  startApp: (settings: Record<string, string>) => Promise<Server>;
}

const test = base.extend<Fixtures>({
  provider: async ({ watch }, use) => {
    const provider = await OpenIdProvider.start();
    watch.trust(provider.issuer);
    await use(provider);
    await watch.quiet();
    await provider.close();
  },
  api: async ({ provider, watch }, use) => {
    const api = await startResourceServer(`${provider.issuer}/me`);
    watch.trust(api.origin);
    await use(api);
    await watch.quiet();
    await api.close();
  },
  startApp: async ({ ownServer, provider }, use) => {
    await use(async (settings) => {
      const server = await ownServer({
        SIGN_IN_METHODS: 'oidc',
        OIDC_ISSUER: provider.issuer,
        OIDC_LABEL: 'Lighthouse',
        ...settings,
      });
      await provider.register(server.origin);
      return server;
    });
  },
});

/** Presses the button and says yes to everything at the provider. */
async function signInAtProvider(page: Page, navigator: Navigator) {
  const opened = navigator === 'popup' ? page.waitForEvent('popup') : page;
  await page.getByRole('button', { name: 'Continue with Lighthouse' }).click();
  const visited = await opened;
  await visited.getByRole('button', { name: 'Sign in here' }).click();
  await visited.getByRole('button', { name: 'Allow it' }).click();
}

for (const navigator of ['redirect', 'popup'] as const) {
  test(`A25 a public client redeems the code in the browser, by ${navigator}`, async ({
    api,
    page,
    startApp,
    watch,
  }) => {
    const app = await startApp({
      NAVIGATOR: navigator,
      OIDC_CLIENT_ID: PUBLIC_CLIENT,
      OIDC_REDEMPTION: 'browser',
      API_HOST: api.origin,
      CURRENT_USER_ENDPOINT: '/api/me',
    });
    api.allow(app.origin);
    await page.goto(`${app.origin}/users`);
    await signInAtProvider(page, navigator);

    await expect(page).toHaveURL(`${app.origin}/users`);
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText(person.email);
    expect(watch.to('POST /token')).toHaveLength(1);
    expect(watch.to('POST /oauth/token')).toEqual([]);
    expect(page.context().pages()).toEqual([page]);

    await page.getByRole('link', { name: 'Session' }).click();
    await expect(page.getByRole('main')).toContainText('Lighthouse');
    await expect(page.getByRole('main')).toContainText(person.name);
    const before = await tokensOf(page);
    await page.getByRole('button', { name: 'Renew now' }).click();
    await expect(page.getByText('Renewed.')).toBeVisible();
    const renewed = await tokensOf(page);
    expect(renewed.accessToken).not.toBe(before.accessToken);
    await page.getByRole('link', { name: 'Users' }).click();
    await expect(rows(page)).toHaveCount(1);

    const revoked = page.waitForResponse(/\/token\/revocation$/);
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect((await revoked).status()).toBe(200);
    await expect(page).toHaveURL(`${app.origin}/login`);
    expect(await storedTokens(page)).toBeUndefined();
  });

  test(`A25 A28 our server redeems the code with its secret, by ${navigator}`, async ({
    page,
    startApp,
    watch,
  }) => {
    const app = await startApp({
      NAVIGATOR: navigator,
      OIDC_CLIENT_ID: CLIENT_WITH_SECRET,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_REDEMPTION: 'server',
    });
    await page.goto(`${app.origin}/users`);
    await signInAtProvider(page, navigator);

    await expect(page).toHaveURL(`${app.origin}/users`);
    await expect(rows(page)).toHaveCount(20);
    await expect(page.getByRole('banner')).toContainText(person.name);
    expect(watch.to('POST /oauth/token')).toHaveLength(1);
    expect(watch.to('POST /token')).toEqual([]);
    expect(page.context().pages()).toEqual([page]);

    await page.getByRole('link', { name: 'Session' }).click();
    await expect(page.getByRole('main')).toContainText('Lighthouse');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(`${app.origin}/login`);
    expect(await storedTokens(page)).toBeUndefined();
  });
}
