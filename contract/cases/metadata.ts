import { IDENTITY_PROVIDER_GRANT } from '../seed.ts';
import type { ContractCase } from '../types.ts';

const path = '/.well-known/oauth-authorization-server';

/** Either name: OAuth's, and OpenID Connect Discovery's. */
const paths = [path, '/.well-known/openid-configuration'];

/** RFC 8414. */
export const metadataCases: readonly ContractCase[] = [
  {
    name: 'M19 the metadata says what the server can do, at addresses of its own origin',
    steps: [
      {
        request: { method: 'GET', path },
        expect: {
          status: 200,
          headers: { 'content-type': { $match: '^application/json(;|$)' } },
          body: { issuer: { $match: '^https?://[^/?#]+$' } },
        },
        remember: { issuer: 'issuer' },
      },
      ...paths.map((path) => ({
        request: { method: 'GET' as const, path },
        expect: {
          status: 200,
          body: {
            issuer: '{{issuer}}',
            authorization_endpoint: { $match: '^{{issuer}}/.*/authorize$' },
            token_endpoint: '{{issuer}}/oauth/token',
            revocation_endpoint: '{{issuer}}/oauth/revoke',
            grant_types_supported: {
              $all: [
                { $some: 'authorization_code' },
                { $some: 'password' },
                { $some: 'refresh_token' },
                { $not: { $some: IDENTITY_PROVIDER_GRANT } },
              ],
            },
            response_types_supported: ['code'],
            code_challenge_methods_supported: ['S256'],
            authorization_response_iss_parameter_supported: true,
            token_endpoint_auth_methods_supported: { $some: 'none' },
            scopes_supported: {
              $all: [
                { $some: 'openid' },
                { $some: 'email' },
                { $some: 'profile' },
                { $some: 'users' },
              ],
            },
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: { $some: 'RS256' },
          },
        },
      })),
    ],
  },
  {
    name: 'M12 M19 a password grant that is off is not in the metadata',
    settings: { passwordGrant: false },
    steps: [
      {
        request: { method: 'GET', path },
        expect: {
          status: 200,
          body: { grant_types_supported: { $not: { $some: 'password' } } },
        },
      },
    ],
  },
];
