import type { ContractCase } from '../types.ts';
import { CLIENT_ID, oauthError, tokenRequest } from './steps.ts';

const NOT_SIMULATED = {
  only: 'server',
  reason:
    'the simulated server has neither keys nor clients with a secret, and its pages are the app’s own',
} as const;

const code = {
  grant_type: 'authorization_code',
  code: 'unknown',
  redirect_uri: 'https://app.example/callback',
  code_verifier: 'v'.repeat(43),
  client_id: CLIENT_ID,
};

/** The server as an OpenID provider. What a browser sees of it is in the server's own tests. */
export const providerCases: readonly ContractCase[] = [
  {
    ...NOT_SIMULATED,
    name: 'M19 the metadata of OpenID and of OAuth say the same, and only what is safe',
    steps: [
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
    ].map((path) => ({
      request: { method: 'GET', path },
      expect: {
        status: 200,
        body: {
          issuer: { $match: '^https?://[^/?#]+$' },
          authorization_endpoint: { $match: '/oauth/authorize$' },
          token_endpoint: { $match: '/oauth/token$' },
          jwks_uri: { $match: '/oauth/jwks$' },
          response_types_supported: ['code'],
          code_challenge_methods_supported: ['S256'],
          authorization_response_iss_parameter_supported: true,
          grant_types_supported: { $some: 'authorization_code' },
          scopes_supported: { $some: 'openid' },
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: { $some: 'RS256' },
        },
      },
    })),
  },
  {
    name: 'M5 a code needs its redirect URI and its verifier, and must be known',
    steps: [
      {
        request: tokenRequest(code),
        expect: oauthError(400, 'invalid_grant'),
      },
      ...['code', 'redirect_uri', 'code_verifier'].map((name) => ({
        request: tokenRequest({ ...code, [name]: '' }),
        expect: oauthError(400, 'invalid_request'),
      })),
    ],
  },
  {
    ...NOT_SIMULATED,
    name: 'M18 a client without a secret may not ask about tokens',
    steps: [
      {
        request: {
          method: 'POST',
          path: '/oauth/introspect',
          form: { token: 'x', client_id: CLIENT_ID },
        },
        expect: oauthError(400, 'invalid_client'),
      },
      {
        request: { method: 'GET', path: '/oauth/introspect' },
        expect: oauthError(405, 'invalid_request', { allow: 'POST' }),
      },
    ],
  },
];
