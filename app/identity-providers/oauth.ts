import type { AuthorizationCodeProvider } from './types';

/**
 * Any OAuth 2.0 server that knows PKCE and is no OpenID provider, by settings alone: here `OAUTH_CLIENT_ID`, `OAUTH_LABEL`,
 * `OAUTH_AUTHORIZE_URL` and `OAUTH_SCOPE`; on our server its `OAUTH_TOKEN_URL`, `OAUTH_USER_URL` and secret.
 */
export default {
  flow: 'authorization-code',
  label: 'OAuth',
  scopes: [],
  redemption: 'server',
} satisfies AuthorizationCodeProvider;
