import { visit } from '@ember/test-helpers';
import { pickSettings } from '../../config/settings';
import { simulatedSettings } from '../../config/simulated-settings';
import type { Consent } from '../../mirage/identity-providers/index';
import type { AppTestContext } from '.';

const IDS = ['google', 'facebook', 'github', 'oidc'];

/** Offers all ways to sign in that the simulated server plays. */
export function useSimulatedProviders(
  { browser, owner }: AppTestContext,
  more: Record<string, string> = {},
): void {
  owner.lookup('service:settings').written = pickSettings(
    { ...simulatedSettings(browser.origin, '/'), ...more },
    IDS,
  );
}

/** The user decides on the provider's page, and comes back to the app with its answer. */
export async function decide(
  { browser, server }: AppTestContext,
  consent: Consent = {},
): Promise<void> {
  const callback = server.identityProviders.answer(
    browser.leftFor.at(-1)!,
    consent,
  );
  browser.answer = callback.searchParams;
  await visit(callback.pathname);
}
