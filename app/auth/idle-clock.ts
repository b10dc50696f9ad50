/** How long somebody may be away, in milliseconds. */
export interface IdleTimes {
  /** Without a sign of life the user is signed out after this. */
  timeout: number;
  /** How long before that to ask. */
  warning: number;
}

/** What a clock says: somebody is there, should be asked, or is gone. */
export type IdlePhase =
  | { name: 'present' }
  /** @property secondsLeft until the user is signed out; 1 at least */
  | { name: 'warning'; secondsLeft: number }
  | { name: 'gone' };

/**
 * What the time since the last sign of life means.
 *
 * @param lastSign milliseconds since the epoch
 * @param now milliseconds since the epoch; before `lastSign` where the clock was put back, which counts as no time at all
 */
export function idlePhase(
  lastSign: number,
  now: number,
  { timeout, warning }: IdleTimes,
): IdlePhase {
  const left = timeout - Math.max(0, now - lastSign);
  if (left <= 0) return { name: 'gone' };
  return left > warning
    ? { name: 'present' }
    : { name: 'warning', secondsLeft: Math.ceil(left / 1_000) };
}
