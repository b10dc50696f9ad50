import { APART, both, diagnoses, methods } from './support/diagnoses.ts';

diagnoses('what the app or the server refuses', [
  { name: 'nothing is wrong', finds: [] },
  { name: 'nothing is wrong, two origins', ...APART, finds: [] },
  {
    name: 'all that the app refuses, at once',
    app: { API_PORT: 'http', NAVIGATOR: 'window', REDIRECT_URI: '/callback' },
    finds: ['error API_PORT', 'error REDIRECT_URI', 'error NAVIGATOR'],
  },
  {
    name: 'a way to sign in that there is no file for, twice',
    ...both(methods('password,google,nobody,google')),
    finds: ['error SIGN_IN_METHODS'],
    says: /nobody/,
  },
  {
    name: 'all that the server refuses, at once',
    server: { PORT: 'http', CORS_ORIGINS: '*' },
    finds: ['error PORT', 'error CORS_ORIGINS'],
  },
  {
    name: 'a gateway by a provider that is not on',
    server: { GATEWAY_PROVIDER: 'github' },
    finds: ['error GATEWAY_PROVIDER'],
    says: /set GITHUB_CLIENT_ID/,
  },
  {
    name: 'a gateway by a provider that lacks its secret',
    server: { GATEWAY_PROVIDER: 'google', GOOGLE_CLIENT_SECRET: undefined },
    finds: ['error GATEWAY_PROVIDER', 'error GOOGLE_CLIENT_SECRET'],
  },
  {
    name: 'a provider whose issuer nobody says, to the server',
    server: {
      ...methods('password,google,gitlab'),
      GITLAB_CLIENT_ID: 'an-id',
    },
    files: { '.env.production': methods('password,google') },
    finds: ['error SIGN_IN_METHODS', 'error SIGN_IN_METHODS'],
    says: /gitlab/,
  },
  {
    name: 'a provider whose issuer nobody says, to the app',
    ...both({ ...methods('password,google,oidc'), OIDC_CLIENT_ID: 'an-id' }),
    finds: ['error OIDC_ISSUER'],
  },
]);
