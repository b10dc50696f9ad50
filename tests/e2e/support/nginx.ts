import getPort from 'get-port';
import { start, type StartedProcess } from '../../../scripts/child-process.ts';
import { startSimulatedProvider } from '../../../scripts/development-providers.ts';
import {
  simulatedSettings,
  type SimulatedProviderId,
} from '../../../server/simulated-provider/settings.ts';
import { Server } from './server.ts';
import { stop } from './stop-server.ts';
import { expect, test as base, type Page } from './test.ts';

export { expect, type Page };

/** nginx with TLS, our server behind it, and a provider beside them. */
export interface Site {
  origin: string;
  server: Server;
  /** Scheme, host and port of the provider. */
  provider: string;
}

interface Worker {
  gatewaySite: Site;
  tokenSite: Site;
}

interface Fixtures {
  /** A site whose session the gateway holds. */
  gateway: Site;
  /** The same build, with tokens. */
  tokens: Site;
}

/** Playwright's `test` on sites behind nginx; those of a worker share them. */
export const test = base.extend<Fixtures, Worker>({
  ignoreHTTPSErrors: true,
  gatewaySite: [
    // Playwright reads from the pattern what it needs: nothing.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await withSite(['oidc'], use, {
        SIGN_IN_METHODS: 'gateway',
        GATEWAY_PROVIDER: 'oidc',
        GATEWAY_LABEL: 'Example',
      });
    },
    { scope: 'worker' },
  ],
  tokenSite: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      await withSite(['google', 'github'], use, {
        SIGN_IN_METHODS: 'password,google,github',
        SIMULATED_PROVIDERS: 'google,github',
      });
    },
    { scope: 'worker' },
  ],
  gateway: async ({ gatewaySite, watch }, use) => {
    watch.trust(gatewaySite.origin);
    watch.trust(gatewaySite.provider);
    // Nobody is signed in yet, and that is what the gateway says.
    watch.expect(/^401 GET \/oauth2\/userinfo$/);
    await use(gatewaySite);
  },
  tokens: async ({ tokenSite, watch }, use) => {
    watch.trust(tokenSite.origin);
    watch.trust(tokenSite.provider);
    await use(tokenSite);
  },
});

async function withSite(
  providers: readonly SimulatedProviderId[],
  use: (site: Site) => Promise<void>,
  settings: Record<string, string>,
): Promise<void> {
  const provider = await startSimulatedProvider(0);
  const origin = `https://localhost:${await getPort()}`;
  const all = {
    ...simulatedSettings(provider.answer, providers),
    ...settings,
    PUBLIC_URL: origin,
    TRUSTED_PROXIES: '1',
  };
  const server = await Server.start(all);
  const nginx = await startNginx({
    ...all,
    API_UPSTREAM: new URL(server.origin).host,
  });
  try {
    await use({ origin, server, provider: provider.answer });
  } finally {
    await stop(nginx);
    await server.remove();
    await stop(provider);
  }
}

/** How long nginx may take to start, in milliseconds. */
const TIMEOUT = 60_000;

function startNginx(
  environment: Record<string, string>,
): Promise<StartedProcess> {
  return start({
    command: ['--import', 'tsx', 'scripts/nginx/run.ts'],
    environment,
    ready: /^nginx on (\S+)/,
    timeout: TIMEOUT,
  });
}

/** The button that leads to the gateway. */
export function gatewayButton(place: Pick<Page, 'getByRole'>) {
  return place.getByRole('button', { name: 'Continue with Example' });
}
