import type { ContractCase, ExchangeStep, Expectation } from '../types.ts';
import {
  cannotRead,
  canRead,
  INVALID_TOKEN,
  MALFORMED_CREDENTIALS,
  MISSING_TOKEN,
  signIn,
} from './steps.ts';

const path = '/api/me';

function withAuthorization(
  authorization: string,
  expect: Expectation,
): ExchangeStep {
  return {
    request: { method: 'GET', path, headers: { authorization } },
    expect,
  };
}

/** How `/api/*` reads and checks the bearer token: RFC 6750. */
export const bearerCases: readonly ContractCase[] = [
  {
    name: 'N1 without credentials: 401, a challenge, and no error code',
    steps: [
      { request: { method: 'GET', path }, expect: MISSING_TOKEN },
      {
        request: { method: 'GET', path: '/api/users' },
        expect: MISSING_TOKEN,
      },
      {
        request: { method: 'GET', path: '/api/users/1' },
        expect: MISSING_TOKEN,
      },
      {
        request: { method: 'GET', path: '/api/nothing' },
        expect: MISSING_TOKEN,
      },
      withAuthorization('Basic ZGVtbzpkZW1v', MISSING_TOKEN),
    ],
  },
  {
    name: 'N1 the scheme may be written in any case',
    steps: [
      signIn(1),
      ...['Bearer', 'bearer', 'BEARER'].map((scheme) =>
        withAuthorization(`${scheme} {{access1}}`, { status: 200 }),
      ),
    ],
  },
  {
    name: 'N1 malformed credentials: 400 invalid_request',
    steps: [
      signIn(1),
      ...[
        'Bearer',
        'Bearer {{access1}} more',
        'Bearer {{access1}},{{access1}}',
        'Bearer {{access1}}, Bearer {{access1}}',
        'Bearer %zz',
        'Bearer a%20b',
        'Bearer "{{access1}}"',
        'Bearer =',
      ].map((value) => withAuthorization(value, MALFORMED_CREDENTIALS)),
    ],
  },
  {
    name: 'N1 a token in the address alone is not accepted',
    steps: [
      signIn(1),
      {
        request: {
          method: 'GET',
          path,
          query: { access_token: '{{access1}}' },
        },
        expect: MISSING_TOKEN,
      },
    ],
  },
  {
    name: 'N1 a token in two places: 400 invalid_request',
    steps: [
      signIn(1),
      {
        request: {
          method: 'GET',
          path,
          query: { access_token: '{{access1}}' },
          bearer: '{{access1}}',
        },
        expect: MALFORMED_CREDENTIALS,
      },
      {
        request: {
          method: 'POST',
          path,
          form: { access_token: '{{access1}}' },
          bearer: '{{access1}}',
        },
        expect: MALFORMED_CREDENTIALS,
      },
    ],
  },
  {
    name: 'N2 an unknown token, and a refresh token in its place: 401 invalid_token',
    steps: [
      signIn(1),
      withAuthorization('Bearer unknown', INVALID_TOKEN),
      withAuthorization('Bearer constructor', INVALID_TOKEN),
      withAuthorization(`Bearer ${'a'.repeat(2000)}`, INVALID_TOKEN),
      withAuthorization('Bearer {{refresh1}}', INVALID_TOKEN),
    ],
  },
  {
    name: 'N2 an access token expires',
    settings: { accessTokenLifetime: 60 },
    steps: [signIn(1), { wait: 59 }, canRead(1), { wait: 1 }, cannotRead(1)],
  },
  {
    name: 'N2 a token reaches as far as its scope',
    steps: [
      signIn('Users', { scope: 'users' }),
      canRead('Users', '/api/users'),
      {
        request: { method: 'GET', path, bearer: '{{accessUsers}}' },
        expect: {
          status: 403,
          headers: {
            'www-authenticate': {
              $match: '^Bearer .*error="insufficient_scope".*scope="profile"',
            },
          },
        },
      },
    ],
  },
];
