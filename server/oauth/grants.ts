import type OAuth2Server from '@node-oauth/oauth2-server';
import { IDENTITY_PROVIDER_GRANT } from '../../contract/seed.ts';
import type { Dependencies } from '../dependencies.ts';
import type { IssuedTokens } from '../sessions/issue.ts';
import { authorizationCodeGrant } from './authorization-code-grant.ts';
import type { Caller } from './caller.ts';
import { identityProviderGrant } from './identity-provider-grant.ts';
import { passwordGrant } from './password-grant.ts';
import { refreshTokenGrant } from './refresh-token-grant.ts';

/** What this server can do with a token request, by the `grant_type` of RFC 6749. A new grant is one entry here. */
const GRANTS = {
  authorization_code: authorizationCodeGrant,
  password: passwordGrant,
  refresh_token: refreshTokenGrant,
  [IDENTITY_PROVIDER_GRANT]: identityProviderGrant,
} satisfies Record<string, GrantFactory>;

export type GrantType = keyof typeof GRANTS;
export const GRANT_TYPES = Object.keys(GRANTS) as GrantType[];

/** Makes the class that the library instantiates for each request. */
export type GrantFactory = (
  dependencies: Dependencies,
  caller: Caller,
) => typeof OAuth2Server.AbstractGrantType;

/** A library token that carries our pair, with the lifetime by our own clock. */
export interface GrantedToken extends OAuth2Server.Token {
  issued: IssuedTokens;
  /** Where the sign-in was one of OpenID Connect. */
  idToken?: string;
  /** Where it was by password: the value by which to know the browser again. */
  device?: string;
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

/**
 * The grants that are on. The password grant has a switch, because RFC 9700 section 2.4 wants it off where it can be; the
 * one for other providers' codes is on where there is such a provider.
 */
export function enabledGrants({
  identityProviders,
  settings,
}: Dependencies): GrantType[] {
  const isOff: Partial<Record<GrantType, boolean>> = {
    password: !settings.passwordGrant,
    [IDENTITY_PROVIDER_GRANT]: identityProviders.size === 0,
  };
  return GRANT_TYPES.filter((grant) => isOff[grant] !== true);
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
