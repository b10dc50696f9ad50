import { readEmail, readNames, readSubject } from './claims.ts';
import { askForJson, oauthProvider, toClaims } from './oauth.ts';
import type { ProviderFactory } from './types.ts';

const ISSUER = 'https://github.com/login/oauth';
const TOKEN_URL = 'https://github.com/login/oauth/access_token';
const USER_URL = 'https://api.github.com/user';

/** What GitHub calls a code that it does not know, or not any more. */
const REFUSALS = ['bad_verification_code'];

/**
 * [GitHub](https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps): OAuth with PKCE, and
 * errors with status 200. The key is the numeric `id`; a `login` can be given up and taken by somebody else.
 */
export const github: ProviderFactory = (configuration) => {
  if (configuration.clientSecret === undefined) return undefined;
  const userUrl = configuration.userUrl ?? USER_URL;
  return oauthProvider(configuration, {
    issuer: configuration.issuer ?? ISSUER,
    tokenEndpoint: configuration.tokenUrl ?? TOKEN_URL,
    hasPkce: true,
    refusals: REFUSALS,
    async readUser(accessToken, terms) {
      const user = toClaims(await askForJson(userUrl, accessToken, terms));
      const emails = await askForJson(`${userUrl}/emails`, accessToken, terms);
      const email = primaryVerified(emails);
      return {
        subject: readSubject(numericOnly(user['id'])),
        email,
        isEmailVerified: email !== undefined,
        ...readNames(user, email),
      };
    },
  });
};

/** The address in the profile is whatever the user wrote there; this one is proved. */
function primaryVerified(emails: unknown): string | undefined {
  if (!Array.isArray(emails)) return undefined;
  const found = emails
    .map(toClaims)
    .find(({ primary, verified }) => primary === true && verified === true);
  return readEmail(found?.['email']);
}

function numericOnly(id: unknown): number | undefined {
  return typeof id === 'number' ? id : undefined;
}
