/** The first wait, in milliseconds; it doubles from there. */
const FIRST = 5_000;

/** The longest wait, in milliseconds, where the server asks for none. */
const LONGEST = 60_000;

/** By how much of itself a wait is made longer at random, so that many tabs and users don't come back at one moment. */
const JITTER = 0.3;

/**
 * How long to wait before a server is asked again.
 *
 * @param failures how often it has failed in a row; 1 at least
 * @param random from 0 to 1
 * @param retryAfter what the server asked for, in milliseconds; then that is the least
 * @returns milliseconds
 */
export function backoff(
  failures: number,
  random: number,
  retryAfter?: number,
): number {
  const exponential = FIRST * 2 ** Math.min(failures - 1, 10);
  const wait = Math.max(Math.min(exponential, LONGEST), retryAfter ?? 0);
  return Math.round(wait * (1 + JITTER * random));
}

/** When to try something again that fails. */
export class Retry {
  #failures = 0;
  #failedAt = 0;
  #wait = 0;

  /** @param now milliseconds since the epoch; before the last failure where the clock was put back, which ends the wait */
  isDue(now: number): boolean {
    const waited = now - this.#failedAt;
    return waited < 0 || waited >= this.#wait;
  }

  /** It has failed at a time, in milliseconds since the epoch. See `backoff` for the others. */
  failed(now: number, random: number, retryAfter?: number): void {
    this.#failures += 1;
    this.#failedAt = now;
    this.#wait = backoff(this.#failures, random, retryAfter);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#wait = 0;
  }

  /** There is reason to hope: it may be tried at once. */
  hope(): void {
    this.#wait = 0;
  }
}
