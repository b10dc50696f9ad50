import { DEMO_ACCOUNT } from '../seed.ts';
import type {
  ContractCase,
  ExchangeStep,
  Expectation,
  Pattern,
} from '../types.ts';
import { PROVIDERS_ON, signInWithCode, visit } from './identity-steps.ts';
import {
  apiError,
  cannotRead,
  cannotRenew,
  canRead,
  INVALID_TOKEN,
  JSON_API_HEADERS,
  MISSING_TOKEN,
  oauthError,
  passwordForm,
  renew,
  signIn,
  tokenRequest,
} from './steps.ts';

const path = '/api/me/password';
const MEDIA_TYPE = 'application/vnd.api+json';
const ADA = 'ada.lovelace@gmail.com';

const OLD = DEMO_ACCOUNT.password;
const NEW = 'a better one';
const CHANGED: Expectation = { status: 204, text: '' };

type Pair = string | number;

/** Asks for the state, and remembers whose it is. */
const isSet = (expected: boolean, pair: Pair = 1): ExchangeStep => ({
  request: { method: 'GET', path, bearer: `{{access${pair}}}` },
  expect: {
    status: 200,
    headers: JSON_API_HEADERS,
    body: {
      links: { self: path },
      data: {
        type: 'passwords',
        attributes: {
          $all: [{ $keys: ['is-set'] }, { 'is-set': expected }],
        },
        links: { self: path },
      },
    },
  },
  remember: { id: 'data.id' },
});

const send = (
  document: unknown,
  expect: Expectation,
  { pair = 1, type = MEDIA_TYPE }: { pair?: Pair; type?: string } = {},
): ExchangeStep => ({
  request: {
    method: 'PATCH',
    path,
    bearer: `{{access${pair}}}`,
    headers: { 'content-type': type },
    body: typeof document === 'string' ? document : JSON.stringify(document),
  },
  expect,
});

const passwords = (current: unknown, wanted: unknown) => ({
  'current-password': current,
  'new-password': wanted,
});

const document = (attributes: unknown, id = '{{id}}', type = 'passwords') => ({
  data: { type, id, attributes },
});

const change = (
  attributes: unknown,
  expect: Expectation,
  pair: Pair = 1,
): ExchangeStep => send(document(attributes), expect, { pair });

const refusal = (code: string, pointer: string): Expectation =>
  apiError(422, { error: { code, source: { pointer } } as Pattern });

const AT_CURRENT = '/data/attributes/current-password';
const AT_NEW = '/data/attributes/new-password';
const WRONG = refusal('password-wrong', AT_CURRENT);

const cannotSignIn = (changes: Record<string, string> = {}): ExchangeStep => ({
  request: tokenRequest(passwordForm(changes)),
  expect: oauthError(400, 'invalid_grant'),
});

/** `GET` and `PATCH /api/me/password`. */
export const passwordCases: readonly ContractCase[] = [
  {
    name: 'F8 another password is set by who shows the old one; all other sessions end, this one stays',
    steps: [
      signIn(1),
      signIn(2),
      signIn('Other', { client_id: 'another-app' }),
      isSet(true),
      change(passwords(OLD, NEW), CHANGED),
      canRead(1),
      cannotRead(2),
      cannotRenew(2),
      cannotRead('Other'),
      cannotSignIn(),
      signIn(3, { password: NEW }),
      renew(1, 4),
      change(passwords(NEW, OLD), CHANGED, 4),
      cannotRead(3),
      signIn(5),
    ],
  },
  {
    name: 'J9 a wrong current password is 422 at its field, never 401, and ends nothing',
    steps: [
      signIn(1),
      signIn(2),
      isSet(true),
      ...['wrong', ` ${OLD}`, `${OLD} `, OLD.toUpperCase(), NEW, ''].map(
        (current) => change(passwords(current, NEW), WRONG),
      ),
      canRead(1),
      canRead(2),
      signIn(3),
    ],
  },
  {
    name: 'J3 a new password is taken as it is, to the byte',
    steps: [
      signIn(1),
      isSet(true),
      ...[
        [OLD, ' spaces '],
        [' spaces ', 'p%40ss+w0rd&x=y#z'],
        ['p%40ss+w0rd&x=y#z', '🔑 and ASCII'],
        ['🔑 and ASCII', 'u\u0308ml'],
        ['u\u0308ml', 'a'.repeat(1024)],
        ['a'.repeat(1024), '__proto__'],
      ].flatMap(([current = '', wanted = '']) => [
        change(passwords(current, wanted), CHANGED),
        signIn('new', { password: wanted }),
        cannotSignIn({ password: current }),
      ]),
    ],
  },
  {
    name: 'N10 passwords that cannot be right are refused, each by its own pointer, and nothing is changed',
    steps: [
      signIn(1),
      isSet(true),
      ...(
        [
          ['', 'attribute-blank'],
          ['a'.repeat(1025), 'attribute-too-long'],
          [null, 'attribute-malformed'],
          [1, 'attribute-malformed'],
          [['x'], 'attribute-malformed'],
          [{ $ne: '' }, 'attribute-malformed'],
        ] as const
      ).map(([wanted, code]) =>
        change(passwords(OLD, wanted), refusal(code, AT_NEW)),
      ),
      send(
        `{"data":{"type":"passwords","id":"{{id}}","attributes":{"current-password":"${OLD}","new-password":"\\ud800"}}}`,
        refusal('attribute-malformed', AT_NEW),
      ),
      ...[null, 1, ['x'], { $ne: '' }].map((current) =>
        change(
          passwords(current, NEW),
          refusal('attribute-malformed', AT_CURRENT),
        ),
      ),
      ...[
        {},
        undefined,
        { 'new-password': NEW },
        { 'current-password': OLD },
      ].map((attributes) =>
        change(attributes, refusal('attribute-missing', '/data/attributes')),
      ),
      canRead(1),
      signIn(2),
    ],
  },
  {
    name: 'N5 nothing else can be changed here, and a password nowhere else',
    steps: [
      signIn(1),
      isSet(true),
      ...['email', 'password', 'password-hash', 'is-set', 'user-id'].map(
        (name) =>
          change(
            { ...passwords(OLD, NEW), [name]: 'x' },
            apiError(403, {
              error: {
                code: 'attribute-read-only',
                source: { pointer: `/data/attributes/${name}` },
              },
            }),
          ),
      ),
      {
        request: {
          method: 'PATCH',
          path: '/api/users/{{id}}',
          bearer: '{{access1}}',
          headers: { 'content-type': MEDIA_TYPE },
          body: JSON.stringify({
            data: {
              type: 'users',
              id: '{{id}}',
              attributes: { 'new-password': NEW },
            },
          }),
        },
        expect: apiError(403),
      },
      signIn(2),
    ],
  },
  {
    name: 'N6 the document must be about the password of who asks, in the media type of JSON:API',
    steps: [
      signIn(1),
      isSet(true),
      ...[
        document(passwords(OLD, NEW), '00000000-0000-4000-8000-00000000dead'),
        document(passwords(OLD, NEW), 'me'),
        document(passwords(OLD, NEW), '{{id}}', 'users'),
      ].map((wrong) =>
        send(wrong, apiError(409, { error: { code: 'resource-mismatch' } })),
      ),
      ...['', '{', '[]', '{"data":null}'].map((wrong) =>
        send(wrong, apiError(400, { error: { code: 'invalid-body' } })),
      ),
      send(document(passwords(OLD, NEW)), apiError(415), {
        type: 'application/json',
      }),
      signIn(2),
    ],
  },
  {
    name: 'N1 N2 N3 a password is for the app of this server, for who is signed in, within the scope',
    steps: [
      ...(['GET', 'PATCH', 'POST'] as const).flatMap((method) => [
        { request: { method, path }, expect: MISSING_TOKEN },
        { request: { method, path, bearer: 'unknown' }, expect: INVALID_TOKEN },
      ]),
      signIn(1),
      isSet(true),
      signIn('Users', { scope: 'users' }),
      change(passwords(OLD, NEW), apiError(403), 'Users'),
      signIn('Other', { client_id: 'another-app' }),
      ...(['GET', 'PATCH'] as const).map((method) => ({
        request: {
          method,
          path,
          bearer: '{{accessOther}}',
          headers: { 'content-type': MEDIA_TYPE },
          ...(method === 'PATCH' && {
            body: JSON.stringify(document(passwords(OLD, NEW))),
          }),
        },
        expect: apiError(403, { error: { code: 'first-party-only' } }),
      })),
      ...(['POST', 'PUT', 'DELETE'] as const).map((method) => ({
        request: { method, path, bearer: '{{access1}}' },
        expect: apiError(405, { headers: { allow: 'GET, HEAD, PATCH' } }),
      })),
      {
        request: {
          method: 'GET',
          path,
          bearer: '{{access1}}',
          query: { include: 'user' },
        },
        expect: apiError(400, { error: { source: { parameter: 'include' } } }),
      },
      signIn(2),
    ],
  },
  {
    name: 'N11 whoever has no password sets the first one within ten minutes of a sign-in, not later',
    settings: PROVIDERS_ON,
    steps: [
      visit('Ada', 'google'),
      signInWithCode('Ada', 'Ada'),
      isSet(false, 'Ada'),
      change(passwords('', NEW), WRONG, 'Ada'),
      change(passwords(null, NEW), WRONG, 'Ada'),
      { wait: 600 },
      renew('Ada', 'Late'),
      change(
        { 'new-password': NEW },
        apiError(403, { error: { code: 'fresh-sign-in-needed' } }),
        'Late',
      ),
      isSet(false, 'Late'),
      cannotSignIn({ username: ADA, password: NEW }),
      visit('Again', 'google'),
      signInWithCode('Again', 'Again'),
      { wait: 599 },
      change({ 'new-password': NEW }, CHANGED, 'Again'),
      isSet(true, 'Again'),
      cannotRead('Late'),
      signIn('Password', { username: ADA, password: NEW }),
      // From now on it is a change, which needs the one that there is.
      change(
        { 'new-password': 'other' },
        refusal('attribute-missing', '/data/attributes'),
        'Again',
      ),
      change(passwords(NEW, 'other'), CHANGED, 'Again'),
    ],
  },
];
