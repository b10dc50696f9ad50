import { AuthError, SessionEndedError, TokenEndpointError } from './errors';
import type { BearerSession } from './session-data';

/** What a renewal needs of the world, so that it can be tried without one. */
export interface RenewalPorts {
  /** The session as it lies in the store now: another tab may have written it since. */
  read(): Promise<BearerSession | undefined>;
  /**
   * Writes the session to the store, before anybody uses its new token (the refresh token that it replaces is spent).
   *
   * @throws {SessionEndedError} when the user has signed out meanwhile: then nothing may be written
   */
  write(session: BearerSession): Promise<void>;
  /** Takes tokens that came too late for anybody: nobody waits for it. */
  discard(session: BearerSession): void;
  refresh(session: BearerSession): Promise<BearerSession>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs a task while no other tab runs one; after a bounded wait without the lock. */
  withLock<T>(task: () => Promise<T>): Promise<T>;
}

/** Renews the access token: one request at a time in this tab, and one across all tabs of the browser. */
export class Renewal {
  #running: Promise<BearerSession> | undefined;
  /** Since when, and for how long, the token server wants to be left alone. */
  #pause: { since: number; wait: number; error: AuthError } | undefined;

  constructor(private readonly ports: RenewalPorts) {}

  /**
   * Gets a token that is newer than the given one: from a renewal that runs already, from a sibling tab that was
   * quicker, or from the token server.
   *
   * @param usedToken the access token that was refused or has run out
   * @throws {SessionEndedError} when nobody is signed in any more, or the token server says that the session is over
   * @throws {AuthError} for all other failures; they leave the session as it is
   */
  renew(usedToken: string): Promise<BearerSession> {
    this.#running ??= this.ports
      .withLock(() => this.#renewOnce(usedToken))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #renewOnce(usedToken: string): Promise<BearerSession> {
    const stored = await this.ports.read();
    if (!stored) throw new SessionEndedError();
    if (stored.accessToken !== usedToken) return stored;
    this.#respectPause();

    let renewed: BearerSession;
    try {
      renewed = await this.ports.refresh(stored);
    } catch (cause) {
      this.#notePause(cause);
      return this.#withoutAnswer(stored, cause);
    }
    this.#pause = undefined;
    return this.#replace(stored, renewed);
  }

  /** RFC 9110 section 10.2.3: who was asked to wait does so, whoever else needs a token meanwhile. */
  #respectPause(): void {
    if (!this.#pause) return;
    const { since, wait, error } = this.#pause;
    const waited = this.ports.now() - since;
    // Less than nothing where the clock was put back: nobody knows then, and the server can say it again.
    if (waited < 0 || waited >= wait) return;
    throw new AuthError(error.code, error.message, {
      cause: error,
      retryAfter: wait - waited,
    });
  }

  #notePause(error: unknown): void {
    if (!(error instanceof AuthError)) return;
    const { retryAfter: wait } = error;
    if (wait !== undefined)
      this.#pause = { since: this.ports.now(), wait, error };
  }

  /** The user may have signed out, or a sibling tab been quicker, while the token server was asked. */
  async #replace(
    stored: BearerSession,
    renewed: BearerSession,
  ): Promise<BearerSession> {
    const current = await this.ports.read();
    // Of one family: to give ours back would end the sibling's too.
    if (current && isSiblings(current, stored)) return current;
    if (current && current.signInId !== stored.signInId) {
      this.ports.discard(renewed);
      return current;
    }
    try {
      if (current?.accessToken !== stored.accessToken) {
        throw new SessionEndedError();
      }
      await this.ports.write(renewed);
      return renewed;
    } catch (error) {
      this.ports.discard(renewed);
      throw error;
    }
  }

  /** Refused, perhaps because a sibling tab has used the refresh token meanwhile: then its answer lies in the store. */
  async #withoutAnswer(
    stored: BearerSession,
    cause: unknown,
  ): Promise<BearerSession> {
    if (!(cause instanceof TokenEndpointError) || !cause.endsSession) {
      throw cause;
    }
    const current = await this.ports.read();
    // A sibling's, or that of somebody who has signed in meanwhile: the caller sees which.
    if (current && current.accessToken !== stored.accessToken) return current;
    throw new SessionEndedError({ cause });
  }
}

/** Whether a session in the store is the same sign-in, with a token that another tab has got. */
function isSiblings(current: BearerSession, stored: BearerSession): boolean {
  return (
    current.signInId === stored.signInId &&
    current.accessToken !== stored.accessToken
  );
}
