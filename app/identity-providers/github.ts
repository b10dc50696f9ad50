import type { AuthorizationCodeProvider } from './types';

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps */
export default {
  flow: 'authorization-code',
  label: 'GitHub',
  issuer: 'https://github.com/login/oauth',
  authorizationEndpoint: 'https://github.com/login/oauth/authorize',
  scopes: ['read:user', 'user:email'],
  redemption: 'server',
  parameters: { prompt: 'select_account' },
} satisfies AuthorizationCodeProvider;
