/** Somebody has to wait before the next attempt to sign in. It tells nothing of the account: there need not be one. */
export class TooManyAttemptsError extends Error {
  override name = 'TooManyAttemptsError';
  readonly code = 'too-many-attempts';
  /** Seconds, at least one. */
  readonly retryAfter: number;

  constructor(until: Date, now: Date) {
    super('There were too many attempts to sign in.');
    const wait = (until.getTime() - now.getTime()) / 1000;
    this.retryAfter = Math.max(1, Math.ceil(wait));
  }
}
