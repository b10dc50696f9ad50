import { readEmail, readNames, readSubject } from './claims.ts';
import { askForJson, oauthProvider, toClaims } from './oauth.ts';
import { saysEmailVerified } from './openid.ts';
import type { ProviderFactory } from './types.ts';

/**
 * An OAuth server that is no OpenID provider, by settings alone: `<ID>_TOKEN_URL` and `<ID>_USER_URL`, which answers with
 * `sub` or `id` and perhaps `email`, `email_verified`, `name`. It has to know PKCE. Its identities are kept under
 * `<ID>_ISSUER`, or under the origin of its token endpoint.
 */
export const generic: ProviderFactory = (configuration) => {
  const { issuer, tokenUrl, userUrl } = configuration;
  if (tokenUrl === undefined || userUrl === undefined) return undefined;
  return oauthProvider(configuration, {
    issuer: issuer ?? new URL(tokenUrl).origin,
    tokenEndpoint: tokenUrl,
    hasPkce: true,
    async readUser(accessToken, terms) {
      const user = toClaims(await askForJson(userUrl, accessToken, terms));
      const email = readEmail(user['email']);
      return {
        subject: readSubject(user['sub'] ?? user['id']),
        email,
        isEmailVerified: email !== undefined && saysEmailVerified(user),
        ...readNames(user, email),
      };
    },
  });
};
