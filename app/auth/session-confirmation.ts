import { SessionChangedError, SessionEndedError } from './errors';
import type { SessionData } from './session-data';

/** What a confirmation needs of the session. */
export interface ConfirmationPorts {
  /** Nothing where nobody is signed in, or the session has ended and its user may come back. */
  current(): SessionData | undefined;
  /** Whether the session has ended under an open page. */
  isSuspended(): boolean;
  /**
   * Asks whoever keeps the session outside of this browser's storage who is signed in.
   *
   * @throws {AuthError} where they can't be asked
   */
  find(session: SessionData): Promise<SessionData | undefined>;
  expire(): Promise<void>;
  verified(): void;
  /** They could not be asked. */
  doubted(error: unknown): void;
  /** Somebody else is signed in: the page is loaded anew for them. */
  changeUser(): void;
}

/**
 * Asks whoever keeps the session whether it still holds.
 *
 * @throws {SessionEndedError} when they say no; it has been ended then
 * @throws {SessionChangedError} when somebody else is signed in there
 * @throws {AuthError} where they can't be asked, which leaves the session as it is
 */
export async function confirmSession(
  session: ConfirmationPorts,
): Promise<void> {
  const current = session.current();
  if (!current) throw new SessionEndedError();
  const found = await find(session, current);
  if (session.current()?.signInId !== current.signInId) {
    throw session.isSuspended()
      ? new SessionEndedError()
      : new SessionChangedError();
  }
  if (!found) {
    await session.expire();
    throw new SessionEndedError();
  }
  if (found.subject === current.subject) return session.verified();
  session.changeUser();
  throw new SessionChangedError();
}

async function find(
  session: ConfirmationPorts,
  current: SessionData,
): Promise<SessionData | undefined> {
  try {
    return await session.find(current);
  } catch (error) {
    session.doubted(error);
    throw error;
  }
}
