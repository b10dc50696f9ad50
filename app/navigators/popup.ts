import { tracked } from '@glimmer/tracking';
import { AuthError } from '../auth/errors';
import WaitingPanel from '../components/waiting-panel';
import type BrowserService from '../services/browser';
import type { ProviderWindow } from '../services/browser';
import { texts } from '../translations';
import type { Destination } from './navigator';

/** How often to look whether the window is still there, in milliseconds. */
const LOOK_EVERY = 500;

/** After how long without an answer to say so, in milliseconds. */
const SLOW_AFTER = 60_000;

/** After how long to give up, in milliseconds: as long as an attempt to sign in may take. */
const GIVE_UP_AFTER = 10 * 60_000;

/** How long the callback page waits for the page that has opened it, in milliseconds. */
const HAND_OVER_TIMEOUT = 1_500;

/** The answer of the waiting page to the callback page. */
const TAKEN = 'taken';

/**
 * - `waiting`: the window is open, as far as one can see.
 * - `slow`: no answer for a minute.
 * - `out-of-sight`: the window was closed, or the provider's page has cut the tie to ours (COOP). Nobody can tell, so both
 *   are waited for.
 * - `blocked`: the browser has opened no window.
 */
export type VisitState = 'waiting' | 'slow' | 'out-of-sight' | 'blocked';

/**
 * A visit to a provider's page in a window of its own. The answer comes from the callback page by BroadcastChannel: it works
 * when the provider's page has cut the window from its opener, and no message of another origin is ever listened to.
 */
export class PopupVisit {
  @tracked state: VisitState;

  /** The component that shows it; it comes with this chunk. */
  readonly panel = WaitingPanel;

  readonly #startedAt: number;
  #window: ProviderWindow | undefined;
  #settle: ((answer: URLSearchParams | undefined) => void) | undefined;
  #fail: ((error: unknown) => void) | undefined;

  constructor(
    private readonly browser: BrowserService,
    private readonly destination: Destination,
    opened: ProviderWindow | undefined,
  ) {
    this.#window = opened;
    this.state = opened ? 'waiting' : 'blocked';
    this.#startedAt = browser.now();
  }

  /**
   * Shows the provider's page, and waits for what comes back.
   *
   * @returns nothing where the user goes on in this tab instead
   * @throws {AuthError} `provider-silent` after ten minutes, `cancelled`, or the signal's reason
   */
  async answer(signal: AbortSignal): Promise<URLSearchParams | undefined> {
    const { browser, destination } = this;
    const settled = new Promise<URLSearchParams | undefined>((settle, fail) => {
      this.#settle = settle;
      this.#fail = fail;
    });
    const onAbort = () => this.#fail?.(signal.reason);
    const channel = browser.openChannel(
      channelName(destination.state),
      (message) => {
        const answer = parseAnswer(message);
        if (answer === undefined) return;
        channel.post(TAKEN);
        this.#settle?.(new URLSearchParams(answer));
      },
    );
    const stopLooking = browser.every(LOOK_EVERY, () => this.#look());
    signal.addEventListener('abort', onAbort);
    try {
      signal.throwIfAborted();
      this.#window?.goTo(destination.url);
      return await settled;
    } finally {
      signal.removeEventListener('abort', onAbort);
      stopLooking();
      channel.close();
      this.#window?.close();
    }
  }

  /** Brings the window to the front; one that is out of sight is opened anew, for the same attempt. */
  show = (): void => {
    if (this.#window && !this.#window.isOutOfSight) {
      this.#window.focus();
      return;
    }
    this.#window = this.browser.openWindow(texts.signIn.opening);
    this.#window?.goTo(this.destination.url);
    this.state = this.#window ? 'waiting' : 'blocked';
  };

  /** Goes on in this tab, in the same attempt. */
  continueHere = (): void => this.#settle?.(undefined);

  cancel = (): void =>
    this.#fail?.(new AuthError('cancelled', 'The user has cancelled it.'));

  #look(): void {
    const waited = this.browser.now() - this.#startedAt;
    if (waited >= GIVE_UP_AFTER) {
      this.#fail?.(new AuthError('provider-silent', 'No answer has come.'));
    } else if (this.state === 'blocked') {
      return;
    } else if (this.#window?.isOutOfSight) {
      this.state = 'out-of-sight';
    } else if (waited >= SLOW_AFTER) {
      this.state = 'slow';
    }
  }
}

/**
 * Hands an answer over to the page that waits for it.
 *
 * @returns whether it took it: it may have been closed or loaded anew
 */
export function handOver(
  browser: BrowserService,
  state: string,
  answer: URLSearchParams,
): Promise<boolean> {
  return new Promise((settle) => {
    const end = (isTaken: boolean) => {
      stopWaiting();
      channel.close();
      settle(isTaken);
    };
    const stopWaiting = browser.every(HAND_OVER_TIMEOUT, () => end(false));
    const channel = browser.openChannel(channelName(state), (message) => {
      if (message === TAKEN) end(true);
    });
    channel.post({ answer: answer.toString() });
  });
}

/** Each attempt has a channel of its own: whoever does not know its state can't take part. */
function channelName(state: string): string {
  return `latchkey:visit:${state}`;
}

function parseAnswer(message: unknown): string | undefined {
  const { answer } = (message ?? {}) as { answer?: unknown };
  return typeof answer === 'string' ? answer : undefined;
}
