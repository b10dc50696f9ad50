import { secondsAfter } from '../../clock.ts';
import type { Database } from '../../database/open.ts';
import { authorizationCodes } from '../../database/schema-openid.ts';
import { formatScope } from '../../sessions/issue.ts';
import { hashToken, newToken } from '../../tokens.ts';
import type { SignedInBrowser } from '../../browser-sessions/sessions.ts';
import type { AuthorizationRequest } from './request.ts';

/** Seconds. */
const CODE_LIFETIME = 60;

/** Makes a code for what was asked and who agreed. */
export async function issueCode(
  database: Database,
  request: AuthorizationRequest,
  { session, now }: { session: SignedInBrowser; now: Date },
): Promise<string> {
  const code = newToken();
  await database.insert(authorizationCodes).values({
    hash: hashToken(code),
    userId: session.user.id,
    clientId: request.client.id,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    nonce: request.nonce ?? null,
    scope: formatScope(request.scope),
    authenticatedAt: session.authenticatedAt,
    createdAt: now,
    expiresAt: secondsAfter(now, CODE_LIFETIME),
  });
  return code;
}
