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
  INVALID_TOKEN,
  JSON_API_HEADERS,
  MISSING_TOKEN,
  MOMENT,
  signIn,
  UUID,
} from './steps.ts';

const MEDIA_TYPE = 'application/vnd.api+json';
const ATTRIBUTES = ['first-name', 'last-name', 'email', 'created-at'];

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';

/** Remembers the user of a pair as `{{id}}`, or by another name. */
const know = (pair: string | number = 1, name = 'id'): ExchangeStep => ({
  request: { method: 'GET', path: '/api/me', bearer: `{{access${pair}}}` },
  expect: { status: 200 },
  remember: { [name]: 'data.id' },
});

/** Sends a document as it is. */
const patch = (
  document: unknown,
  expect: Expectation,
  {
    id = '{{id}}',
    pair = 1,
    type = MEDIA_TYPE,
  }: { id?: string; pair?: string | number; type?: string } = {},
): ExchangeStep => ({
  request: {
    method: 'PATCH',
    path: `/api/users/${id}`,
    bearer: `{{access${pair}}}`,
    headers: { 'content-type': type },
    body: typeof document === 'string' ? document : JSON.stringify(document),
  },
  expect,
});

const document = (
  attributes: unknown,
  { id = '{{id}}', ...members }: Readonly<Record<string, unknown>> = {},
) => ({ data: { type: 'users', id, attributes, ...members } });

const changed = (attributes: Pattern): Expectation => ({
  status: 200,
  headers: JSON_API_HEADERS,
  body: {
    links: { self: { $match: '^/api/users/[0-9a-f-]{36}$' } },
    data: {
      type: 'users',
      id: { $match: UUID },
      attributes: {
        $all: [
          { $keys: ATTRIBUTES },
          { 'created-at': { $match: MOMENT } },
          attributes,
        ],
      },
      links: { self: { $match: '^/api/users/[0-9a-f-]{36}$' } },
    },
  },
});

const AS_BEFORE: Pattern = {
  'first-name': DEMO_ACCOUNT.firstName,
  'last-name': DEMO_ACCOUNT.lastName,
  email: DEMO_ACCOUNT.email,
};

/** What the API tells of the user now, at both of its addresses. */
const isNow = (
  attributes: Pattern,
  pair: string | number = 1,
  id = 'id',
): ExchangeStep[] =>
  ['/api/me', `/api/users/{{${id}}}`].map((path) => ({
    request: { method: 'GET', path, bearer: `{{access${pair}}}` },
    expect: { status: 200, body: { data: { id: `{{${id}}}`, attributes } } },
  }));

const problem = (attribute: string, code: string): Pattern => ({
  code,
  source: { pointer: `/data/attributes/${attribute}` },
});

/** `PATCH /api/users/:id`: users change their own names, and nothing else. */
export const userChangesCases: readonly ContractCase[] = [
  {
    name: 'N10 users change their names: one, both, and none',
    steps: [
      signIn(1),
      know(),
      patch(
        document({ 'first-name': 'Grace', 'last-name': 'Hopper' }),
        changed({ ...AS_BEFORE, 'first-name': 'Grace', 'last-name': 'Hopper' }),
      ),
      ...isNow({ 'first-name': 'Grace', 'last-name': 'Hopper' }),
      patch(
        document({ 'last-name': 'Murray' }),
        changed({ 'first-name': 'Grace', 'last-name': 'Murray' }),
      ),
      patch(document({}), changed({ 'last-name': 'Murray' })),
      patch(document(undefined), changed({ 'last-name': 'Murray' })),
      ...isNow({ 'first-name': 'Grace', 'last-name': 'Murray' }),
    ],
  },
  {
    name: 'J12 a name is kept as it was written, without the spaces around it; a last name may be missing',
    steps: [
      signIn(1),
      know(),
      ...[
        '<b>Bold</b>',
        "O'Connor; drop table users",
        '💥 🔑',
        'Łukasz',
        'نادیا',
        'אבגדה',
        '__proto__',
        'a'.repeat(100),
      ].map((name) =>
        patch(
          document({ 'first-name': `  ${name} `, 'last-name': name }),
          changed({ 'first-name': name, 'last-name': name }),
        ),
      ),
      patch(
        document({ 'first-name': 'Plato', 'last-name': '' }),
        changed({ 'first-name': 'Plato', 'last-name': '' }),
      ),
      patch(
        document({ 'last-name': '   ' }),
        changed({ 'first-name': 'Plato', 'last-name': '' }),
      ),
    ],
  },
  {
    name: 'N10 a name that cannot be one is refused, each by its own pointer, and nothing is changed',
    steps: [
      signIn(1),
      know(),
      ...(
        [
          ['', 'attribute-blank'],
          ['   ', 'attribute-blank'],
          ['a'.repeat(101), 'attribute-too-long'],
          ['a\u0000b', 'attribute-malformed'],
          ['a\nb', 'attribute-malformed'],
          ['a\u2028b', 'attribute-malformed'],
          ['\u202eevil', 'attribute-malformed'],
          [null, 'attribute-malformed'],
          [1, 'attribute-malformed'],
          [['Grace'], 'attribute-malformed'],
          [{ $ne: '' }, 'attribute-malformed'],
        ] as const
      ).map(([name, code]) =>
        patch(
          document({ 'first-name': name, 'last-name': 'Changed' }),
          apiError(422, { error: problem('first-name', code) }),
        ),
      ),
      patch(document({ 'first-name': '', 'last-name': 'x'.repeat(101) }), {
        ...apiError(422),
        body: {
          errors: {
            $all: [
              { $length: 2 },
              { $some: problem('first-name', 'attribute-blank') },
              { $some: problem('last-name', 'attribute-too-long') },
            ],
          },
        },
      }),
      ...isNow(AS_BEFORE),
    ],
  },
  {
    name: 'N5 nothing but the names can be changed, also not beside a name',
    steps: [
      signIn(1),
      know(),
      ...[
        'email',
        'created-at',
        'role',
        'owner-id',
        'id',
        'password',
        'password-hash',
        'passwordHash',
        'firstName',
        'first_name',
        'disabled-at',
        'email-verified-at',
        '__proto__',
        'constructor',
      ].map((attribute) =>
        patch(
          `{"data":{"type":"users","id":"{{id}}","attributes":{"first-name":"Changed","${attribute}":"x"}}}`,
          apiError(403, { error: problem(attribute, 'attribute-read-only') }),
        ),
      ),
      // The value that it has already is no excuse.
      patch(
        document({ email: DEMO_ACCOUNT.email }),
        apiError(403, { error: problem('email', 'attribute-read-only') }),
      ),
      patch(
        document(
          { 'first-name': 'Changed' },
          { relationships: { roles: { data: [{ type: 'roles', id: '1' }] } } },
        ),
        apiError(403, {
          error: {
            code: 'attribute-read-only',
            source: { pointer: '/data/relationships' },
          },
        }),
      ),
      // A member that JSON:API does not know is ignored, as it wants it.
      patch(
        document({}, { role: 'admin', 'password-hash': 'x' }),
        changed(AS_BEFORE),
      ),
      ...isNow(AS_BEFORE),
    ],
  },
  {
    name: 'N3 one changes oneself only: somebody else and nobody are refused alike',
    settings: PROVIDERS_ON,
    steps: [
      visit('Ada', 'google'),
      signInWithCode('Ada', 'Ada'),
      know('Ada', 'ada'),
      signIn(1),
      know(),
      ...['{{ada}}', UNKNOWN_ID, 'me', encodeURIComponent('../users')].map(
        (id) =>
          patch(
            document({ 'first-name': 'Changed' }, { id }),
            apiError(403, { error: { code: 'not-yours' } }),
            { id },
          ),
      ),
      patch(
        document({ 'first-name': 'Changed' }, { id: '{{ada}}' }),
        apiError(409, { error: { code: 'resource-mismatch' } }),
      ),
      ...isNow({ 'first-name': 'Ada' }, 'Ada', 'ada'),
      ...isNow(AS_BEFORE),
    ],
  },
  {
    name: 'N6 the document must be this resource, in the media type of JSON:API',
    steps: [
      signIn(1),
      know(),
      ...[
        document({}, { type: 'people' }),
        document({}, { type: undefined }),
        document({}, { id: UNKNOWN_ID }),
        document({}, { id: 1 }),
      ].map((wrong) =>
        patch(wrong, apiError(409, { error: { code: 'resource-mismatch' } })),
      ),
      ...[
        '',
        '{',
        'null',
        '[]',
        '"x"',
        '{}',
        '{"data":null}',
        '{"data":[]}',
        '{"data":"x"}',
        '{"data":{"type":"users","id":"{{id}}","attributes":null}}',
        '{"data":{"type":"users","id":"{{id}}","attributes":[]}}',
        '{"data":{"type":"users","id":"{{id}}","attributes":"x"}}',
      ].map((wrong) =>
        patch(wrong, apiError(400, { error: { code: 'invalid-body' } })),
      ),
      ...[
        'application/json',
        'text/plain',
        'application/vnd.api+json; charset=utf-8',
        'application/vnd.api+json; ext="https://jsonapi.org/ext/atomic"',
        'application/vnd.api+jsonx',
      ].map((type) =>
        patch(
          document({ 'first-name': 'Changed' }),
          apiError(415, { error: { code: 'unsupported-media-type' } }),
          { type },
        ),
      ),
      patch(document({ 'first-name': 'Grace' }), changed({}), {
        type: 'Application/VND.api+json; profile="https://example.org/a;b"',
      }),
      ...isNow({ 'first-name': 'Grace' }),
    ],
  },
  {
    name: 'N1 N2 N10 changes are for who is signed in, within the scope, by the methods that there are',
    steps: [
      {
        request: { method: 'PATCH', path: `/api/users/${UNKNOWN_ID}` },
        expect: MISSING_TOKEN,
      },
      {
        request: {
          method: 'PATCH',
          path: `/api/users/${UNKNOWN_ID}`,
          bearer: 'unknown',
        },
        expect: INVALID_TOKEN,
      },
      signIn(1),
      know(),
      ...(['POST', 'PUT', 'DELETE'] as const).map((method) => ({
        request: { method, path: '/api/users/{{id}}', bearer: '{{access1}}' },
        expect: apiError(405, { headers: { allow: 'GET, HEAD, PATCH' } }),
      })),
      {
        request: {
          method: 'PATCH',
          path: '/api/users/{{id}}',
          bearer: '{{access1}}',
          query: { include: 'tokens' },
        },
        expect: apiError(400, { error: { source: { parameter: 'include' } } }),
      },
      ...['users', 'profile'].flatMap((scope) => [
        signIn(scope, { scope }),
        patch(
          document({ 'first-name': 'Changed' }),
          {
            status: 403,
            headers: {
              'www-authenticate': {
                $match: '^Bearer .*error="insufficient_scope"',
              },
            },
          },
          { pair: scope },
        ),
      ]),
      ...isNow(AS_BEFORE),
    ],
  },
];
