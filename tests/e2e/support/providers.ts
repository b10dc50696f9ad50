import type { StartedProcess } from '../../../scripts/child-process.ts';
import { startSimulatedProvider } from '../../../scripts/development-providers.ts';
import {
  SIMULATED_PROVIDERS,
  simulatedSettings,
} from '../../../server/simulated-provider/settings.ts';
import { Server } from './server.ts';
import { stop } from './stop-server.ts';
import { expect, test as base, type Page } from './test.ts';

export { expect, type Page };

/** The real server with a provider that plays Google, Facebook, GitHub and LinkedIn, under COOP `same-origin` like the big ones. */
export interface Providers {
  server: Server;
  /** Scheme, host and port of the provider. */
  provider: string;
}

/** How the app's buttons are named, and who presses them: a person for each, so that no two have the same address. */
export const PEOPLE = {
  Google: 'ada',
  Facebook: 'grace',
  GitHub: 'alan',
  LinkedIn: 'mary',
} as const;

/** One of the providers, as users know it. */
export type ProviderName = keyof typeof PEOPLE;

/** What the tests of a worker share. */
interface Shared {
  /** Of the server, beside those of the providers. */
  settings: Readonly<Record<string, string>>;
  shared: Providers;
}

/** `test` with a server on which all providers work; the tests of a worker share it. */
export const test = base.extend<{ app: Providers }, Shared>({
  settings: [{}, { option: true, scope: 'worker' }],
  shared: [
    async ({ settings }, use) => {
      const provider = await startSimulatedProvider(0);
      const server = await Server.start({
        ...providerSettings(provider),
        ...settings,
      });
      await use({ server, provider: provider.answer });
      await server.remove();
      await stop(provider);
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ shared }, use) => use(shared.server.origin),
  app: async ({ shared, watch }, use) => {
    watch.trust(shared.provider);
    await use(shared);
  },
});

/** Of a server, so that the stand-in plays all of them. */
export function providerSettings(
  provider: Pick<StartedProcess, 'answer'>,
): Record<string, string> {
  const ids = SIMULATED_PROVIDERS.filter((id) => id !== 'oidc');
  return {
    ...simulatedSettings(provider.answer, ids),
    SIGN_IN_METHODS: ['password', ...ids].join(),
    SIMULATED_PROVIDERS: ids.join(),
  };
}

/** The button of a provider. */
export function button(page: Page, name: string) {
  return page.getByRole('button', { name: `Continue with ${name}` });
}

/** Presses a provider's button, and waits for the window that it opens. */
export async function openWindow(
  page: Page,
  name: ProviderName,
): Promise<Page> {
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    button(page, name).click(),
  ]);
  await opened.waitForURL(/\/authorize\?/);
  return opened;
}

/** Says yes on the provider's page, as the person whose account it is. */
export async function approve(
  page: Page,
  person: string,
  scenario = 'approve',
): Promise<void> {
  await page.getByLabel('Continue as').selectOption(person);
  const choice = page.locator(`button[value="${scenario}"]`);
  if (!(await choice.isVisible())) {
    await page.getByText('Let something go wrong').click();
  }
  await choice.click();
}
