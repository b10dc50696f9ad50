import getPort from 'get-port';
import { simulatedSettings } from '../../server/simulated-provider/settings.ts';
import { GatewayBrowser } from '../../server/tests/support/gateway.ts';
import { startSimulatedProvider } from '../development-providers.ts';
import { startNginx } from '../nginx/start-nginx.ts';
import { startServer } from '../start-server.ts';
import type { BenchDatabase } from './databases.ts';
import { load, type LoadOptions, type Scenario } from './load.ts';
import type { LoadRow } from './table.ts';

const PATHS = ['/api/me', '/api/users', '/api/todos'];

/**
 * What it costs that nginx asks the gateway for each request: the same requests, with the same cookie, sent to our server itself
 * and through an nginx before it, which asks twice. Without TLS on both ways.
 */
export async function measureNginx(
  database: BenchDatabase,
  options: LoadOptions,
): Promise<LoadRow[]> {
  const port = await getPort();
  const origin = `http://localhost:${port}`;
  const provider = await startSimulatedProvider(0);
  const settings = {
    ...simulatedSettings(provider.answer, ['oidc']),
    GATEWAY_PROVIDER: 'oidc',
    PUBLIC_URL: origin,
    SIGN_IN_METHODS: 'gateway',
    TRUSTED_PROXIES: '1',
  };
  const server = await startServer({
    ...settings,
    ...database.settings,
    NODE_ENV: 'production',
    SEED_DEMO: 'on',
    PORT: '0',
  });
  const nginx = await startNginx(origin, {
    ...settings,
    API_UPSTREAM: new URL(server.answer).host,
    NGINX_LISTEN: `127.0.0.1:${port}`,
    TLS_CERTIFICATE: '',
    TLS_CERTIFICATE_KEY: '',
  });
  try {
    const cookie = await signIn(origin);
    const rows: LoadRow[] = [];
    for (const path of PATHS) {
      const scenario = withCookie(path, cookie);
      for (const way of [
        { name: `${database.name}, direct`, origin: server.answer },
        { name: `${database.name}, nginx with auth_request`, origin },
      ]) {
        rows.push(await load(way, scenario, options));
      }
    }
    return rows;
  } finally {
    await nginx.stop();
    await server.stop();
    await provider.stop();
  }
}

/** Signs in through nginx, as a browser does. */
async function signIn(origin: string): Promise<string> {
  const browser = new GatewayBrowser(origin);
  await browser.signIn();
  const { session } = browser;
  if (session === undefined) throw new Error('The gateway signs nobody in.');
  return [...browser.cookies]
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

function withCookie(path: string, cookie: string): Scenario {
  return {
    name: `GET ${path}`,
    request: {
      method: 'GET',
      path,
      headers: { cookie, accept: 'application/vnd.api+json, application/json' },
    },
  };
}
