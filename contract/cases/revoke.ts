import type { ContractCase, ExchangeStep, Expectation } from '../types.ts';
import {
  cannotRead,
  cannotRenew,
  canRead,
  CLIENT_ID,
  oauthError,
  renew,
  signIn,
} from './steps.ts';

const path = '/oauth/revoke';
const DONE: Expectation = {
  status: 200,
  headers: { 'cache-control': { $match: 'no-store' } },
  text: '',
};

function revoke(
  token: string,
  changes: Readonly<Record<string, string>> = {},
): ExchangeStep {
  return {
    request: {
      method: 'POST',
      path,
      form: { token, client_id: CLIENT_ID, ...changes },
    },
    expect: DONE,
  };
}

/** `POST /oauth/revoke`: RFC 7009. */
export const revokeCases: readonly ContractCase[] = [
  {
    name: 'M17 F1 F4 signing out revokes both tokens, the refresh token first',
    steps: [
      signIn(1),
      canRead(1),
      revoke('{{refresh1}}', { token_type_hint: 'refresh_token' }),
      revoke('{{access1}}', { token_type_hint: 'access_token' }),
      cannotRead(1),
      cannotRenew(1),
    ],
  },
  {
    name: 'M17 a revoked refresh token takes all access tokens of its sign-in along',
    steps: [
      signIn(1),
      renew(1, 2),
      canRead(1),
      canRead(2),
      revoke('{{refresh2}}'),
      cannotRead(1),
      cannotRead(2),
      cannotRenew(2),
    ],
  },
  {
    name: 'M17 a used refresh token signs out as well',
    steps: [signIn(1), renew(1, 2), revoke('{{refresh1}}'), cannotRead(2)],
  },
  {
    name: 'M17 a revoked access token leaves the refresh token alone',
    steps: [
      signIn(1),
      revoke('{{access1}}'),
      cannotRead(1),
      renew(1, 2),
      canRead(2),
    ],
  },
  {
    name: 'M17 F4 an access token that was used before is revoked just so',
    steps: [signIn(1), canRead(1), revoke('{{access1}}'), cannotRead(1)],
  },
  {
    name: 'M17 other sign-ins of the user are left alone',
    steps: [signIn(1), signIn(2), revoke('{{refresh1}}'), canRead(2)],
  },
  {
    name: 'M17 unknown tokens are answered as if they had been revoked, twice as well as once',
    steps: [
      signIn(1),
      revoke('unknown'),
      revoke('🔑\u0000'),
      revoke('{{refresh1}}'),
      revoke('{{refresh1}}'),
    ],
  },
  {
    name: 'M17 a wrong or unknown hint does not matter',
    steps: [
      signIn(1),
      revoke('{{access1}}', { token_type_hint: 'refresh_token' }),
      cannotRead(1),
      revoke('{{refresh1}}', { token_type_hint: 'access_token' }),
      cannotRenew(1),
      signIn(2),
      revoke('{{refresh2}}', { token_type_hint: 'something_else' }),
      cannotRead(2),
    ],
  },
  {
    name: "M17 another client's token stays untouched",
    steps: [
      signIn(1),
      revoke('{{refresh1}}', { client_id: 'another-app' }),
      revoke('{{access1}}', { client_id: 'another-app' }),
      canRead(1),
      renew(1, 2),
    ],
  },
  {
    name: 'M17 only POST with a form, each parameter once, by a known client',
    steps: [
      {
        request: { method: 'GET', path },
        expect: oauthError(405, 'invalid_request', { allow: 'POST' }),
      },
      {
        request: { method: 'POST', path, json: { token: 'x' } },
        expect: oauthError(400, 'invalid_request'),
      },
      {
        request: {
          method: 'POST',
          path,
          form: [
            ['token', 'x'],
            ['token', 'y'],
            ['client_id', CLIENT_ID],
          ],
        },
        expect: oauthError(400, 'invalid_request'),
      },
      {
        request: { method: 'POST', path, form: { client_id: CLIENT_ID } },
        expect: oauthError(400, 'invalid_request'),
      },
      {
        request: { method: 'POST', path, form: { token: 'x' } },
        expect: oauthError(400, 'invalid_request'),
      },
      {
        request: {
          method: 'POST',
          path,
          form: { token: 'x', client_id: 'nobody' },
        },
        expect: oauthError(400, 'invalid_client'),
      },
    ],
  },
];
