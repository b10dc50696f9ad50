import Service, { service } from '@ember/service';
import { registerDestructor } from '@ember/destroyable';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import { idlePhase, type IdlePhase, type IdleTimes } from '../auth/idle-clock';
import { isRecord, own } from '../auth/session-data';
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

/** What is written down. */
interface Sign {
  /** Of which session: the time of the one before says nothing. */
  signInId: string | undefined;
  /** Milliseconds since the epoch. */
  time: number;
}

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
    this.#signInId = this.session.current?.signInId;
    const { browser } = this;
    const channel = browser.openChannel(CHANNEL, (sign) => this.#hear(sign));
    this.#channel = channel;
    const stops = [
      browser.every(LOOK_EVERY, () => this.look()),
      browser.onActivity(() => this.#sign()),
      browser.onWake(() => this.look()),
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
    const written = await this.#read();
    if (written === undefined) this.#sign();
    else this.#lastSign = written;
    this.look();
  }

  /** A sign of life. One that comes too late is none: the user is to be signed out by then. */
  #sign(): void {
    if (!this.session.current || this.#phase().name === 'gone') return;
    this.#lastSign = this.browser.now();
    this.secondsLeft = undefined;
    if (Math.abs(this.#lastSign - this.#lastTold) >= TELL_EVERY) this.#tell();
  }

  /** To the other tabs, and to one that is opened later or can't hear now. */
  #tell(): void {
    const sign: Sign = { signInId: this.#signInId, time: this.#lastSign };
    this.#lastTold = sign.time;
    this.#channel?.post(sign.time);
    void this.browser.storage.set(LAST_SIGN, sign).catch(() => undefined);
  }

  /** The last sign of life that was written down for this session. */
  async #read(): Promise<number | undefined> {
    const { browser, session } = this;
    const sign = await browser.storage.get(LAST_SIGN).catch(() => undefined);
    if (!isRecord(sign)) return undefined;
    const time = own(sign, 'time');
    const isOfThisSession = own(sign, 'signInId') === session.current?.signInId;
    return isOfThisSession && this.#isPast(time) ? time : undefined;
  }

  /** Another tab has seen somebody. */
  #hear(time: unknown): void {
    if (!this.#isPast(time)) return;
    this.#lastSign = Math.max(this.#lastSign, time);
    this.look();
  }

  /** Nobody can have been seen later than now. */
  #isPast(time: unknown): time is number {
    return typeof time === 'number' && time <= this.browser.now();
  }

  /** Looks what time it is, and whose. Whoever signs in is there from that moment. */
  look(): void {
    // Nobody wants to know.
    if (!this.#times) return;
    const { current } = this.session;
    if (!current) {
      this.secondsLeft = undefined;
      return;
    }
    const now = this.browser.now();
    if (current.signInId !== this.#signInId) {
      this.#signInId = current.signInId;
      this.#lastSign = now;
      this.#tell();
    }
    // The clock was put back: the time counts from here.
    this.#lastSign = Math.min(this.#lastSign, now);
    const phase = this.#phase();
    this.secondsLeft = phase.name === 'warning' ? phase.secondsLeft : undefined;
    if (phase.name === 'gone') void waitForPromise(this.#end());
  }

  /** Nobody is there, unless another tab has seen somebody while this one was frozen and did not hear of it. */
  async #end(): Promise<void> {
    this.#lastSign = Math.max(this.#lastSign, (await this.#read()) ?? 0);
    const isSameSession = this.session.current?.signInId === this.#signInId;
    if (isSameSession && this.#phase().name === 'gone') {
      await this.session.stop('idle');
    } else {
      this.look();
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
