import type { SessionData } from './session-data';

/**
 * A session that has ended under an open page, until the same user has signed in again or the page was left. Requests wait
 * for that, and the page keeps what was typed.
 */
export class Suspension {
  #resume!: (session: SessionData) => void;
  #fail!: (error: unknown) => void;

  readonly #resumed = new Promise<SessionData>((resolve, reject) => {
    this.#resume = resolve;
    this.#fail = reject;
  });

  constructor() {
    // Nobody need be waiting.
    this.#resumed.catch(() => undefined);
  }

  /**
   * Waits until the user is back.
   *
   * @param signal of whoever waits: a page that was left waits for nothing any more
   * @throws {AuthError} why there is nobody to wait for, or the signal's reason
   */
  async resumed(signal?: AbortSignal): Promise<SessionData> {
    if (!signal) return this.#resumed;
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#resumed
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  /** The same user is back. */
  resume(session: SessionData): void {
    this.#resume(session);
  }

  /** Nobody comes back, or somebody else has come: whoever waits is told. */
  cancel(error: Error): void {
    this.#fail(error);
  }
}
