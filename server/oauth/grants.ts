import type OAuth2Server from '@node-oauth/oauth2-server';
import type { Dependencies } from '../dependencies.ts';
import type { IssuedTokens } from '../sessions/issue.ts';
import { passwordGrant } from './password-grant.ts';
import { refreshTokenGrant } from './refresh-token-grant.ts';

/** What this server can do with a token request, by the `grant_type` of RFC 6749. A new grant is one entry here. */
const GRANTS = {
  password: passwordGrant,
  refresh_token: refreshTokenGrant,
} satisfies Record<string, GrantFactory>;

export type GrantType = keyof typeof GRANTS;
export const GRANT_TYPES = Object.keys(GRANTS) as GrantType[];

/** Who asks, as far as the connection tells. */
export interface Caller {
  userAgent: string | undefined;
  address: string | undefined;
}

/** Makes the class that the library instantiates for each request. */
export type GrantFactory = (
  dependencies: Dependencies,
  caller: Caller,
) => typeof OAuth2Server.AbstractGrantType;

/** A library token that carries our pair, with the lifetime by our own clock. */
export interface GrantedToken extends OAuth2Server.Token {
  issued: IssuedTokens;
}

/** What a grant hands back to the library. */
export function toGrantedToken(
  issued: IssuedTokens,
  client: OAuth2Server.Client,
  userId: string,
): GrantedToken {
  return {
    accessToken: issued.accessToken,
    refreshToken: issued.refreshToken,
    scope: [...issued.scope],
    client,
    user: { id: userId },
    issued,
  };
}

/** The grants that are on: the password grant has a switch, because RFC 9700 section 2.4 wants it off where it can be. */
export function enabledGrants({ settings }: Dependencies): GrantType[] {
  return GRANT_TYPES.filter(
    (grant) => grant !== 'password' || settings.passwordGrant,
  );
}

/** The classes for the library, for one request. */
export function grantClasses(
  dependencies: Dependencies,
  caller: Caller,
): Record<string, typeof OAuth2Server.AbstractGrantType> {
  return Object.fromEntries(
    enabledGrants(dependencies).map((grant) => [
      grant,
      GRANTS[grant](dependencies, caller),
    ]),
  );
}
