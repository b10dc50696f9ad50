import { HOSTILE_WRONG_PASSWORDS } from '../hostile.ts';
import { SCOPES } from '../seed.ts';
import type { ContractCase, ExchangeStep } from '../types.ts';
import {
  CLIENT_ID,
  oauthError,
  passwordForm,
  signIn,
  TOKEN_ANSWER,
  tokenRequest,
} from './steps.ts';

const WRONG = oauthError(400, 'invalid_grant');
const NOT_A_REQUEST = oauthError(400, 'invalid_request');
const path = '/oauth/token';

function refusedForm(
  changes: Record<string, string | undefined>,
  expect = NOT_A_REQUEST,
): ExchangeStep {
  return { request: tokenRequest(passwordForm(changes)), expect };
}

/** `POST /oauth/token` with a password: RFC 6749 sections 3.2, 4.3 and 5. */
export const tokenCases: readonly ContractCase[] = [
  {
    name: 'M13 the right password brings a pair of tokens and all scopes of the client',
    steps: [
      {
        request: tokenRequest(passwordForm()),
        expect: {
          ...TOKEN_ANSWER,
          body: {
            $all: [
              TOKEN_ANSWER.body ?? {},
              { expires_in: 3600, scope: SCOPES.join(' ') },
              {
                $keys: [
                  'access_token',
                  'token_type',
                  'expires_in',
                  'refresh_token',
                  'scope',
                ],
              },
            ],
          },
        },
        remember: { access1: 'access_token', refresh1: 'refresh_token' },
      },
      {
        request: tokenRequest(passwordForm()),
        expect: {
          status: 200,
          body: {
            access_token: { $not: '{{access1}}' },
            refresh_token: { $not: '{{refresh1}}' },
          },
        },
      },
    ],
  },
  {
    name: 'M13 the life of the access token follows the setting',
    settings: { accessTokenLifetime: 60 },
    steps: [
      {
        request: tokenRequest(passwordForm()),
        expect: { status: 200, body: { expires_in: 60 } },
      },
    ],
  },
  {
    name: 'J4 the e-mail address is trimmed, and its case does not matter',
    steps: [
      signIn(1, { username: 'Demo@Latchkey.TEST' }),
      signIn(2, { username: '  demo@latchkey.test ' }),
    ],
  },
  {
    name: 'M14 an unknown user and a wrong password get the same answer',
    steps: [
      {
        ...refusedForm({ password: 'wrong' }, WRONG),
        remember: { description: 'error_description' },
      },
      {
        request: tokenRequest(
          passwordForm({ username: 'nobody@latchkey.test' }),
        ),
        expect: {
          status: 400,
          body: {
            error: 'invalid_grant',
            error_description: '{{description}}',
          },
        },
      },
    ],
  },
  {
    name: 'J3 passwords are compared as they came: hostile ones and near misses are refused',
    steps: HOSTILE_WRONG_PASSWORDS.map((password) =>
      refusedForm({ password }, WRONG),
    ),
  },
  {
    name: 'N7 hostile user names are unknown users',
    steps: ["' OR 1=1 --", '\u0000', '%', 'a'.repeat(400), '🔑@x'].map(
      (username) => refusedForm({ username }, WRONG),
    ),
  },
  {
    name: 'M13 missing and empty parameters are refused',
    steps: [
      refusedForm({ username: undefined }),
      refusedForm({ password: undefined }),
      refusedForm({ username: '' }),
      refusedForm({ password: '' }),
      refusedForm({ grant_type: undefined }),
      refusedForm({ grant_type: '' }),
      refusedForm({ client_id: undefined }),
      refusedForm({ client_id: '' }),
      {
        request: {
          method: 'POST',
          path,
          body: '',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        },
        expect: NOT_A_REQUEST,
      },
    ],
  },
  {
    name: 'M13 a parameter without a value counts as omitted, an unknown one is ignored',
    steps: [signIn(1, { scope: '' }), signIn(2, { flavour: 'vanilla' })],
  },
  {
    name: 'M13 a parameter that is there twice is refused',
    steps: ['grant_type', 'username', 'password', 'client_id', 'flavour'].map(
      (name) => ({
        request: {
          method: 'POST',
          path,
          form: [
            ...Object.entries(passwordForm({ flavour: 'vanilla' })),
            [name, 'again'] as const,
          ],
        },
        expect: NOT_A_REQUEST,
      }),
    ),
  },
  {
    name: 'M13 only POST',
    steps: (['GET', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
      request: { method, path },
      expect: oauthError(405, 'invalid_request', { allow: 'POST' }),
    })),
  },
  {
    name: 'M13 only a form: JSON, multipart and text are refused',
    steps: [
      {
        request: { method: 'POST', path, json: passwordForm() },
        expect: NOT_A_REQUEST,
      },
      {
        request: {
          method: 'POST',
          path,
          body: '--x\r\ncontent-disposition: form-data; name="grant_type"\r\n\r\npassword\r\n--x--\r\n',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
        },
        expect: NOT_A_REQUEST,
      },
      {
        request: {
          method: 'POST',
          path,
          form: passwordForm(),
          headers: { 'content-type': 'text/plain' },
        },
        expect: NOT_A_REQUEST,
      },
    ],
  },
  {
    name: 'M13 the media type may name its charset',
    steps: [
      {
        request: {
          method: 'POST',
          path,
          form: passwordForm(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
          },
        },
        expect: TOKEN_ANSWER,
      },
    ],
  },
  {
    name: 'M13 a form with broken encoding is refused',
    steps: ['%zz', '%e0%a4', '%ff'].map((password) => ({
      request: {
        method: 'POST',
        path,
        body: `grant_type=password&username=demo%40latchkey.test&client_id=${CLIENT_ID}&password=${password}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      expect: NOT_A_REQUEST,
    })),
  },
  {
    name: 'M13 parameters in the address are refused',
    steps: [
      {
        request: {
          method: 'POST',
          path,
          query: { client_id: CLIENT_ID },
          form: passwordForm(),
        },
        expect: NOT_A_REQUEST,
      },
    ],
  },
  {
    name: 'M12 an unknown client and an unknown grant are refused',
    steps: [
      refusedForm(
        { client_id: 'nobody' },
        oauthError(400, 'invalid_client', { 'www-authenticate': null }),
      ),
      refusedForm(
        { client_id: 'constructor' },
        oauthError(400, 'invalid_client'),
      ),
      refusedForm(
        { grant_type: 'implicit' },
        oauthError(400, 'unsupported_grant_type'),
      ),
      refusedForm(
        { grant_type: 'constructor' },
        oauthError(400, 'unsupported_grant_type'),
      ),
      refusedForm(
        { grant_type: 'client_credentials' },
        oauthError(400, 'unsupported_grant_type'),
      ),
    ],
  },
  {
    name: 'M12 a client gets only the grants that it is registered for',
    steps: [
      refusedForm(
        { client_id: 'renewal-only' },
        oauthError(400, 'unauthorized_client'),
      ),
    ],
  },
  {
    name: 'M12 the password grant can be switched off',
    settings: { passwordGrant: false },
    steps: [refusedForm({}, oauthError(400, 'unsupported_grant_type'))],
  },
  {
    name: 'M11 a public client that presents a secret is refused',
    steps: [
      refusedForm(
        { client_secret: 'secret' },
        oauthError(400, 'invalid_client'),
      ),
      {
        request: {
          ...tokenRequest(passwordForm({ client_id: undefined })),
          headers: { authorization: `Basic ${btoa(`${CLIENT_ID}:secret`)}` },
        },
        expect: oauthError(401, 'invalid_client', {
          'www-authenticate': { $match: '^Basic realm=' },
        }),
      },
    ],
  },
  {
    name: 'M11 a client that authenticates in two ways at once is refused',
    steps: [
      {
        request: {
          ...tokenRequest(passwordForm({ client_secret: 'secret' })),
          headers: { authorization: `Basic ${btoa(`${CLIENT_ID}:secret`)}` },
        },
        expect: NOT_A_REQUEST,
      },
      {
        request: {
          ...tokenRequest(passwordForm()),
          headers: { authorization: `Basic ${btoa('another-app:')}` },
        },
        expect: NOT_A_REQUEST,
      },
    ],
  },
  {
    name: 'D19 a scope can be asked for as far as the client has it',
    steps: [
      {
        request: tokenRequest(passwordForm({ scope: 'profile' })),
        expect: { status: 200, body: { scope: 'profile' } },
      },
      refusedForm(
        { scope: 'profile everything' },
        oauthError(400, 'invalid_scope'),
      ),
      refusedForm({ scope: '"' }, oauthError(400, 'invalid_scope')),
    ],
  },
  {
    name: 'M15 after too many wrong passwords even the right one is refused, and it is said for how long',
    only: 'server',
    reason: 'a simulation has nobody to protect',
    settings: { patience: { freeFailures: 1, longestWait: 60 } },
    steps: [
      refusedForm({ password: 'wrong' }, WRONG),
      refusedForm({ password: 'wrong' }, WRONG),
      refusedForm(
        {},
        oauthError(429, 'too_many_requests', {
          'retry-after': { $match: '^[1-9]\\d*$' },
        }),
      ),
      { wait: 1 },
      { request: tokenRequest(passwordForm()), expect: TOKEN_ANSWER },
    ],
  },
  {
    name: 'J11 a form of more than 64 kB is refused before the password is hashed',
    only: 'server',
    reason: 'a simulation has no memory to protect',
    steps: [
      refusedForm(
        { password: 'a'.repeat(70_000) },
        oauthError(413, 'invalid_request'),
      ),
      refusedForm(
        { password: 'a'.repeat(1_000_000) },
        oauthError(413, 'invalid_request'),
      ),
    ],
  },
];
