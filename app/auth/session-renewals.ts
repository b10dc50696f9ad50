import { SessionChangedError, SessionEndedError } from './errors';
import { Renewal, type RenewalPorts } from './renewal';
import { hasExpired } from './renewal-plan';
import type { BearerSession } from './session-data';
import type { SessionEvent } from './session-state';

/** Who asks for a renewal: what comes too late for them is not for anybody else. */
export interface Asker {
  /** See `SessionPorts.epoch`. */
  epoch: number;
  signInId: string | undefined;
}

/** What renewals need of the session. */
export interface SessionPorts {
  /** Nothing where nobody is signed in, or the session has ended and its user may come back. */
  current(): BearerSession | undefined;
  /** Counts up whenever somebody signs in or stops being signed in. */
  epoch(): number;
  note(event: SessionEvent): void;
  /** A server could not be asked. */
  doubted(error: unknown): void;
  /** Makes a session that was renewed the current one. */
  adopt(session: BearerSession): void;
  /** The server does not accept the session any more. */
  expire(): Promise<void>;
  /** Reads what other tabs may have done. */
  catchUp(): Promise<void>;
}

/** Renews the session of this tab, and tells it what has come of that. Not a part of the first script. */
export class SessionRenewals {
  readonly #renewal: Renewal;

  constructor(
    private readonly session: SessionPorts,
    private readonly ports: RenewalPorts,
  ) {
    this.#renewal = new Renewal(ports);
  }

  /**
   * Gets a token newer than the given one.
   *
   * @throws {SessionEndedError} when the token server says that the session is over; it has been ended then
   * @throws {AuthError} for other failures, which leave the session as it is
   */
  async renew(usedToken: string, asker: Asker): Promise<BearerSession> {
    try {
      return await this.#renewFor(asker, usedToken);
    } catch (error) {
      if (error instanceof SessionEndedError && this.#isHere(asker)) {
        await this.session.expire();
      }
      throw error;
    }
  }

  /**
   * Gets a newer token before the current one runs out. Where the token server refuses it, the session goes on for as long as
   * the current one is good.
   *
   * @returns whether there is a newer one
   * @throws {AuthError} for failures that say nothing about the session
   */
  async renewAhead(asker: Asker): Promise<boolean> {
    const data = this.session.current();
    if (!data) return false;
    if (hasExpired(data, this.ports.now())) {
      await this.renew(data.accessToken, asker);
      return true;
    }
    try {
      await this.#renewFor(asker, data.accessToken);
      return true;
    } catch (error) {
      if (!(error instanceof SessionEndedError)) throw error;
      // It may have been ended elsewhere, of which this tab hears too late.
      await this.session.catchUp();
      this.session.note({ type: 'verified' });
      return false;
    }
  }

  async #renewFor(asker: Asker, usedToken: string): Promise<BearerSession> {
    this.session.note({ type: 'renewal-began' });
    try {
      const renewed = await this.#renewal.renew(usedToken);
      if (renewed.signInId !== asker.signInId) throw new SessionChangedError();
      if (!this.#isHere(asker)) throw new SessionEndedError();
      this.session.adopt(renewed);
      this.session.note({ type: 'renewed' });
      return renewed;
    } catch (error) {
      if (this.#isHere(asker) && !(error instanceof SessionEndedError)) {
        this.session.doubted(error);
      }
      throw error;
    }
  }

  #isHere({ epoch }: Asker): boolean {
    return epoch === this.session.epoch();
  }
}
