import BaseAuthenticator from 'ember-simple-auth/authenticators/base';
import { parseSessionData, type SessionData } from '../auth/session-data';

/**
 * What all flows have in common: `signIn` gets a session, ember-simple-auth keeps it. No server is asked to restore it or to
 * end it here, so that a boot without network, or with a failing server, signs nobody out, and nobody waits to be signed out.
 */
export default abstract class KeptSessionAuthenticator extends BaseAuthenticator {
  constructor(owner: object) {
    super(owner as never);
  }

  /** Takes the session that `signIn` got. */
  override authenticate(session: SessionData): Promise<SessionData> {
    return Promise.resolve(session);
  }

  override restore(stored: unknown): Promise<SessionData> {
    const session = parseSessionData(stored);
    return session
      ? Promise.resolve(session)
      : Promise.reject(new TypeError('The stored data is not a session.'));
  }

  /** At once: the server is told beside it (`services/session.ts`), so that a slow one holds nobody back. */
  override invalidate(): Promise<void> {
    return Promise.resolve();
  }
}
