import { SessionChangedError, SessionEndedError } from '../auth/errors';
import type { PresentedCode } from '../auth/presented-code';
import type { SessionData } from '../auth/session-data';
import type { Attempts } from './attempts';

/** Has providers vouch for whoever is signed in, so that the two can be linked. */
export class Linking {
  #presented: PresentedCode | undefined;

  constructor(
    private readonly attempts: Attempts,
    private readonly current: () => SessionData | undefined,
  ) {}

  /**
   * Asks a provider.
   *
   * @returns what our server redeems; nothing where the browser is on its way to the provider, and `take` has it after that
   * @throws {AuthError} why it did not work
   */
  async identify(
    providerId: string,
    returnTo: string,
  ): Promise<PresentedCode | undefined> {
    const session = this.current();
    if (!session) throw new SessionEndedError();
    const linkTo = session.signInId ?? '';
    const code = await this.attempts.identify(providerId, { linkTo, returnTo });
    if (code && !this.#isTheirs(code)) throw new SessionChangedError();
    return code;
  }

  /** Keeps what a provider sent back with the browser. */
  present(code: PresentedCode): void {
    this.#presented = code;
  }

  /** What a provider sent back; it can be had once, and only by whoever has asked for it. */
  take(): PresentedCode | undefined {
    const code = this.#presented;
    this.#presented = undefined;
    return code && this.#isTheirs(code) ? code : undefined;
  }

  /** Whether whoever has asked for an identity is still signed in. */
  #isTheirs({ linkTo }: PresentedCode): boolean {
    const session = this.current();
    return session !== undefined && linkTo === (session.signInId ?? '');
  }
}
