import type { AuthorizationCodeProvider } from './types';

/** Any OpenID provider, by settings alone: `OIDC_ISSUER`, `OIDC_CLIENT_ID`, `OIDC_LABEL`. */
export default {
  flow: 'authorization-code',
  label: 'OpenID',
  scopes: ['openid', 'email', 'profile'],
  redemption: 'browser',
} satisfies AuthorizationCodeProvider;
