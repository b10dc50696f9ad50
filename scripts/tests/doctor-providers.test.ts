import {
  APART,
  ELSEWHERE,
  ORIGIN,
  both,
  diagnoses,
  methods,
} from './support/diagnoses.ts';

diagnoses('providers', [
  {
    name: 'a provider without client id',
    ...both({ ...methods('password,google,github') }),
    finds: ['error GITHUB_CLIENT_ID'],
    says: /is not set\. Register this app/,
  },
  {
    name: 'a client id at the server only',
    app: { GOOGLE_CLIENT_ID: undefined },
    finds: ['error GOOGLE_CLIENT_ID'],
    says: /server only/,
  },
  {
    name: 'a client id in the app only',
    server: { GOOGLE_CLIENT_ID: undefined },
    finds: ['error GOOGLE_CLIENT_ID'],
    says: /app only/,
  },
  {
    name: 'two client ids',
    server: { GOOGLE_CLIENT_ID: '456.apps.googleusercontent.com' },
    finds: ['error GOOGLE_CLIENT_ID'],
    says: /not the same/,
  },
  {
    name: 'a client id of the process is that of both',
    server: { GOOGLE_CLIENT_ID: '456.apps.googleusercontent.com' },
    process: { GOOGLE_CLIENT_ID: '789.apps.googleusercontent.com' },
    finds: [],
  },
  {
    name: 'Google without secret',
    server: { GOOGLE_CLIENT_SECRET: undefined },
    finds: ['error GOOGLE_CLIENT_SECRET'],
  },
  {
    name: 'an OpenID provider without secret, at the server',
    ...both({
      ...methods('password,google,oidc'),
      OIDC_CLIENT_ID: 'an-id',
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_REDEMPTION: 'server',
    }),
    finds: ['warning OIDC_CLIENT_SECRET'],
  },
  {
    name: 'an OpenID provider whose issuer only the app knows',
    app: {
      ...methods('password,google,oidc'),
      OIDC_CLIENT_ID: 'an-id',
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_REDEMPTION: 'server',
    },
    server: {
      ...methods('password,google,oidc'),
      OIDC_CLIENT_ID: 'an-id',
      OIDC_CLIENT_SECRET: 'the secret',
    },
    finds: ['error OIDC_ISSUER'],
    says: /not set for the server/,
  },
  {
    name: 'two issuers',
    ...APART,
    app: { API_HOST: ORIGIN, GOOGLE_ISSUER: 'https://accounts.example.com' },
    finds: ['error GOOGLE_ISSUER'],
    says: /https:\/\/accounts\.example\.com.*https:\/\/accounts\.google\.com/,
  },
  {
    name: 'a secret that nobody needs',
    ...both({
      ...methods('password,google,oidc'),
      OIDC_CLIENT_ID: 'an-id',
      OIDC_ISSUER: 'https://login.example.com',
    }),
    process: { OIDC_CLIENT_SECRET: 'the secret' },
    finds: ['note OIDC_CLIENT_SECRET'],
    says: /OIDC_REDEMPTION=server/,
  },
  {
    name: 'a provider without PKCE, where the cookie does not reach',
    ...APART,
    app: {
      ...APART.app,
      ...methods('password,google,facebook'),
      FACEBOOK_CLIENT_ID: '123456789',
    },
    server: {
      ...APART.server,
      ...methods('password,google,facebook'),
      FACEBOOK_CLIENT_ID: '123456789',
      FACEBOOK_CLIENT_SECRET: 'the secret of Facebook',
    },
    finds: ['error SIGN_IN_METHODS'],
    says: /"facebook", which has no PKCE/,
  },
  {
    name: 'a provider without PKCE, on one origin',
    ...both({
      ...methods('password,google,facebook'),
      FACEBOOK_CLIENT_ID: '123456789',
    }),
    process: { FACEBOOK_CLIENT_SECRET: 'the secret of Facebook' },
    finds: [],
  },
  {
    name: 'a provider without PKCE, redeemed in the browser',
    ...both({
      ...methods('password,google,facebook'),
      FACEBOOK_CLIENT_ID: '123456789',
      FACEBOOK_ISSUER: 'https://www.facebook.com',
      FACEBOOK_REDEMPTION: 'browser',
    }),
    finds: ['error FACEBOOK_REDEMPTION'],
  },
  {
    name: 'a grant that our own server does not know',
    app: { IDENTITY_PROVIDER_GRANT_TYPE: 'urn:example:code' },
    finds: ['error IDENTITY_PROVIDER_GRANT_TYPE'],
  },
  {
    name: 'a grant that nobody uses',
    ...both({
      ...methods('password,oidc'),
      GOOGLE_CLIENT_ID: undefined,
      OIDC_CLIENT_ID: 'an-id',
      OIDC_ISSUER: 'https://login.example.com',
      IDENTITY_PROVIDER_GRANT_TYPE: 'urn:example:code',
    }),
    finds: [],
  },
  {
    name: 'a grant of another server',
    app: {
      IDENTITY_PROVIDER_GRANT_TYPE: 'urn:example:code',
      TOKEN_ENDPOINT: 'https://login.example.com/token',
    },
    finds: ['note TOKEN_ENDPOINT'],
  },
  {
    name: 'an app that the server knows by another id',
    ...APART,
    app: { ...APART.app, CLIENT_ID: 'my-app' },
    finds: ['error CLIENT_ID'],
    says: /"my-app" for the app and "latchkey" for the server/,
  },
  {
    name: 'ways to sign in that the server does not tell',
    server: { SIGN_IN_METHODS: undefined },
    finds: ['warning SIGN_IN_METHODS'],
    says: /is not set, so it lacks google/,
  },
  {
    name: 'a provider that the server has to be told of',
    app: {
      ...methods('password,google,oauth'),
      OAUTH_CLIENT_ID: 'an-id',
      OAUTH_AUTHORIZE_URL: 'https://login.example.com/authorize',
    },
    server: {
      OAUTH_CLIENT_ID: 'an-id',
      OAUTH_CLIENT_SECRET: 'the secret',
    },
    ...{ origin: ELSEWHERE },
    process: {
      API_HOST: ORIGIN,
      CORS_ORIGINS: ELSEWHERE,
      REDIRECT_URIS: APART.server.REDIRECT_URIS,
    },
    finds: ['error SIGN_IN_METHODS', 'warning SIGN_IN_METHODS'],
    says: /does not name "oauth"/,
  },
  {
    name: 'a client id that nobody uses',
    app: { GITHUB_CLIENT_ID: 'Iv1.0123456789abcdef' },
    finds: ['note GITHUB_CLIENT_ID'],
  },
  {
    name: 'the form, without its grant',
    server: { PASSWORD_GRANT: 'off' },
    finds: ['error PASSWORD_GRANT'],
  },
]);
