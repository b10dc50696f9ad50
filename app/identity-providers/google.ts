import type { AuthorizationCodeProvider } from './types';

/** https://developers.google.com/identity/openid-connect/openid-connect */
export default {
  flow: 'authorization-code',
  label: 'Google',
  issuer: 'https://accounts.google.com',
  authorizationEndpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
  scopes: ['openid', 'email', 'profile'],
  redemption: 'server',
  sendsIssuer: 'always',
  parameters: { prompt: 'select_account' },
} satisfies AuthorizationCodeProvider;
