import Service, { service } from '@ember/service';
import { registerDestructor } from '@ember/destroyable';
import { waitForPromise } from '@ember/test-waiters';
import { backoff } from '../auth/backoff';
import { AuthError } from '../auth/errors';
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
  #isBusy = false;
  #failures = 0;
  /** When to try again after failures, in milliseconds since the epoch. */
  #nextTry = 0;
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

  /** Does what is due now. Does not throw. */
  async look(): Promise<void> {
    const data = this.session.current;
    if (!data || this.#isBusy) return;
    this.#isBusy = true;
    try {
      await waitForPromise(this.#do(data));
    } finally {
      this.#isBusy = false;
    }
  }

  /** Tries at once whether the session still holds, as a person asks who knows better than we that the network is back. */
  tryNow = async (): Promise<void> => {
    this.#nextTry = 0;
    await this.look();
  };

  async #do(data: SessionData): Promise<void> {
    const now = this.browser.now();
    if (data.endsAt !== undefined && data.endsAt <= now) {
      return this.session.stop('expired');
    }
    const isInDoubt = this.session.status === 'unverified';
    if (isInDoubt) {
      if (now >= this.#nextTry) await this.#attempt(() => this.#verify(data));
      return;
    }
    const isDue =
      isDueForRenewal(data, now) && data.refreshToken !== this.#refused;
    if (isDue) await this.#attempt(() => this.#renew(data));
  }

  async #renew({ refreshToken }: SessionData): Promise<void> {
    const isRenewed = await this.session.renewAhead();
    if (!isRenewed) this.#refused = refreshToken;
  }

  /** A token that has run out has to be renewed; with any other the API can be asked. */
  async #verify(data: SessionData): Promise<void> {
    if (hasExpired(data, this.browser.now()) && data.refreshToken) {
      await this.session.renewAhead();
      await this.currentUser.load();
    } else {
      await this.currentUser.load();
      if (this.currentUser.error) throw this.currentUser.error;
    }
    for (const task of this.#recoverTasks) task();
  }

  async #attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      const retryAfter =
        error instanceof AuthError ? error.retryAfter : undefined;
      const { browser } = this;
      this.#nextTry =
        browser.now() + backoff(this.#failures, browser.random(), retryAfter);
    }
  }

  /** While this tab was in the background, or the machine asleep, other tabs may have done anything. */
  async #wake(): Promise<void> {
    await this.session.catchUp();
    await this.tryNow();
  }

  async #connection(isOnline: boolean): Promise<void> {
    if (isOnline) return this.tryNow();
    this.session.doubted(undefined);
  }
}

declare module '@ember/service' {
  interface Registry {
    'session-keeper': SessionKeeperService;
  }
}
