import type { ContractCase } from '../types.ts';
import { apiError, JSON_API_HEADERS, signIn } from './steps.ts';

/** What every resource has in common, and `GET /api/status`. */
export const errorCases: readonly ContractCase[] = [
  {
    name: 'N10 an unknown resource is a JSON:API 404',
    steps: [
      signIn(1),
      ...['/api/nothing', '/api/users/1/tokens', '/api/', '/api'].map(
        (path) => ({
          request: { method: 'GET' as const, path, bearer: '{{access1}}' },
          expect: apiError(404),
        }),
      ),
    ],
  },
  {
    name: 'N10 a method that a resource does not have is a JSON:API 405 that says which it has',
    steps: [
      signIn(1),
      ...(['POST', 'PUT', 'DELETE'] as const).flatMap((method) =>
        ['/api/users', '/api/status'].map((path) => ({
          request: { method, path, bearer: '{{access1}}' },
          expect: apiError(405, { headers: { allow: { $match: '^GET' } } }),
        })),
      ),
    ],
  },
];

/** `GET /api/status`, which needs no token. */
export const statusCases: readonly ContractCase[] = [
  {
    name: 'N10 the status is public and names the ways to sign in',
    settings: { signInMethods: ['password', 'google'] },
    steps: [
      {
        request: { method: 'GET', path: '/api/status' },
        expect: {
          status: 200,
          headers: JSON_API_HEADERS,
          body: {
            links: { self: '/api/status' },
            meta: {
              name: 'Latchkey',
              version: { $match: '^\\d+\\.\\d+\\.\\d+' },
              'sign-in-methods': ['password', 'google'],
            },
          },
        },
      },
      {
        request: {
          method: 'GET',
          path: '/api/status',
          bearer: 'not-looked-at',
        },
        expect: { status: 200 },
      },
    ],
  },
];
