import { FIRST_PARTY_CLIENT } from '../../contract/seed';
import type { IssuedTokens } from '../../mirage/token-store';
import { userId } from '../../mirage/user-id';
import type { SessionData } from 'latchkey/auth/session-data';
import type { AppTestContext } from '.';

/** The key of the session's record in the browser's storage: `app/session-stores/application.ts`. */
export const SESSION_KEY = 'session';

/**
 * Puts the demo user's session into the browser's storage, as a former visit would have left it. Call it before `visit`.
 *
 * @param more what the record holds beside that, or instead
 */
export async function signedIn(
  { server, browser }: AppTestContext,
  more: Partial<SessionData> = {},
): Promise<IssuedTokens> {
  const tokens = server.identity.startSession(userId(1), {
    clientId: FIRST_PARTY_CLIENT.id,
    scope: FIRST_PARTY_CLIENT.scopes,
  });
  await browser.storage.set(SESSION_KEY, {
    version: 1,
    authenticator: 'password',
    session: {
      kind: 'bearer',
      provider: 'password',
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      expiresAt: browser.now() + tokens.expiresIn * 1_000,
      scope: tokens.scope.join(' '),
      ...more,
    },
  });
  return tokens;
}
