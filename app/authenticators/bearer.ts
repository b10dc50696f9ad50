import type { BearerSession } from '../auth/session-data';
import type { TokenClient } from '../auth/token-client';
import KeptSessionAuthenticator from './kept-session';

/** What all flows have in common that end in tokens of our token server. */
export default abstract class BearerAuthenticator extends KeptSessionAuthenticator {
  constructor(
    owner: object,
    /** Loads the token client, which is not a part of the first script. */
    protected readonly tokens: () => Promise<TokenClient>,
  ) {
    super(owner);
  }

  async renew(session: BearerSession): Promise<BearerSession> {
    return (await this.tokens()).refresh(session);
  }

  async revoke(session: BearerSession): Promise<void> {
    try {
      await (await this.tokens()).revoke(session);
    } catch {
      // Without the client there is nobody to tell: the tokens run out by themselves.
    }
  }
}
