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
