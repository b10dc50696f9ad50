import type { AuthorizationCodeProvider } from './types';

/** https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow */
export default {
  flow: 'authorization-code',
  label: 'Facebook',
  authorizationEndpoint:
    'https://www.facebook.com/{FACEBOOK_GRAPH_VERSION}/dialog/oauth',
  scopes: ['public_profile', 'email'],
  redemption: 'server',
  sendsIssuer: 'never',
  pkce: false,
} satisfies AuthorizationCodeProvider;
