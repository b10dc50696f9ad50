import { registerDestructor } from '@ember/destroyable';
import { tracked } from '@glimmer/tracking';
import type BrowserService from '../services/browser';

/** Until when the server wants to be left alone, in milliseconds since the epoch. */
const WAIT_UNTIL = 'latchkey:wait-until';

/** Anybody can write anything there: nobody waits for longer. In milliseconds. */
const LONGEST_WAIT = 5 * 60_000;

/** Counts down the seconds for which a server wants to be left alone (RFC 9110 section 10.2.3). A reload makes them no fewer. */
export default class ServerWait {
  /** 0 when it does not. */
  @tracked secondsLeft: number;

  readonly #browser: BrowserService;
  readonly #onOver: () => void;
  #until: number;
  #stop: (() => void) | undefined;

  /**
   * @param onOver called when somebody has waited to the end
   * @param parent with whose end the counting ends
   */
  constructor(browser: BrowserService, onOver: () => void, parent: object) {
    this.#browser = browser;
    this.#onOver = onOver;
    this.#until = Math.min(
      Number(browser.tabStorage.get(WAIT_UNTIL)) || 0,
      browser.now() + LONGEST_WAIT,
    );
    const left = this.#secondsLeft();
    this.secondsLeft = left;
    if (left > 0) this.#start();
    registerDestructor(parent, () => this.#stop?.());
  }

  /** @param wait in milliseconds */
  begin(wait: number): void {
    this.#until = this.#browser.now() + wait;
    this.#browser.tabStorage.set(WAIT_UNTIL, String(this.#until));
    this.secondsLeft = this.#secondsLeft();
    this.#start();
  }

  #start(): void {
    this.#stop?.();
    this.#stop = this.#browser.every(1_000, () => this.#count());
  }

  #count(): void {
    const left = this.#secondsLeft();
    this.secondsLeft = left;
    if (left > 0) return;
    this.#browser.tabStorage.delete(WAIT_UNTIL);
    this.#stop?.();
    this.#onOver();
  }

  #secondsLeft(): number {
    const left = this.#until - this.#browser.now();
    return Math.max(0, Math.ceil(left / 1_000));
  }
}
