import { waitForPromise } from '@ember/test-waiters';
import { AuthError } from '../auth/errors';
import type { PresentedCode } from '../auth/presented-code';
import type { ProviderClient } from '../auth/provider-client';
import type { SessionData } from '../auth/session-data';
import type { TokenClient } from '../auth/token-client';
import type {
  Transaction,
  TransactionPurpose,
  Transactions,
} from '../auth/transactions';
import type { RegisteredProvider } from '../identity-providers';
import type {
  Destination,
  Journey,
  NavigatorId,
} from '../navigators/navigator';
import BearerAuthenticator from './bearer';
import type { Arrival, Flow, VisitInput } from './flow';

/** What the flow needs of the app. */
export interface AuthorizationCodePorts {
  transactions: Transactions;
  /** The client of a provider, which is not a part of the first script. */
  clientOf(providerId: string): Promise<ProviderClient>;
  /** Who redeems the codes of a provider, and so renews its tokens. */
  redemptionOf(providerId: string): 'server' | 'browser';
  /** Which way to go where nobody has chosen one. */
  navigator(): NavigatorId;
  setOut(navigator: NavigatorId): Journey;
  /** Gives an answer to the page that waits for it. @returns whether it took it */
  handOver(state: string, answer: URLSearchParams): Promise<boolean>;
  /** Sends the whole page there. */
  leaveFor(url: string): void;
}

/**
 * The authorization code grant by way of the provider's own page (RFC 6749 section 4.1), in this page or in a window of its
 * own. Whichever page the answer comes to, `complete` takes it.
 */
export default class AuthorizationCodeAuthenticator
  extends BearerAuthenticator
  implements Flow<VisitInput>
{
  static readonly id = 'authorization-code';

  constructor(
    owner: object,
    tokens: () => Promise<TokenClient>,
    private readonly ports: AuthorizationCodePorts,
  ) {
    super(owner, tokens);
  }

  async signIn(
    provider: RegisteredProvider,
    { returnTo }: VisitInput,
    signal: AbortSignal,
  ): Promise<SessionData | undefined> {
    const arrival = await this.#visit(provider, { returnTo }, signal);
    return arrival?.kind === 'session' ? arrival.session : undefined;
  }

  async identify(
    provider: RegisteredProvider,
    { linkTo, returnTo }: VisitInput & { linkTo: string },
    signal: AbortSignal,
  ): Promise<PresentedCode | undefined> {
    const arrival = await this.#visit(provider, { linkTo, returnTo }, signal);
    return arrival?.kind === 'identity' ? arrival.code : undefined;
  }

  /**
   * Takes the provider's answer. The attempt that it belongs to is forgotten by that, whatever comes of it.
   *
   * @throws {AuthError} `callback-unknown` where nobody here has asked; see `ProviderClient.check` for the others
   */
  async complete(
    provider: RegisteredProvider,
    answer: URLSearchParams,
  ): Promise<Arrival> {
    const state = stateOf(answer);
    const pending = state && (await this.ports.transactions.peek(state));
    if (
      pending &&
      pending.navigator === 'popup' &&
      (await this.ports.handOver(pending.state, answer))
    ) {
      return { kind: 'handed-over' };
    }
    return this.#take(provider, answer);
  }

  forget(): Promise<void> {
    return this.ports.transactions.clear();
  }

  /** Whoever gave out the tokens renews them. */
  override async renew(session: SessionData): Promise<SessionData> {
    return (await this.#tokensOf(session)).refresh(session);
  }

  override async revoke(session: SessionData): Promise<void> {
    try {
      await (await this.#tokensOf(session)).revoke(session);
    } catch {
      // Nobody to tell: the tokens run out by themselves.
    }
  }

  async #visit(
    provider: RegisteredProvider,
    aim: Omit<TransactionPurpose, 'navigator'>,
    signal: AbortSignal,
  ): Promise<Arrival | undefined> {
    const navigator = this.ports.navigator();
    // Before anything is waited for: a window that is not opened by the click is blocked.
    const journey = this.ports.setOut(navigator);
    const begun = this.#begin(provider, { ...aim, navigator }, signal);
    try {
      const destination = await waitForPromise(begun);
      // Tests do not wait for this: it lasts as long as a person takes.
      const answer = await journey.go(destination, signal);
      return await waitForPromise(
        answer
          ? this.#take(provider, answer)
          : this.#leaveFor(destination, navigator),
      );
    } catch (error) {
      journey.giveUp();
      const { state } = await begun.catch(() => ({ state: undefined }));
      if (state) await this.ports.transactions.take(state);
      throw error;
    }
  }

  async #begin(
    provider: RegisteredProvider,
    purpose: TransactionPurpose,
    signal: AbortSignal,
  ): Promise<Destination> {
    const client = await this.ports.clientOf(provider.id);
    const { transaction, url } = await client.begin(purpose);
    await this.#bind(client, transaction);
    signal.throwIfAborted();
    await this.ports.transactions.begin(transaction);
    return { url, state: transaction.state };
  }

  /** Sends the whole page there, which has waited for a window until now or not. */
  async #leaveFor(
    { state, url }: Destination,
    navigator: NavigatorId,
  ): Promise<undefined> {
    if (navigator === 'popup') await this.ports.transactions.redirect(state);
    this.ports.leaveFor(url);
  }

  /** Without PKCE it takes a cookie of our token server to bind an attempt to this browser. */
  async #bind(client: ProviderClient, transaction: Transaction) {
    if (!client.needsBinding) return;
    await (await this.tokens()).bindAttempt(transaction);
  }

  async #take(
    provider: RegisteredProvider,
    answer: URLSearchParams,
  ): Promise<Arrival> {
    const state = stateOf(answer);
    const transaction = state && (await this.ports.transactions.take(state));
    if (!transaction) {
      throw new AuthError('callback-unknown', 'No sign-in is under way.');
    }
    if (transaction.provider !== provider.id) {
      throw new AuthError('callback-invalid', 'Another provider was asked.');
    }
    const { linkTo, returnTo } = transaction;
    const client = await this.ports.clientOf(provider.id);
    if (linkTo !== undefined) {
      const code = client.check(answer, transaction);
      return { kind: 'identity', code: { ...code, linkTo }, returnTo };
    }
    const session =
      this.ports.redemptionOf(provider.id) === 'browser'
        ? await client.redeem(answer, transaction)
        : await (
            await this.tokens()
          ).redeemCode(client.check(answer, transaction));
    return { kind: 'session', session, returnTo };
  }

  async #tokensOf({ provider }: SessionData): Promise<TokenClient> {
    return this.ports.redemptionOf(provider) === 'browser'
      ? (await this.ports.clientOf(provider)).tokenClient()
      : this.tokens();
  }
}

/** The state, if there is exactly one (RFC 6749 section 3.1). */
function stateOf(answer: URLSearchParams): string | undefined {
  const states = answer.getAll('state');
  return states.length === 1 ? states[0] : undefined;
}
