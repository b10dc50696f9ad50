import {
  APART,
  ELSEWHERE,
  ORIGIN,
  diagnoses,
  methods,
} from './support/diagnoses.ts';

/** Sign-in at our own server as at any OpenID provider. */
const OWN_OIDC = { OIDC_CLIENT_ID: 'latchkey', OIDC_ISSUER: ORIGIN };

diagnoses('addresses', [
  {
    name: 'a callback that the server does not know',
    server: { REDIRECT_URIS: `${ORIGIN}/callback/{provider}` },
    finds: ['error REDIRECT_URIS'],
    says: /https:\/\/app\.example\.com\/login\/callback\/google.*Put https:\/\/app\.example\.com\/login\/callback\/\{provider\} into it/,
  },
  {
    name: 'a callback of another origin that the server does not know',
    ...APART,
    server: { CORS_ORIGINS: ELSEWHERE },
    finds: ['error REDIRECT_URIS'],
  },
  {
    name: 'our own server as the OpenID provider, from another origin',
    ...APART,
    app: {
      API_HOST: ORIGIN,
      ...methods('oidc'),
      ...OWN_OIDC,
      GOOGLE_CLIENT_ID: undefined,
    },
    server: {
      CORS_ORIGINS: ELSEWHERE,
      ...methods('oidc'),
      PASSWORD_GRANT: 'off',
    },
    finds: ['error REDIRECT_URIS'],
    says: /callback\/oidc/,
  },
  {
    name: 'a callback that is the same for all',
    server: {
      REDIRECT_URIS: `${ORIGIN}/login/callback/{provider},${ORIGIN}/login/callback/google`,
    },
    finds: ['warning REDIRECT_URIS'],
    says: /\{provider\}/,
  },
  {
    name: 'a callback of another origin than the app',
    app: { REDIRECT_URI: `${ELSEWHERE}/login/callback/{provider}` },
    server: { REDIRECT_URIS: `${ELSEWHERE}/login/callback/{provider}` },
    finds: ['error REDIRECT_URI'],
  },
  {
    name: 'an app below a path, whose callback follows it on both sides',
    app: { ROOT_URL: '/app/' },
    finds: [],
  },
  {
    name: 'a callback of before the app moved below a path',
    app: { ROOT_URL: '/app/' },
    server: { REDIRECT_URIS: `${ORIGIN}/login/callback/{provider}` },
    finds: ['error REDIRECT_URIS'],
    says: /does not have https:\/\/app\.example\.com\/app\/login\/callback\/google/,
  },
  {
    name: 'a path that no app can lie at',
    app: { ROOT_URL: 'app' },
    finds: ['error ROOT_URL'],
    says: /like \/app\//,
  },
  {
    name: 'an app that the server does not answer',
    ...APART,
    server: { REDIRECT_URIS: APART.server.REDIRECT_URIS },
    finds: ['error CORS_ORIGINS'],
    says: /https:\/\/www\.example\.com/,
  },
  {
    name: 'an app that asks itself instead of the server',
    ...APART,
    app: {},
    finds: ['warning API_HOST'],
    says: /API_HOST=https:\/\/app\.example\.com/,
  },
  {
    name: 'a token server that is not ours',
    app: { TOKEN_ENDPOINT: 'https://login.example.com/token' },
    finds: ['note TOKEN_ENDPOINT'],
  },
]);
