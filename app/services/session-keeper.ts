import Service, { service } from '@ember/service';
import { registerDestructor } from '@ember/destroyable';
import { waitForPromise } from '@ember/test-waiters';
import { Retry } from '../auth/backoff';
import { AuthError, NetworkError } from '../auth/errors';
import { hasExpired, isDueForRenewal } from '../auth/renewal-plan';
import type { SessionData } from '../auth/session-data';
import type BrowserService from './browser';
import type CurrentUserService from './current-user';
import type SessionService from './session';

/** How often to look what there is to do, in milliseconds. */
const LOOK_EVERY = 5_000;

/**
 * Keeps the session alive while somebody is signed in: renews it ahead of its end, ends it when its time is over, and finds out
 * whether it still holds when that was in doubt. It goes by the wall clock and looks anew each time, so that there is no timer
 * that could overflow, that a sleeping machine could miss, or that would have to be set again for a token that another tab got.
 */
export default class SessionKeeperService extends Service {
  @service declare private readonly browser: BrowserService;
  @service('current-user')
  declare private readonly currentUser: CurrentUserService;
  @service declare private readonly session: SessionService;

  readonly #recoverTasks = new Set<() => void>();
  /** Two things that fail by themselves: the token server may be down while the API answers, and the other way round. */
  readonly #renewals = new Retry();
  readonly #verifications = new Retry();
  #isBusy = false;
  /** A refresh token that the token server has refused while the access token was good: it is not asked again. */
  #refused: string | undefined;

  /** Begins. Call it once, when the signed-in part is there. */
  start(): void {
    const { browser } = this;
    const stops = [
      browser.every(LOOK_EVERY, () => void this.look()),
      browser.onWake(() => void this.#wake()),
      browser.onConnection((isOnline) => void this.#connection(isOnline)),
    ];
    registerDestructor(this, () => stops.forEach((stop) => stop()));
    void this.look();
  }

  /** Runs a task whenever the session was in doubt, and is not any more. @returns stops that */
  onRecover(task: () => void): () => void {
    this.#recoverTasks.add(task);
    return () => this.#recoverTasks.delete(task);
  }

  /** Does what is due now; without a connection, what asks nobody. Does not throw. */
  look(): Promise<void> {
    return this.#look(this.browser.isOnline());
  }

  /**
   * Tries at once whether the session still holds, as a person asks who knows better than we, and than the browser, that the
   * network is back.
   */
  tryNow = (): Promise<void> => {
    this.#hope();
    return this.#look(true);
  };

  #hope(): void {
    this.#renewals.hope();
    this.#verifications.hope();
  }

  async #look(mayAsk: boolean): Promise<void> {
    const data = this.session.current;
    if (!data || this.#isBusy) return;
    this.#isBusy = true;
    try {
      await waitForPromise(this.#do(data, mayAsk));
    } finally {
      this.#isBusy = false;
    }
  }

  async #do(data: SessionData, mayAsk: boolean): Promise<void> {
    const now = this.browser.now();
    if (data.endsAt !== undefined && data.endsAt <= now) {
      return this.session.stop('expired');
    }
    if (!mayAsk) return;
    if (this.session.status === 'unverified') {
      await this.#attempt(this.#verifications, () => this.#verify(data));
    } else if (this.#isDue(data, now)) {
      await this.#attempt(this.#renewals, () => this.#renew(data));
    }
  }

  /** A refusal holds until the token has run out; then it is the end. */
  #isDue(data: SessionData, now: number): boolean {
    if (!isDueForRenewal(data, now)) return false;
    const isRefused = refreshTokenOf(data) === this.#refused;
    return !isRefused || hasExpired(data, now);
  }

  async #renew(data: SessionData): Promise<void> {
    const isRenewed = await this.session.renewAhead();
    if (!isRenewed) this.#refused = refreshTokenOf(data);
  }

  /** A token that has run out has to be renewed; with any other the API can be asked. */
  async #verify(data: SessionData): Promise<void> {
    const isOver = hasExpired(data, this.browser.now());
    if (isOver && refreshTokenOf(data)) await this.session.renewAhead();
    await this.currentUser.load();
    if (this.session.status === 'unverified') {
      throw (
        this.currentUser.error ??
        new NetworkError('unreachable', 'Nobody has answered.')
      );
    }
    for (const task of this.#recoverTasks) task();
  }

  async #attempt(retry: Retry, task: () => Promise<void>): Promise<void> {
    const { browser } = this;
    if (!retry.isDue(browser.now())) return;
    try {
      await task();
      retry.succeeded();
    } catch (error) {
      const retryAfter =
        error instanceof AuthError ? error.retryAfter : undefined;
      retry.failed(browser.now(), browser.random(), retryAfter);
    }
  }

  /** While this tab was in the background, the machine asleep, or the network gone, other tabs may have done anything. */
  async #wake(): Promise<void> {
    await this.session.catchUp();
    this.#hope();
    await this.look();
  }

  async #connection(isOnline: boolean): Promise<void> {
    if (isOnline) return this.#wake();
    this.session.doubted(undefined);
  }
}

function refreshTokenOf(session: SessionData): string | undefined {
  return session.kind === 'bearer' ? session.refreshToken : undefined;
}

declare module '@ember/service' {
  interface Registry {
    'session-keeper': SessionKeeperService;
  }
}
