import Service, { service } from '@ember/service';
import { registerDestructor } from '@ember/destroyable';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { idlePhase, type IdlePhase, type IdleTimes } from '../auth/idle-clock';
import type BrowserService from './browser';
import type { Channel } from './browser';
import type SessionService from './session';
import type SettingsService from './settings';

/** How often to look at the clock, in milliseconds: the countdown counts seconds. */
const LOOK_EVERY = 1_000;

/** How often a sign of life is told to the other tabs and written down at most, in milliseconds. */
const TELL_EVERY = 5_000;

/** Where the last sign of life is written down: for a tab that is opened later. */
const LAST_SIGN = 'last-sign-of-life';
const CHANNEL = 'latchkey:sign-of-life';

/** Signs the user out when nobody has been there for a while, in any tab; off unless `IDLE_TIMEOUT` is set. Asks before it does. */
export default class IdleGuardService extends Service {
  @service declare private readonly browser: BrowserService;
  @service declare private readonly session: SessionService;
  @service declare private readonly settings: SettingsService;

  /** How many seconds are left to say that somebody is there; absent while that is clear. */
  @tracked secondsLeft: number | undefined;

  #times: IdleTimes | undefined;
  #channel: Channel | undefined;
  #lastSign = 0;
  #lastTold = 0;
  #signInId: string | undefined;

  /** Begins, where it is wanted. Call it once, when the signed-in part is there. */
  start(): void {
    const { idleTimeout, idleWarning } = this.settings.values;
    if (idleTimeout === undefined) return;
    this.#times = { timeout: idleTimeout, warning: idleWarning };
    const { browser } = this;
    const channel = browser.openChannel(CHANNEL, (sign) => this.#hear(sign));
    this.#channel = channel;
    const stops = [
      browser.every(LOOK_EVERY, () => this.#look()),
      browser.onActivity(() => this.#sign()),
      browser.onWake(() => this.#look()),
      () => channel.close(),
    ];
    registerDestructor(this, () => stops.forEach((stop) => stop()));
    void waitForPromise(this.#recall());
  }

  /** Somebody is there, and says so. */
  stay = (): void => {
    this.#lastTold = 0;
    this.#sign();
  };

  /** What was written down before this tab was opened. A new sign-in is a sign of life by itself. */
  async #recall(): Promise<void> {
    const { browser, session } = this;
    const told = await browser.storage.get(LAST_SIGN).catch(() => undefined);
    this.#signInId = session.current?.signInId;
    const isOfThisSession = session.reason !== 'signed-in';
    if (isOfThisSession && typeof told === 'number') this.#lastSign = told;
    else this.#sign();
    this.#look();
  }

  /** A sign of life. One that comes too late is none: the user is to be signed out by then. */
  #sign(): void {
    const now = this.browser.now();
    if (!this.session.current || this.#phase().name === 'gone') return;
    this.#lastSign = now;
    this.secondsLeft = undefined;
    if (now - this.#lastTold < TELL_EVERY) return;
    this.#lastTold = now;
    this.#channel?.post(now);
    void this.browser.storage.set(LAST_SIGN, now).catch(() => undefined);
  }

  /** Another tab has seen somebody. Nobody can have been seen later than now. */
  #hear(sign: unknown): void {
    if (typeof sign !== 'number' || sign > this.browser.now()) return;
    this.#lastSign = Math.max(this.#lastSign, sign);
    this.#look();
  }

  #look(): void {
    const { signInId } = this.session.current ?? {};
    if (!this.session.current) {
      this.secondsLeft = undefined;
      return;
    }
    if (signInId !== this.#signInId) {
      this.#signInId = signInId;
      this.#lastSign = this.browser.now();
    }
    const phase = this.#phase();
    this.secondsLeft = phase.name === 'warning' ? phase.secondsLeft : undefined;
    if (phase.name === 'gone') {
      void waitForPromise(this.session.stop('idle'));
    }
  }

  #phase(): IdlePhase {
    if (!this.#times || this.#lastSign === 0) return { name: 'present' };
    return idlePhase(this.#lastSign, this.browser.now(), this.#times);
  }
}

declare module '@ember/service' {
  interface Registry {
    'idle-guard': IdleGuardService;
  }
}
