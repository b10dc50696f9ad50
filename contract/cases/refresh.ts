import { SCOPES } from '../seed.ts';
import type { ContractCase } from '../types.ts';
import {
  cannotRead,
  cannotRenew,
  canRead,
  oauthError,
  refreshForm,
  renew,
  signIn,
  tokenRequest,
} from './steps.ts';

const STRICT = { refreshTokenRetryWindow: 0 };

/** Renewal: RFC 6749 section 6, rotation and reuse: RFC 9700 section 4.14.2. */
export const refreshCases: readonly ContractCase[] = [
  {
    name: 'M7 a renewal rotates the refresh token, and the new pair works',
    settings: STRICT,
    steps: [
      signIn(1),
      {
        request: tokenRequest(refreshForm('{{refresh1}}')),
        expect: {
          status: 200,
          body: {
            access_token: { $not: '{{access1}}' },
            refresh_token: { $not: '{{refresh1}}' },
            expires_in: 3600,
            scope: SCOPES.join(' '),
          },
        },
        remember: { access2: 'access_token', refresh2: 'refresh_token' },
      },
      canRead(2),
      renew(2, 3),
      canRead(3),
    ],
  },
  {
    name: 'M7 strict: a used refresh token presented again ends the family',
    settings: STRICT,
    steps: [
      signIn(1),
      renew(1, 2),
      cannotRenew(1),
      cannotRenew(2),
      cannotRead(1),
      cannotRead(2),
    ],
  },
  {
    name: 'M7 strict: ten uses at once bring one pair, and then the family is at its end',
    settings: STRICT,
    steps: [
      signIn(1),
      {
        request: tokenRequest(refreshForm('{{refresh1}}')),
        parallel: 10,
        expectStatuses: { 200: 1, 400: 9 },
      },
      cannotRead(1),
    ],
  },
  {
    name: 'M7 the end of one family leaves the other sign-ins of the user alone',
    settings: STRICT,
    steps: [
      signIn('Phone'),
      signIn(1),
      renew(1, 2),
      cannotRenew(1),
      canRead('Phone'),
      renew('Phone', 'Phone2'),
    ],
  },
  {
    name: 'M7 window: when the answer was lost, the used token brings a new pair and the lost one is revoked',
    steps: [
      signIn(1),
      renew(1, 'Lost'),
      { wait: 29 },
      renew(1, 2),
      cannotRead('Lost'),
      canRead(2),
      renew(2, 3),
    ],
  },
  {
    name: 'M7 window: a lost token that turns up after the retry ends the family',
    steps: [
      signIn(1),
      renew(1, 'Lost'),
      renew(1, 2),
      cannotRenew('Lost'),
      cannotRenew(2),
      cannotRead(2),
    ],
  },
  {
    name: 'M7 window: once the new access token was used, the used refresh token ends the family',
    steps: [
      signIn(1),
      renew(1, 2),
      canRead(2),
      cannotRenew(1),
      cannotRead(2),
      cannotRenew(2),
    ],
  },
  {
    name: 'M7 window: once the new refresh token was used, the old one ends the family',
    steps: [
      signIn(1),
      renew(1, 2),
      renew(2, 3),
      cannotRenew(1),
      cannotRenew(3),
      cannotRead(3),
    ],
  },
  {
    name: 'M7 window: after it, the used token ends the family',
    steps: [
      signIn(1),
      renew(1, 2),
      { wait: 30 },
      cannotRenew(1),
      cannotRenew(2),
      cannotRead(2),
    ],
  },
  {
    name: 'M7 window: it is counted from the first use, a retry does not prolong it',
    steps: [
      signIn(1),
      renew(1, 'Lost'),
      { wait: 20 },
      renew(1, 2),
      { wait: 20 },
      cannotRenew(1),
      cannotRenew(2),
    ],
  },
  {
    name: 'M8 a refresh token that rests too long is expired; each renewal begins a new rest',
    settings: { refreshTokenLifetime: 100 },
    steps: [
      signIn(1),
      { wait: 90 },
      renew(1, 2),
      { wait: 90 },
      renew(2, 3),
      { wait: 101 },
      cannotRenew(3),
    ],
  },
  {
    name: 'M8 D21 no renewal outlives the absolute end of the session',
    settings: { sessionLifetime: 100, accessTokenLifetime: 60 },
    steps: [
      signIn(1),
      { wait: 70 },
      {
        request: tokenRequest(refreshForm('{{refresh1}}')),
        expect: { status: 200, body: { expires_in: { $atMost: 30 } } },
        remember: { access2: 'access_token', refresh2: 'refresh_token' },
      },
      canRead(2),
      { wait: 31 },
      cannotRead(2),
      cannotRenew(2),
    ],
  },
  {
    name: 'D19 the scope can shrink in a renewal, and never grow beyond the sign-in',
    settings: STRICT,
    steps: [
      signIn(1, { scope: 'profile' }),
      {
        request: tokenRequest(
          refreshForm('{{refresh1}}', { scope: SCOPES.join(' ') }),
        ),
        expect: oauthError(400, 'invalid_scope'),
      },
      renew(1, 2),
      canRead(2),
      signIn('Wide'),
      {
        request: tokenRequest(
          refreshForm('{{refreshWide}}', { scope: 'profile' }),
        ),
        expect: { status: 200, body: { scope: 'profile' } },
        remember: { accessNarrow: 'access_token' },
      },
      canRead('Narrow'),
      {
        request: {
          method: 'GET',
          path: '/api/users',
          bearer: '{{accessNarrow}}',
        },
        expect: {
          status: 403,
          headers: {
            'www-authenticate': {
              $match: '^Bearer .*error="insufficient_scope".*scope="users"',
            },
          },
        },
      },
    ],
  },
  {
    name: "M7 another client's refresh token is refused and stays whole",
    settings: STRICT,
    steps: [
      signIn(1),
      cannotRenew(1, { client_id: 'another-app' }),
      renew(1, 2),
      canRead(2),
    ],
  },
  {
    name: 'N2 what is no refresh token is refused',
    steps: [
      signIn(1),
      ...['{{access1}}', 'unknown', '\u0000', '🔑', 'a'.repeat(2000)].map(
        (token) => ({
          request: tokenRequest(refreshForm(token)),
          expect: oauthError(400, 'invalid_grant'),
        }),
      ),
      ...['', undefined].map((refresh_token) => ({
        request: tokenRequest(refreshForm('', { refresh_token })),
        expect: oauthError(400, 'invalid_request'),
      })),
      renew(1, 2),
    ],
  },
];
