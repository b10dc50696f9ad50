import type { ToriiProvider } from './types';

/**
 * https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2, asked by way of torii. Its
 * web clients have no PKCE, and its id_token repeats no nonce: our server binds the browser by a cookie.
 */
export default {
  flow: 'torii',
  torii: 'oauth2-code',
  label: 'LinkedIn',
  issuer: 'https://www.linkedin.com/oauth',
  authorizationEndpoint: 'https://www.linkedin.com/oauth/v2/authorization',
  scopes: ['openid', 'profile', 'email'],
  pkce: false,
  nonce: false,
} satisfies ToriiProvider;
