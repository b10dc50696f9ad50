import type { User } from '../database/schema.ts';

/** OpenID Connect Core section 5.1, as far as this server knows its users. */
export interface UserClaims {
  sub: string;
  name?: string;
  given_name?: string;
  family_name?: string;
  email?: string;
  email_verified?: boolean;
}

/**
 * What a client may know of a user, by the scopes that it was granted
 * ([OpenID Connect Core section 5.4](https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims)).
 */
export function userClaims(user: User, scope: readonly string[]): UserClaims {
  return {
    sub: user.id,
    ...(scope.includes('profile') && {
      name: `${user.firstName} ${user.lastName}`.trim(),
      given_name: user.firstName,
      family_name: user.lastName,
    }),
    ...(scope.includes('email') && {
      email: user.email,
      email_verified: user.emailVerifiedAt !== null,
    }),
  };
}
