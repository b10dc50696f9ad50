import type { ContractCase, ExchangeStep, Expectation } from '../types.ts';
import {
  PROVIDERS_ON as settings,
  presentedCode,
  isUser,
  signInWithCode,
  visit,
} from './identity-steps.ts';
import { DEMO_ACCOUNT } from '../seed.ts';
import {
  apiError,
  INVALID_TOKEN,
  JSON_API_HEADERS,
  MISSING_TOKEN,
  MOMENT,
  signIn,
  UUID,
} from './steps.ts';

const path = '/api/me/identities';
const bearer = '{{access1}}';

/** An identity as a resource: these attributes, and no subject. */
const identity = (provider: string, email: string | null) => ({
  type: 'identities',
  id: { $match: UUID },
  attributes: {
    $all: [
      { provider, email, 'linked-at': { $match: MOMENT } },
      { $keys: ['provider', 'email', 'linked-at'] },
    ],
  },
  links: { self: { $match: `^${path}/[0-9a-f-]{36}$` } },
});

const ADA = 'ada.lovelace@gmail.com';

/** Links the identity whose code has this name, by a form or by JSON. */
const link = (
  name: string,
  expect: Expectation,
  { as, pair = 1 }: { as?: string; pair?: string | number } = {},
): ExchangeStep => ({
  request: {
    method: 'POST',
    path,
    bearer: `{{access${pair}}}`,
    ...(as === 'json'
      ? { json: presentedCode(name) }
      : { form: presentedCode(name) }),
  },
  expect,
  ...(expect.status < 300 && { remember: { [`id${name}`]: 'data.id' } }),
});

const linked = (provider: string, status = 201): Expectation => ({
  status,
  headers: {
    ...JSON_API_HEADERS,
    location: { $match: `^${path}/[0-9a-f-]{36}$` },
  },
  body: { data: identity(provider, ADA) },
});

const list = (...providers: string[]): ExchangeStep => ({
  request: { method: 'GET', path, bearer },
  expect: {
    status: 200,
    headers: JSON_API_HEADERS,
    body: {
      links: { self: path },
      data: providers.map((provider) => identity(provider, ADA)),
    },
  },
});

const one = (
  method: 'GET' | 'DELETE',
  id: string,
  expect: Expectation,
  pair: string | number = 1,
): ExchangeStep => ({
  request: { method, path: `${path}/${id}`, bearer: `{{access${pair}}}` },
  expect,
});

const GONE: Expectation = {
  status: 204,
  headers: { 'cache-control': 'no-store' },
  text: '',
};

/** `/api/me/identities`: the providers by which a user can sign in. */
export const identitiesCases: readonly ContractCase[] = [
  {
    name: 'A31 a signed-in user links identities, sees them, can sign in by them, and unlinks them',
    settings,
    steps: [
      signIn(1),
      list(),
      visit('Google', 'google'),
      link('Google', linked('google')),
      { wait: 1 },
      visit('GitHub', 'github'),
      link('GitHub', linked('github'), { as: 'json' }),
      visit('Again', 'google'),
      link('Again', linked('google', 200)),
      list('google', 'github'),
      one('GET', '{{idGoogle}}', {
        status: 200,
        headers: JSON_API_HEADERS,
        body: { data: identity('google', ADA) },
      }),
      visit('Enter', 'google'),
      signInWithCode('Enter', 2),
      isUser(2, DEMO_ACCOUNT.email),
      one('DELETE', '{{idGoogle}}', GONE),
      list('github'),
      // There is the password still.
      one('DELETE', '{{idGitHub}}', GONE),
      list(),
      one('DELETE', '{{idGitHub}}', apiError(404)),
    ],
  },
  {
    name: 'A31 N3 an identity of somebody else cannot be taken, seen or unlinked; the last way in stays',
    settings,
    steps: [
      visit('Ada', 'google'),
      signInWithCode('Ada', 'Ada'),
      {
        request: { method: 'GET', path, bearer: '{{accessAda}}' },
        expect: { status: 200 },
        remember: { idAda: 'data.0.id' },
      },
      signIn(1),
      visit('Mine', 'google'),
      link('Mine', apiError(409, { error: { code: 'identity-taken' } })),
      list(),
      one('GET', '{{idAda}}', apiError(404)),
      one('DELETE', '{{idAda}}', apiError(404)),
      one('GET', 'constructor', apiError(404)),
      one(
        'DELETE',
        '{{idAda}}',
        apiError(409, { error: { code: 'last-way-in' } }),
        'Ada',
      ),
      visit('More', 'github', { person: 'alan' }),
      link('More', { status: 201 }, { pair: 'Ada' }),
      one('DELETE', '{{idAda}}', GONE, 'Ada'),
      one(
        'DELETE',
        '{{idMore}}',
        apiError(409, { error: { code: 'last-way-in' } }),
        'Ada',
      ),
    ],
  },
  {
    name: 'A29 a code that does not lead on is refused as the API refuses',
    settings,
    steps: [
      signIn(1),
      visit('Used', 'google'),
      link('Used', { status: 201 }),
      link('Used', apiError(400, { error: { code: 'identity-refused' } })),
      visit('Failing', 'google', { scenario: 'server-error' }),
      link(
        'Failing',
        apiError(502, { error: { code: 'identity-provider-error' } }),
      ),
      visit('Silent', 'github', { scenario: 'email-missing' }),
      link('Silent', {
        status: 201,
        body: { data: identity('github', null) },
      }),
      ...[{ form: {} }, { json: {} }, { json: [] }, { json: { code: 1 } }].map(
        (body) => ({
          request: { method: 'POST' as const, path, bearer, ...body },
          expect: apiError(400, { error: { code: 'invalid-body' } }),
        }),
      ),
      {
        request: { method: 'POST', path, bearer, body: 'provider=google' },
        expect: apiError(400, { error: { code: 'invalid-body' } }),
      },
    ],
  },
  {
    name: 'N1 N2 N10 identities are for who is signed in, within the scope, by the methods that there are',
    settings,
    steps: [
      ...(['GET', 'POST', 'PATCH'] as const).map((method) => ({
        request: { method, path },
        expect: MISSING_TOKEN,
      })),
      {
        request: { method: 'DELETE', path: `${path}/x`, bearer: 'unknown' },
        expect: INVALID_TOKEN,
      },
      signIn(1),
      {
        request: { method: 'DELETE', path, bearer },
        expect: apiError(405, { headers: { allow: 'GET, HEAD, POST' } }),
      },
      {
        request: { method: 'POST', path: `${path}/x`, bearer },
        expect: apiError(405, { headers: { allow: 'GET, HEAD, DELETE' } }),
      },
      {
        request: { method: 'GET', path, bearer, query: { include: 'user' } },
        expect: apiError(400, { error: { source: { parameter: 'include' } } }),
      },
      {
        request: { method: 'HEAD', path, bearer },
        expect: { status: 200, text: '' },
      },
      signIn('Users', { scope: 'users' }),
      ...(['GET', 'POST', 'DELETE'] as const).flatMap((method) =>
        [path, `${path}/x`].map((where) => ({
          request: { method, path: where, bearer: '{{accessUsers}}' },
          expect: { status: 403 },
        })),
      ),
    ],
  },
];
