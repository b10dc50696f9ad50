import { DEMO_ACCOUNT } from '../seed.ts';
import type {
  ContractCase,
  ContractRequest,
  ExchangeStep,
  Expectation,
} from '../types.ts';
import { apiError, JSON_API_HEADERS, signIn } from './steps.ts';

/** A strong one: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
const STRONG = { $match: '^"[\\x21\\x23-\\x7e]+"$' };
const STALE = apiError(412, { error: { code: 'precondition-failed' } });

const ME = '/api/me';
const USER = '/api/users/{{id}}';

type Headers = Readonly<Record<string, string>>;

/** Reads, and remembers the tag by a name. */
const read = (
  path: string,
  name: string,
  query: Headers = {},
): ExchangeStep => ({
  request: { method: 'GET', path, query, bearer: '{{access1}}' },
  expect: { status: 200, headers: { ...JSON_API_HEADERS, etag: STRONG } },
  ...(path === ME && { remember: { id: 'data.id' } }),
  rememberHeaders: { [name]: 'etag' },
});

const get = (
  path: string,
  headers: Headers,
  expect: Expectation,
  query: Headers = {},
): ExchangeStep => ({
  request: { method: 'GET', path, query, headers, bearer: '{{access1}}' },
  expect,
});

const change = (
  attributes: Headers,
  headers: Headers = {},
  query: Headers = {},
): ContractRequest => ({
  method: 'PATCH',
  path: USER,
  query,
  bearer: '{{access1}}',
  headers: { 'content-type': 'application/vnd.api+json', ...headers },
  body: JSON.stringify({ data: { type: 'users', id: '{{id}}', attributes } }),
});

const isNamed = (name: string): ExchangeStep =>
  get(
    USER,
    {},
    { status: 200, body: { data: { attributes: { 'first-name': name } } } },
  );

/** Entity tags and the conditions on them: RFC 9110 sections 8.8 and 13. */
export const conditionsCases: readonly ContractCase[] = [
  {
    name: 'N9 a user has a strong ETag, another at each address and for each fieldset',
    steps: [
      signIn(1),
      read(ME, 'me'),
      read(USER, 'user'),
      read(ME, 'again'),
      get(ME, {}, { status: 200, headers: { etag: '{{me}}' } }),
      read(USER, 'email', { 'fields[users]': 'email' }),
      get(USER, { 'if-none-match': '{{me}}' }, { status: 200 }),
      get(USER, { 'if-none-match': '{{email}}' }, { status: 200 }),
      get(
        USER,
        { 'if-none-match': '{{user}}' },
        { status: 200 },
        { 'fields[users]': 'email' },
      ),
    ],
  },
  {
    name: 'N9 If-None-Match with the tag that there is: 304, without a body, with the tag',
    steps: [
      signIn(1),
      read(ME, 'me'),
      read(USER, 'user'),
      ...['{{user}}', 'W/{{user}}', '"a,b", {{user}}', '*'].map((tag) =>
        get(
          USER,
          { 'if-none-match': tag },
          {
            status: 304,
            headers: {
              etag: '{{user}}',
              'cache-control': 'no-store',
              vary: { $match: '^Accept, Authorization\\b' },
            },
            text: '',
          },
        ),
      ),
      get(ME, { 'if-none-match': '{{me}}' }, { status: 304, text: '' }),
      {
        request: {
          method: 'HEAD',
          path: ME,
          headers: { 'if-none-match': '{{me}}' },
          bearer: '{{access1}}',
        },
        expect: { status: 304, text: '' },
      },
      ...['"other"', 'nonsense', '""', 'W/"*"'].map((tag) =>
        get(USER, { 'if-none-match': tag }, { status: 200 }),
      ),
      // Who may not read is not told whether anything has changed.
      {
        request: {
          method: 'GET',
          path: ME,
          headers: { 'if-none-match': '*' },
        },
        expect: apiError(401),
      },
    ],
  },
  {
    name: 'N9 a change with the tag that there is succeeds, and brings the next tag',
    steps: [
      signIn(1),
      read(ME, 'me'),
      read(USER, 'first'),
      {
        request: change({ 'first-name': 'Grace' }, { 'if-match': '{{first}}' }),
        expect: { status: 200, headers: { etag: STRONG } },
        rememberHeaders: { second: 'etag' },
      },
      get(USER, {}, { status: 200, headers: { etag: '{{second}}' } }),
      {
        request: change(
          { 'first-name': 'Ada' },
          { 'if-match': '"older", {{second}}' },
        ),
        expect: { status: 200 },
      },
      {
        request: change({ 'first-name': 'Jean' }, { 'if-match': '*' }),
        expect: { status: 200 },
      },
      {
        request: change({ 'first-name': 'Joan' }),
        expect: { status: 200 },
      },
      isNamed('Joan'),
    ],
  },
  {
    name: 'N9 a change with any other tag is refused with 412, and changes nothing',
    steps: [
      signIn(1),
      read(ME, 'me'),
      read(USER, 'first'),
      read(USER, 'email', { 'fields[users]': 'email' }),
      ...[
        '{{me}}',
        '{{email}}',
        // If-Match compares strongly: RFC 9110 section 13.1.1.
        'W/{{first}}',
        '"other"',
        'nonsense',
        '"a", "b"',
        'a*',
      ].map((tag) => ({
        request: change({ 'first-name': 'Lost' }, { 'if-match': tag }),
        expect: STALE,
      })),
      isNamed(DEMO_ACCOUNT.firstName),
      {
        request: change({ 'first-name': 'Grace' }, { 'if-match': '{{first}}' }),
        expect: { status: 200 },
      },
      {
        request: change({ 'last-name': 'Lost' }, { 'if-match': '{{first}}' }),
        expect: STALE,
      },
      {
        request: change({ 'first-name': 'Lost' }, { 'if-none-match': '*' }),
        expect: STALE,
      },
      get(USER, { 'if-match': '{{first}}' }, STALE),
      isNamed('Grace'),
    ],
  },
  {
    name: 'N9 a condition is about the fieldset of the request that makes it',
    steps: [
      signIn(1),
      read(ME, 'me'),
      read(USER, 'whole'),
      read(USER, 'names', { 'fields[users]': 'first-name' }),
      {
        request: change(
          { 'first-name': 'Grace' },
          { 'if-match': '{{whole}}' },
          { 'fields[users]': 'first-name' },
        ),
        expect: STALE,
      },
      {
        request: change(
          { 'first-name': 'Grace' },
          { 'if-match': '{{names}}' },
          { 'fields[users]': 'first-name' },
        ),
        expect: {
          status: 200,
          body: { data: { attributes: { $keys: ['first-name'] } } },
        },
      },
      {
        request: change(
          { 'first-name': 'Lost' },
          {},
          { 'fields[users]': 'password-hash' },
        ),
        expect: apiError(400, {
          error: { source: { parameter: 'fields[users]' } },
        }),
      },
      isNamed('Grace'),
    ],
  },
  {
    name: 'N9 of several changes at once with the same tag exactly one succeeds',
    steps: [
      signIn(1),
      read(ME, 'me'),
      read(USER, 'first'),
      {
        request: change({ 'first-name': 'Grace' }, { 'if-match': '{{first}}' }),
        parallel: 8,
        expectStatuses: { 200: 1, 412: 7 },
      },
      isNamed('Grace'),
    ],
  },
  {
    name: 'N9 what is wrong with a request is told before its condition is looked at',
    steps: [
      signIn(1),
      read(ME, 'me'),
      {
        request: change({ 'first-name': '' }, { 'if-match': '"stale"' }),
        expect: apiError(422),
      },
      {
        request: change({ email: 'x' }, { 'if-match': '"stale"' }),
        expect: apiError(403),
      },
      get(
        '/api/users/00000000-0000-4000-8000-00000000dead',
        { 'if-none-match': '*' },
        apiError(404),
      ),
    ],
  },
];
