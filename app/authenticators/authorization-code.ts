import { waitForPromise } from '@ember/test-waiters';
import type { PresentedCode } from '../auth/presented-code';
import type { ProviderClient } from '../auth/provider-client';
import type { BearerSession, SessionData } from '../auth/session-data';
import type { TokenClient } from '../auth/token-client';
import type { TransactionPurpose } from '../auth/transactions';
import type { RegisteredProvider } from '../identity-providers';
import type { FlowId } from '../identity-providers/types';
import type { Journey, NavigatorId } from '../navigators/navigator';
import BearerAuthenticator from './bearer';
import type { Arrival, Flow, VisitInput } from './flow';
import type { ProviderVisits } from './provider-visits';

/** What the flow needs of the app. */
export interface AuthorizationCodePorts {
  /** The visits to providers, which are not a part of the first script. */
  visits(): Promise<ProviderVisits>;
  /** The client of a provider. */
  clientOf(providerId: string): Promise<ProviderClient>;
  /** Who redeems the codes of a provider, and so renews its tokens. */
  redemptionOf(providerId: string): 'server' | 'browser';
  /** Which way to go. */
  navigator(): NavigatorId;
  setOut(navigator: NavigatorId): Journey;
  /** Forgets the attempts that are under way. */
  forget(): Promise<void>;
}

/**
 * The authorization code grant by way of the provider's own page (RFC 6749 section 4.1), in this page or in a window of its
 * own. Whichever page the answer comes to, `complete` takes it.
 */
export default class AuthorizationCodeAuthenticator
  extends BearerAuthenticator
  implements Flow<VisitInput>
{
  static readonly id: FlowId = 'authorization-code';

  constructor(
    owner: object,
    tokens: () => Promise<TokenClient>,
    private readonly ports: AuthorizationCodePorts,
  ) {
    super(owner, tokens);
  }

  async signIn(
    provider: RegisteredProvider,
    { navigator, returnTo }: VisitInput,
    signal: AbortSignal,
  ): Promise<SessionData | undefined> {
    const aim = { returnTo, navigator: navigator ?? this.ports.navigator() };
    const arrival = await this.#visit(provider, aim, signal);
    return arrival?.kind === 'session' ? arrival.session : undefined;
  }

  async identify(
    provider: RegisteredProvider,
    { linkTo, returnTo }: VisitInput & { linkTo: string },
    signal: AbortSignal,
  ): Promise<PresentedCode | undefined> {
    const aim = { linkTo, returnTo, navigator: this.ports.navigator() };
    const arrival = await this.#visit(provider, aim, signal);
    return arrival?.kind === 'identity' ? arrival.code : undefined;
  }

  async complete(
    provider: RegisteredProvider,
    answer: URLSearchParams,
  ): Promise<Arrival> {
    return (await this.ports.visits()).complete(provider, answer);
  }

  forget(): Promise<void> {
    return this.ports.forget();
  }

  /** Whoever gave out the tokens renews them. */
  override async renew(session: BearerSession): Promise<BearerSession> {
    return (await this.#tokensOf(session)).refresh(session);
  }

  override async revoke(session: BearerSession): Promise<void> {
    try {
      await (await this.#tokensOf(session)).revoke(session);
    } catch {
      // Nobody to tell: the tokens run out by themselves.
    }
  }

  async #visit(
    provider: RegisteredProvider,
    aim: TransactionPurpose,
    signal: AbortSignal,
  ): Promise<Arrival | undefined> {
    // Before anything is waited for: a window that is not opened by the click is blocked.
    const journey = this.ports.setOut(aim.navigator);
    try {
      const visits = await waitForPromise(this.ports.visits());
      return await visits.visit(provider, aim, journey, signal);
    } catch (error) {
      journey.giveUp();
      throw error;
    }
  }

  async #tokensOf({ provider }: SessionData): Promise<TokenClient> {
    return this.ports.redemptionOf(provider) === 'browser'
      ? (await this.ports.clientOf(provider)).tokenClient()
      : this.tokens();
  }
}
