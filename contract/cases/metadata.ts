import type { ContractCase } from '../types.ts';

const path = '/.well-known/oauth-authorization-server';

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
      {
        request: { method: 'GET', path },
        expect: {
          status: 200,
          body: {
            token_endpoint: '{{issuer}}/oauth/token',
            revocation_endpoint: '{{issuer}}/oauth/revoke',
            grant_types_supported: {
              $all: [{ $some: 'password' }, { $some: 'refresh_token' }],
            },
            token_endpoint_auth_methods_supported: { $some: 'none' },
            scopes_supported: {
              $all: [{ $some: 'profile' }, { $some: 'users' }],
            },
          },
        },
      },
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
