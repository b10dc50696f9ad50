import type { SessionState } from './session-state';

/** A state that the session came into. */
export interface PastState extends SessionState {
  /** When, in milliseconds since the epoch, by this machine's clock. */
  readonly at: number;
}

/** How many states are kept: a day of hourly renewals. */
const LENGTH = 50;

/** What has become of the session in this tab, the oldest first, with one more state; the oldest are forgotten. */
export function remember(
  past: readonly PastState[],
  state: SessionState,
  at: number,
): readonly PastState[] {
  return [...past.slice(1 - LENGTH), { ...state, at }];
}
