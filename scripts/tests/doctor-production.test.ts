import { both, diagnoses, methods } from './support/diagnoses.ts';

diagnoses('what production may not do', [
  {
    name: 'addresses without TLS',
    ...both({
      ...methods('password,google,oidc'),
      OIDC_CLIENT_ID: 'an-id',
      OIDC_ISSUER: 'http://localhost:9000',
    }),
    server: {
      ...methods('password,google,oidc'),
      OIDC_CLIENT_ID: 'an-id',
      OIDC_ISSUER: 'http://localhost:9000',
      POST_LOGOUT_REDIRECT_URIS: 'https://a.example/,http://localhost:4200/',
      OAUTH_TOKEN_URL: 'http://127.0.0.1:9000/token',
    },
    finds: [
      'error OIDC_ISSUER',
      'error POST_LOGOUT_REDIRECT_URIS',
      'error OAUTH_TOKEN_URL',
    ],
    says: /http:\/\/localhost:9000, without TLS\. Use https/,
  },
  {
    name: 'an address without TLS is told once',
    app: { TOKEN_ENDPOINT: 'http://login.example.com/oauth/token' },
    finds: ['error TOKEN_ENDPOINT'],
  },
  {
    name: 'nobody says where the server is',
    server: { PUBLIC_URL: undefined },
    finds: ['error PUBLIC_URL'],
  },
  {
    name: 'the server without TLS',
    server: { PUBLIC_URL: 'http://app.example.com' },
    finds: ['error PUBLIC_URL'],
    says: /without TLS/,
  },
  {
    name: 'demo data that is asked for',
    server: { SEED_DEMO: 'on', DATABASE_URL: 'postgres://db/x' },
    finds: ['error SEED_DEMO'],
  },
  {
    name: 'demo data because nobody says otherwise',
    server: { SEED_DEMO: undefined },
    finds: ['error SEED_DEMO'],
  },
  {
    name: 'no demo data on PostgreSQL',
    server: { SEED_DEMO: undefined, DATABASE_URL: 'postgres://db/x' },
    finds: [],
  },
  {
    name: 'a stand-in for a provider',
    app: { SIMULATED_PROVIDERS: 'google' },
    finds: ['error SIMULATED_PROVIDERS'],
  },
]);
