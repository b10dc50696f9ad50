import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import {
  FIRST_PARTY_CLIENT,
  IDENTITY_PROVIDER_GRANT,
} from '../../../contract/seed.ts';
import type { Dependencies } from '../../dependencies.ts';
import { listen } from '../../http/listen.ts';
import { loadIdentityProviders } from '../../identity-providers/index.ts';
import { readSettings } from '../../settings.ts';
import {
  createSimulatedProvider,
  type SimulatedProviderOptions,
} from '../../simulated-provider/app.ts';
import { simulatedSettings } from '../../simulated-provider/settings.ts';
import type { Scenario } from '../../simulated-provider/scenarios.ts';
import { newToken } from '../../tokens.ts';
import type { TestServer } from './server.ts';

export const PROVIDER_IDS = [
  'google',
  'github',
  'facebook',
  'linkedin',
  'oidc',
] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** Those without PKCE: an attempt begins with a cookie of our server. */
const WITHOUT_PKCE: readonly ProviderId[] = ['facebook', 'linkedin'];

/** Where each has its authorization endpoint at the simulated provider. */
const AUTHORIZE_PATHS: Record<ProviderId, string> = {
  google: '/authorize',
  oidc: '/authorize',
  github: '/github/authorize',
  facebook: '/facebook/authorize',
  linkedin: '/linkedin/authorize',
};

type Form = Record<string, string>;

export interface TestProvider {
  origin: string;
  /** The requests that came, as `POST /token`. */
  requests: string[];
  /** Starts afresh, with a server that knows this provider in the place of all. */
  reset(
    settings?: Record<string, string>,
    changes?: Partial<Dependencies>,
    options?: Partial<SimulatedProviderOptions>,
  ): Promise<void>;
  /** Goes to the provider and comes back: the form that the app would then send. */
  visit(
    provider: ProviderId,
    visit?: { scenario?: Scenario; person?: string },
  ): Promise<Form>;
  close(): Promise<void>;
}

/** What a provider needs of the server beside it. */
export type ServerOfProvider = Pick<
  TestServer,
  'origin' | 'fetch' | 'now' | 'resetWith'
>;

/** A simulated provider on a real port, beside a test server whose clock it shares. */
export async function startTestProvider(
  server: ServerOfProvider,
): Promise<TestProvider> {
  let app = createSimulatedProvider({ issuer: '' });
  const requests: string[] = [];
  const listening = await listen(
    {
      fetch: (request, ...rest) => {
        requests.push(`${request.method} ${new URL(request.url).pathname}`);
        return app.fetch(request, ...rest);
      },
    },
    { host: '127.0.0.1', port: 0 },
  );
  const { origin } = listening;

  async function start(attempt: Form): Promise<string> {
    const response = await server.fetch('/oauth/identity-provider/start', {
      method: 'POST',
      body: new URLSearchParams(attempt),
    });
    assert.equal(response.status, 204);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  return {
    origin,
    requests,
    reset: async (environment = {}, changes = {}, options = {}) => {
      requests.length = 0;
      app = createSimulatedProvider({
        issuer: origin,
        clock: () => server.now(),
        slowness: 3_000,
        ...options,
      });
      const settings = readSettings({
        IDENTITY_PROVIDER_TIMEOUT: '10',
        ...simulatedSettings(origin),
        ...environment,
      });
      const identityProviders = await loadIdentityProviders(
        settings.identityProviders,
      );
      await server.resetWith({}, { settings, identityProviders, ...changes });
    },
    visit: async (provider, { person = 'ada', scenario = 'approve' } = {}) => {
      const verifier = newToken();
      const form: Form = {
        grant_type: IDENTITY_PROVIDER_GRANT,
        client_id: FIRST_PARTY_CLIENT.id,
        provider,
        redirect_uri: `${server.origin}/login/callback/${provider}`,
        code_verifier: verifier,
        nonce: newToken(),
        state: newToken(),
      };
      const address = new URL(AUTHORIZE_PATHS[provider], origin);
      address.search = new URLSearchParams({
        response_type: 'code',
        client_id: `simulated-${provider}`,
        redirect_uri: form['redirect_uri'] ?? '',
        state: form['state'] ?? '',
        nonce: form['nonce'] ?? '',
        code_challenge: createHash('sha256')
          .update(verifier)
          .digest('base64url'),
        code_challenge_method: 'S256',
        scenario,
        person,
      }).toString();
      if (WITHOUT_PKCE.includes(provider)) {
        const { redirect_uri = '', state = '' } = form;
        form['cookie'] = await start({ provider, redirect_uri, state });
      }
      const response = await fetch(address, { redirect: 'manual' });
      assert.equal(response.status, 303, await response.text());
      const callback = new URL(response.headers.get('location') ?? '');
      form['code'] = callback.searchParams.get('code') ?? '';
      return form;
    },
    close: () => listening.close(),
  };
}

/** Presents a code as the app does; the cookie of the start travels as one. */
export function redeem(server: TestServer, { cookie, ...form }: Form) {
  return server.post('/oauth/token', form, cookie ? { cookie } : {});
}

/** How many rows there are that a sign-in writes. */
export async function countRows(server: TestServer) {
  const count = async (table: string) => {
    const rows = await server.database.execute(
      sql`select count(*)::int as count from ${sql.identifier(table)}`,
    );
    const [row] = (rows as { rows: { count: number }[] }).rows;
    return row?.count ?? -1;
  };
  return {
    users: await count('users'),
    identities: await count('external_identities'),
    families: await count('token_families'),
    codes: await count('presented_codes'),
  };
}

/** Runs one statement that prepares a test. */
export function change(server: TestServer, statement: ReturnType<typeof sql>) {
  return server.database.execute(statement);
}
