import { both, diagnoses, methods } from './support/diagnoses.ts';

diagnoses('secrets', [
  {
    name: 'a secret in .env',
    app: { GOOGLE_CLIENT_SECRET: 'GOCSPX-the-secret-of-google' },
    finds: ['error GOOGLE_CLIENT_SECRET'],
    says: /stands in \.env, .*Move the line to \.env\.server/,
  },
  {
    name: 'a database in a file of another environment',
    files: { '.env.development': { DATABASE_URL: 'postgres://u:pw@db/x' } },
    finds: ['error DATABASE_URL'],
    says: /stands in \.env\.development/,
  },
  {
    name: 'a secret in an example is none',
    files: { '.env.staging.example': { OIDC_CLIENT_SECRET: 'write yours' } },
    finds: [],
  },
  {
    name: 'the value of a secret in a public setting',
    app: { SCOPE: 'users GOCSPX-the-secret-of-google' },
    finds: ['error SCOPE'],
    says: /GOOGLE_CLIENT_SECRET.*everybody can read it/,
  },
  {
    name: 'a short secret as the whole of a public setting',
    ...both({ API_NAMESPACE: 'v1' }),
    process: { OIDC_CLIENT_SECRET: 'v1' },
    finds: ['error API_NAMESPACE'],
  },
  {
    name: 'a short secret as a part of another word',
    process: { OIDC_CLIENT_SECRET: 'goo' },
    finds: [],
  },
  {
    name: 'a secret of Google in the place of the client id',
    ...both({ GOOGLE_CLIENT_ID: 'GOCSPX-another' }),
    finds: ['error GOOGLE_CLIENT_ID'],
    says: /looks like a client secret/,
  },
  {
    name: 'a secret of GitHub in the place of the client id',
    ...both({
      ...methods('password,google,github'),
      GITHUB_CLIENT_ID: '0123456789abcdef0123456789abcdef01234567',
    }),
    process: { GITHUB_CLIENT_SECRET: 'the secret of GitHub' },
    finds: ['error GITHUB_CLIENT_ID'],
  },
]);
