import type { AuthorizationCodeProvider } from './types';

export default {
  flow: 'authorization-code',
  label: { setting: 'OIDC_LABEL' },
  issuer: { setting: 'OIDC_ISSUER' },
  scopes: ['openid', 'email', 'profile'],
  redemption: 'browser',
} satisfies AuthorizationCodeProvider;
