import type Owner from '@ember/owner';
import { NetworkError } from '../auth/errors';
import type { OidcClient } from '../auth/oidc-client';
import type { TokenClient } from '../auth/token-client';
import { Transactions } from '../auth/transactions';
import type { FlowId } from '../identity-providers/types';
import type BrowserService from '../services/browser';
import type SettingsService from '../services/settings';
import AuthorizationCodeAuthenticator from './authorization-code';
import type BearerAuthenticator from './bearer';
import type { Flow } from './flow';
import PasswordAuthenticator from './password';

/** One lock for all tabs: whoever holds it may begin or take an attempt to sign in. */
const TRANSACTIONS_LOCK = 'latchkey:transactions';

/** How long to wait for another tab's attempt, in milliseconds. */
const TRANSACTIONS_WAIT = 5_000;

/** A flow as ember-simple-auth sees it, and as the session does. */
export type FlowAuthenticator = BearerAuthenticator & Flow;

/**
 * All flows, by id. A new flow is a file beside this one, and a line here. The clients that talk to token servers are not a
 * part of the first script: they come with the signed-in part (`load-signed-in-part.ts`), and when they are needed.
 */
export function createFlows(
  owner: Owner,
  browser: BrowserService,
  settings: SettingsService,
): ReadonlyMap<FlowId, FlowAuthenticator> {
  const transactions = new Transactions({
    storage: browser.storage,
    now: () => browser.now(),
    withLock: (task) =>
      browser.withLock(TRANSACTIONS_LOCK, TRANSACTIONS_WAIT, task),
  });
  const flows = [
    new PasswordAuthenticator(owner, tokenClient),
    new AuthorizationCodeAuthenticator(owner, tokenClient, {
      transactions,
      clientOf: oidcClient,
      leaveFor: (url) => browser.leaveFor(url),
    }),
  ];
  return new Map(flows.map((flow) => [idOf(flow), flow]));

  async function tokenClient(): Promise<TokenClient> {
    const { createTokenClient } = await load(import('../auth/token-client'));
    return createTokenClient(settings.values, browser);
  }

  async function oidcClient(providerId: string): Promise<OidcClient> {
    const provider = settings.providerClient(providerId);
    const { OidcClient } = await load(import('../auth/oidc-client'));
    return new OidcClient(provider, browser);
  }

  async function load<Module>(module: Promise<Module>): Promise<Module> {
    try {
      return await module;
    } catch (cause) {
      throw NetworkError.from(cause, browser.isOnline());
    }
  }
}

function idOf(flow: FlowAuthenticator): FlowId {
  return (flow.constructor as typeof PasswordAuthenticator).id;
}
