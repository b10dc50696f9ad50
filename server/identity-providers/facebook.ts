import { createHmac } from 'node:crypto';
import { readEmail, readNames, readSubject } from './claims.ts';
import { IdentityProviderError } from './errors.ts';
import { askForJson, oauthProvider, toClaims } from './oauth.ts';
import type { ProviderFactory } from './types.ts';

const ISSUER = 'https://www.facebook.com';
const GRAPH = 'https://graph.facebook.com';
const FIELDS = 'id,name,first_name,last_name,email';

/** `code/error_subcode` of a code that has expired, is of another redirect URI, or was used. */
const REFUSALS = ['100/36007', '100/36008', '100/36009'];

/**
 * [Facebook](https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow): OAuth without PKCE. Its
 * access tokens are not bound to an app, so that one of another app could be passed to us: `debug_token` says whose it
 * is. An address may be missing, and never counts as verified.
 */
export const facebook: ProviderFactory = (configuration) => {
  const { clientId, clientSecret, graphVersion } = configuration;
  if (clientSecret === undefined) return undefined;
  const graph = `${GRAPH}/${graphVersion}`;
  const userUrl = configuration.userUrl ?? `${graph}/me`;
  return oauthProvider(configuration, {
    issuer: configuration.issuer ?? ISSUER,
    tokenEndpoint: configuration.tokenUrl ?? `${graph}/oauth/access_token`,
    hasPkce: false,
    refusals: REFUSALS,
    async readUser(accessToken, terms) {
      const debug = new URL('debug_token', userUrl);
      debug.searchParams.set('input_token', accessToken);
      debug.searchParams.set('access_token', `${clientId}|${clientSecret}`);
      const token = toClaims(
        toClaims(await askForJson(debug, undefined, terms))['data'],
      );
      const me = new URL(userUrl);
      me.searchParams.set('fields', FIELDS);
      me.searchParams.set(
        'appsecret_proof',
        createHmac('sha256', clientSecret).update(accessToken).digest('hex'),
      );
      const user = toClaims(await askForJson(me, accessToken, terms));
      const subject = readSubject(user['id']);
      const isOurs =
        token['is_valid'] === true &&
        String(token['app_id']) === clientId &&
        String(token['user_id']) === subject;
      if (!isOurs) throw new IdentityProviderError('id-token-refused');

      const email = readEmail(user['email']);
      return {
        subject,
        email,
        isEmailVerified: false,
        ...readNames(user, email),
      };
    },
  });
};
