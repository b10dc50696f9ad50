import { DEMO_ACCOUNT, SCOPES } from '../seed.ts';
import type { ContractCase } from '../types.ts';
import { apiError, JSON_API_HEADERS, MOMENT, signIn, UUID } from './steps.ts';

/** `GET /api/me`. */
export const meCases: readonly ContractCase[] = [
  {
    name: 'N12 /api/me is the signed-in user as JSON:API, with these attributes and no others',
    steps: [
      signIn(1),
      {
        request: { method: 'GET', path: '/api/me', bearer: '{{access1}}' },
        expect: {
          status: 200,
          headers: JSON_API_HEADERS,
          body: {
            links: { self: '/api/me' },
            data: {
              type: 'users',
              id: { $match: UUID },
              attributes: {
                $all: [
                  {
                    'first-name': DEMO_ACCOUNT.firstName,
                    'last-name': DEMO_ACCOUNT.lastName,
                    email: DEMO_ACCOUNT.email,
                    'created-at': { $match: MOMENT },
                  },
                  {
                    $keys: ['first-name', 'last-name', 'email', 'created-at'],
                  },
                ],
              },
              links: { self: { $match: '^/api/users/[0-9a-f-]{36}$' } },
            },
            meta: { client: 'latchkey', scope: SCOPES.join(' ') },
          },
        },
      },
    ],
  },
  {
    name: 'N10 /api/me takes no parameters and no other method',
    steps: [
      signIn(1),
      {
        request: {
          method: 'GET',
          path: '/api/me',
          query: { include: 'tokens' },
          bearer: '{{access1}}',
        },
        expect: apiError(400, { error: { source: { parameter: 'include' } } }),
      },
      {
        request: { method: 'DELETE', path: '/api/me', bearer: '{{access1}}' },
        expect: apiError(405, { headers: { allow: { $match: '^GET' } } }),
      },
    ],
  },
];
