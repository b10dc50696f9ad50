import { toBase64Url } from './base64-url.ts';
import type { User } from './schema.ts';

/** Seconds. */
const LIFETIME = 10 * 60;

/** A sign-in that a client is told about. */
export interface SignedIn {
  issuer: string;
  user: User;
  clientId: string;
  scope: readonly string[];
  familyId: string;
  nonce: string | null;
}

/**
 * An id token ([OpenID Connect Core section 2](https://openid.net/specs/openid-connect-core-1_0.html#IDToken)) whose
 * signature is none: a browser that got it from the token endpoint itself need not look at that (section 3.1.3.7, point 6).
 * Its times are of this machine's clock, which is what the reader in the same page goes by.
 */
export function issueIdToken({
  issuer,
  clientId,
  familyId,
  nonce,
  scope,
  user,
}: SignedIn): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...userClaims(user, scope),
    iss: issuer,
    aud: clientId,
    iat: now,
    exp: now + LIFETIME,
    auth_time: now,
    sid: familyId,
    ...(nonce !== null && { nonce }),
  };
  const header = { alg: 'RS256', typ: 'JWT', kid: 'simulated' };
  return [JSON.stringify(header), JSON.stringify(claims), 'simulated']
    .map((part) => toBase64Url(new TextEncoder().encode(part)))
    .join('.');
}

/** [OpenID Connect Core section 5.4](https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims). */
function userClaims(user: User, scope: readonly string[]) {
  return {
    sub: user.id,
    ...(scope.includes('profile') && {
      name: `${user.firstName} ${user.lastName}`.trim(),
      given_name: user.firstName,
      family_name: user.lastName,
    }),
    ...(scope.includes('email') && {
      email: user.email,
      email_verified: user.isEmailVerified,
    }),
  };
}
