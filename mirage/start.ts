import { showConsentPage } from './identity-providers/consent-page.ts';
import { providerAt } from './identity-providers/index.ts';
import { showPanel } from './panel/index.ts';
import {
  createSimulatedServer,
  type SimulatedServerOptions,
} from './server.ts';

/** About what a server on the same continent takes, in milliseconds. */
const TIMING = 150;

/** How much longer an answer takes when the server is to be slow, in milliseconds: long enough to lose patience. */
const SLOWNESS = 5_000;

/**
 * Puts the simulated server in the place of a real one, for as long as the page lives. Who is signed in stays so when
 * the page is loaded again, and in all tabs. A box in the corner lets things go wrong. On the page of a simulated provider
 * there is that page instead of the app: the promise stays open.
 * @param rootUrl below which the app lies, between two slashes
 * @param options for servers of other origins, or another scenario
 */
export function startSimulatedServer(
  rootUrl: string,
  options: SimulatedServerOptions = {},
): Promise<void> {
  const { identityProviders, troubles } = createSimulatedServer({
    timing: TIMING,
    slowness: SLOWNESS,
    servesAssets: true,
    answersUnknownPaths: true,
    tokenStorage: localStorage,
    redirectUris: [`${location.origin}${rootUrl}login/callback/{provider}`],
    ...options,
  });
  if (providerAt(location.pathname) === undefined) {
    showPanel(document.body, troubles);
    return Promise.resolve();
  }

  showConsentPage(document.body, {
    identityProviders,
    address: new URL(location.href),
    leaveFor: (url) => location.assign(url),
    close: () => window.close(),
  });
  return new Promise(() => undefined);
}
