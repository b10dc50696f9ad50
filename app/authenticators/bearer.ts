import BaseAuthenticator from 'ember-simple-auth/authenticators/base';
import { parseSessionData, type SessionData } from '../auth/session-data';
import type { TokenClient } from '../auth/token-client';

/**
 * What all flows have in common that end in tokens of our token server. It asks no server to restore a session: that
 * can wait for the first request, so that a boot without network, or with a failing server, signs nobody out.
 */
export default abstract class BearerAuthenticator extends BaseAuthenticator {
  constructor(
    owner: object,
    /** Loads the token client, which is not a part of the first script. */
    protected readonly tokens: () => Promise<TokenClient>,
  ) {
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

  /** At once: revocation goes beside it (`services/session.ts`), so that a slow server holds nobody back. */
  override invalidate(): Promise<void> {
    return Promise.resolve();
  }

  async renew(session: SessionData): Promise<SessionData> {
    return (await this.tokens()).refresh(session);
  }

  async revoke(session: SessionData): Promise<void> {
    try {
      await (await this.tokens()).revoke(session);
    } catch {
      // Without the client there is nobody to tell: the tokens run out by themselves.
    }
  }
}
