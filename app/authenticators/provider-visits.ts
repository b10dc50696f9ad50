import { waitForPromise } from '@ember/test-waiters';
import { AuthError } from '../auth/errors';
import type { ProviderClient } from '../auth/provider-client';
import type { TokenClient } from '../auth/token-client';
import {
  Transactions,
  type Transaction,
  type TransactionPorts,
  type TransactionPurpose,
} from '../auth/transactions';
import type { RegisteredProvider } from '../identity-providers';
import type {
  Destination,
  Journey,
  NavigatorId,
} from '../navigators/navigator';
import type { Arrival, Question } from './flow';

/** What the visits need of the app. */
export interface VisitPorts extends TransactionPorts {
  clientOf(providerId: string): Promise<ProviderClient>;
  /** The client of our own token server. */
  tokens(): Promise<TokenClient>;
  /** Who redeems the codes of a provider. */
  redemptionOf(providerId: string): 'server' | 'browser';
  /** Puts what is to be asked into the words of whoever asks for us. */
  word(provider: RegisteredProvider, url: string): Promise<Question>;
  /** Gives an answer to the page that waits for it. @returns whether it took it */
  handOver(state: string, answer: URLSearchParams): Promise<boolean>;
  /** Sends the whole page there. */
  leaveFor(url: string): void;
}

/** The visits to providers' pages, and what comes back from them. Not a part of the first script. */
export class ProviderVisits {
  readonly #transactions: Transactions;

  constructor(private readonly ports: VisitPorts) {
    this.#transactions = new Transactions(ports);
  }

  /**
   * Pays a visit.
   *
   * @param journey one that has been set out on already, in the click
   * @returns nothing where the browser is on its way to the provider instead
   * @throws {AuthError}
   */
  async visit(
    provider: RegisteredProvider,
    purpose: TransactionPurpose,
    journey: Journey,
    signal: AbortSignal,
  ): Promise<Arrival | undefined> {
    const begun = this.#begin(provider, purpose, signal);
    try {
      const destination = await waitForPromise(begun);
      // Tests do not wait for this: it lasts as long as a person takes.
      const answer = await journey.go(destination, signal);
      signal.throwIfAborted();
      return await waitForPromise(
        answer
          ? this.#take(provider, answer, destination)
          : this.#leaveFor(destination, purpose.navigator),
      );
    } catch (error) {
      const destination = await begun.catch(() => undefined);
      destination?.giveUp?.(error);
      if (destination) await this.#transactions.take(destination.state);
      throw error;
    }
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
    const pending = state && (await this.#transactions.peek(state));
    if (
      pending &&
      pending.navigator === 'popup' &&
      // The page that waits has asked another provider: its answer is refused here (RFC 9700 section 4.4).
      pending.provider === provider.id &&
      (await this.ports.handOver(pending.state, answer))
    ) {
      return { kind: 'handed-over' };
    }
    return this.#take(provider, answer);
  }

  async #begin(
    provider: RegisteredProvider,
    purpose: TransactionPurpose,
    signal: AbortSignal,
  ): Promise<Destination & Question> {
    const client = await this.ports.clientOf(provider.id);
    const { transaction, url } = await client.begin(purpose);
    // Without PKCE it takes a cookie of our token server to bind an attempt to this browser.
    if (client.needsBinding) {
      await (await this.ports.tokens()).bindAttempt(transaction);
    }
    const question = await this.ports.word(provider, url);
    signal.throwIfAborted();
    await this.#transactions.begin(transaction);
    return { ...question, state: transaction.state };
  }

  /** Sends the whole page there, which has waited for a window until now or not. */
  async #leaveFor(
    { state, url }: Destination,
    navigator: NavigatorId,
  ): Promise<undefined> {
    if (navigator === 'popup') await this.#transactions.redirect(state);
    this.ports.leaveFor(url);
  }

  async #take(
    provider: RegisteredProvider,
    answer: URLSearchParams,
    question?: Question,
  ): Promise<Arrival> {
    const state = stateOf(answer);
    const transaction = state && (await this.#transactions.take(state));
    if (!transaction) {
      throw new AuthError('callback-unknown', 'No sign-in is under way.');
    }
    try {
      return await this.#redeem(provider, answer, transaction, question);
    } catch (error) {
      if (error instanceof AuthError) error.returnTo = transaction.returnTo;
      throw error;
    }
  }

  async #redeem(
    provider: RegisteredProvider,
    answer: URLSearchParams,
    transaction: Transaction,
    question: Question | undefined,
  ): Promise<Arrival> {
    if (transaction.provider !== provider.id) {
      throw new AuthError('callback-invalid', 'Another provider was asked.');
    }
    const { linkTo, returnTo } = transaction;
    const client = await this.ports.clientOf(provider.id);
    const redeemsHere = this.ports.redemptionOf(provider.id) === 'browser';
    if (redeemsHere && linkTo === undefined) {
      const session = await client.redeem(answer, transaction);
      return { kind: 'session', session, returnTo };
    }
    const checked = client.check(answer, transaction);
    const code = (await question?.settle?.(checked)) ?? checked;
    if (linkTo !== undefined) {
      return { kind: 'identity', code: { ...code, linkTo }, returnTo };
    }
    const session = await (await this.ports.tokens()).redeemCode(code);
    return { kind: 'session', session, returnTo };
  }
}

/** The state, if there is exactly one (RFC 6749 section 3.1). */
function stateOf(answer: URLSearchParams): string | undefined {
  const states = answer.getAll('state');
  return states.length === 1 ? states[0] : undefined;
}
