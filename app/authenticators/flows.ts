import type Owner from '@ember/owner';
import { NetworkError, TokenEndpointError } from '../auth/errors';
import type { GatewaySession } from '../auth/gateway-session';
import type { ProviderClient } from '../auth/provider-client';
import type { TokenClient } from '../auth/token-client';
import config from '../config/environment';
import {
  identityProviders,
  type RegisteredProvider,
} from '../identity-providers';
import type { FlowId } from '../identity-providers/types';
import { setOut, type JourneyPorts } from '../navigators';
import type { Journey, NavigatorId } from '../navigators/navigator';
import type BrowserService from '../services/browser';
import type SettingsService from '../services/settings';
import AuthorizationCodeAuthenticator, {
  type AuthorizationCodePorts,
} from './authorization-code';
import type { Flow, Question } from './flow';
import GatewayAuthenticator from './gateway';
import type KeptSessionAuthenticator from './kept-session';
import PasswordAuthenticator from './password';
import type { ProviderVisits } from './provider-visits';
import ToriiAuthenticator from './torii';

/** Where the attempts to sign in are kept that are under way. */
const TRANSACTIONS = 'transactions';

/** One lock for all tabs: whoever holds it may begin or take an attempt to sign in. */
const TRANSACTIONS_LOCK = 'latchkey:transactions';

/** How long to wait for another tab's attempt, in milliseconds. */
const TRANSACTIONS_WAIT = 5_000;

/** A flow as ember-simple-auth sees it, and as the session does. */
export type FlowAuthenticator = KeptSessionAuthenticator & Flow;

/**
 * All flows, by id. A new flow is a file beside this one, and a line here. The clients that talk to token servers are not a
 * part of the first script: they come with the signed-in part (`load-signed-in-part.ts`), and when they are needed.
 */
export function createFlows(
  owner: Owner,
  browser: BrowserService,
  settings: SettingsService,
  show: JourneyPorts['show'],
): ReadonlyMap<FlowId, FlowAuthenticator> {
  let gateway: Promise<GatewaySession> | undefined;
  const redemptionOf = (id: string) =>
    settings.values.providers[id]?.redemption ?? redemptionInFile(id);
  const ports: AuthorizationCodePorts = {
    visits: providerVisits,
    clientOf: providerClient,
    redemptionOf,
    navigator,
    setOut: setOutBy,
    forget: () =>
      browser.withLock(TRANSACTIONS_LOCK, TRANSACTIONS_WAIT, () =>
        browser.storage.delete(TRANSACTIONS),
      ),
  };
  const flows = [
    new PasswordAuthenticator(owner, tokenClient),
    new AuthorizationCodeAuthenticator(owner, tokenClient, ports),
    new ToriiAuthenticator(owner, tokenClient, ports),
    new GatewayAuthenticator(owner, {
      session: gatewaySession,
      navigator,
      setOut: setOutBy,
      handOver,
      leaveFor: (url) => browser.leaveFor(url),
      address: (path) => `${config.rootURL.replace(/\/$/, '')}${path}`,
      randomId: () => browser.randomId(),
      after: (wait) => browser.after(wait),
    }),
  ];
  // The types of Ember's observers forbid what the compiler could see else: each of them is both.
  return new Map(flows.map((flow) => [idOf(flow), flow as FlowAuthenticator]));

  function navigator(): NavigatorId {
    return (
      settings.values.navigator ??
      (browser.hasRoomForWindows ? 'popup' : 'redirect')
    );
  }

  function setOutBy(by: NavigatorId): Journey {
    return setOut(by, { browser, show });
  }

  async function tokenClient(): Promise<TokenClient> {
    const { createTokenClient } = await load(import('../auth/token-client'));
    return createTokenClient(settings.values, browser);
  }

  async function providerClient(providerId: string): Promise<ProviderClient> {
    if (!settings.values.providers[providerId]) {
      // Its tokens are nobody else's business: a session of a provider that was taken out is over.
      throw new TokenEndpointError(
        'refused',
        'The provider is not in use any more.',
        'invalid_client',
      );
    }
    const provider = settings.providerClient(providerId);
    const { ProviderClient } = await load(import('../auth/provider-client'));
    return new ProviderClient(provider, browser);
  }

  async function providerVisits(): Promise<ProviderVisits> {
    const { ProviderVisits } = await load(import('./provider-visits'));
    return new ProviderVisits({
      clientOf: providerClient,
      tokens: tokenClient,
      redemptionOf,
      word,
      handOver,
      leaveFor: (url) => browser.leaveFor(url),
      key: TRANSACTIONS,
      storage: browser.storage,
      now: () => browser.now(),
      withLock: (task) =>
        browser.withLock(TRANSACTIONS_LOCK, TRANSACTIONS_WAIT, task),
    });
  }

  /** One for all: whoever asks it while somebody else does gets the same answer. */
  function gatewaySession(): Promise<GatewaySession> {
    gateway ??= loadGatewaySession().catch((error: unknown) => {
      gateway = undefined;
      throw error;
    });
    return gateway;
  }

  async function loadGatewaySession(): Promise<GatewaySession> {
    const [{ GatewayClient }, { GatewaySession }] = await load(
      Promise.all([
        import('../auth/gateway-client'),
        import('../auth/gateway-session'),
      ]),
    );
    const { gatewayBase } = settings.values;
    const addresses = { gatewayBase, origin: browser.origin };
    return new GatewaySession({
      client: new GatewayClient(addresses, browser),
      storage: browser.storage,
      randomId: () => browser.randomId(),
    });
  }

  async function handOver(
    state: string,
    answer: URLSearchParams,
  ): Promise<boolean> {
    const { handOver } = await load(import('../navigators/popup'));
    return handOver(browser, state, answer);
  }

  async function word(
    provider: RegisteredProvider,
    url: string,
  ): Promise<Question> {
    if (provider.flow !== 'torii') return { url };
    const { askTorii } = await load(import('../torii'));
    const page = settings.values.providers[provider.id]?.authorizationEndpoint;
    return askTorii(owner, provider, { url, page });
  }

  async function load<Module>(module: Promise<Module>): Promise<Module> {
    try {
      return await module;
    } catch (cause) {
      throw NetworkError.from(cause, browser.isOnline());
    }
  }
}

/** Of a provider that is not in use any more. */
function redemptionInFile(id: string): 'server' | 'browser' {
  const provider = identityProviders.get(id);
  return provider?.flow === 'authorization-code'
    ? provider.redemption
    : 'server';
}

function idOf(flow: KeptSessionAuthenticator): FlowId {
  return (flow.constructor as typeof PasswordAuthenticator).id;
}
