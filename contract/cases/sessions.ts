import { HOSTILE_API_INPUTS } from '../hostile.ts';
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
  MOMENT,
  renew,
  signIn,
  UUID,
} from './steps.ts';

const path = '/api/me/sessions';
const bearer = '{{access1}}';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

/** What browsers say of themselves, and what the list makes of it. */
const DEVICES: readonly (readonly [userAgent: string, device: string])[] = [
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Firefox on Linux',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1',
    'Chrome on iPhone',
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15',
    'Firefox on iPad',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0',
    'Opera on Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  [
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome on ChromeOS',
  ],
  ['curl/8.14.1', 'Unknown device'],
  ['<script>alert(1)</script>', 'Unknown device'],
  ['constructor __proto__', 'Unknown device'],
];

/** Signs in with a browser that calls itself so. */
function signInFrom(
  userAgent: string,
  name: string | number,
  changes: Readonly<Record<string, string>> = {},
): ExchangeStep {
  const { request, ...step } = signIn(name, changes);
  return {
    ...step,
    request: { ...request, headers: { 'user-agent': userAgent } },
  };
}

const session = (attributes: Pattern): Pattern => ({
  type: 'sessions',
  id: { $match: UUID },
  attributes: {
    $all: [
      {
        $keys: [
          'device',
          'address',
          'created-at',
          'last-used-at',
          'current',
          'client',
        ],
      },
      {
        device: { $match: '^(Unknown device|[A-Z].* on .+)$' },
        address: { $match: '^[0-9a-f.:]+$' },
        'created-at': { $match: MOMENT },
        'last-used-at': { $match: MOMENT },
        current: { $type: 'boolean' },
        client: { $type: 'string' },
      },
      attributes,
    ],
  },
  links: { self: { $match: `^${path}/[0-9a-f-]{36}$` } },
});

/** The list as the token of this pair sees it. */
const list = (
  pair: string | number,
  data: Pattern,
  remember: Readonly<Record<string, string>> = {},
): ExchangeStep => ({
  request: { method: 'GET', path, bearer: `{{access${pair}}}` },
  expect: {
    status: 200,
    headers: JSON_API_HEADERS,
    body: {
      links: { self: path },
      data: { $all: [{ $every: session({}) }, data] },
    },
  },
  remember,
});

/** The one session that there is; its id is remembered by this name. */
const only = (pair: string | number, id: string): ExchangeStep =>
  list(pair, [session({ current: true })], { [id]: 'data.0.id' });

const one = (
  method: 'GET' | 'DELETE',
  id: string,
  expect: Expectation,
  pair: string | number = 1,
): ExchangeStep => ({
  request: { method, path: `${path}/${id}`, bearer: `{{access${pair}}}` },
  expect,
});

const endAll = (
  expect: Expectation,
  query: Readonly<Record<string, string>> = {},
): ExchangeStep => ({
  request: { method: 'DELETE', path, bearer, query },
  expect,
});

const GONE: Expectation = {
  status: 204,
  headers: { 'cache-control': 'no-store' },
  text: '',
};

const NOT_FOUND = apiError(404, {
  error: {
    code: 'not-found',
    detail: 'Check the address, or whether you may see what it names.',
  },
});

const isOver = (pair: string | number) => [cannotRead(pair), cannotRenew(pair)];

/** `/api/me/sessions`: where a user is signed in, and the way to end that. */
export const sessionsCases: readonly ContractCase[] = [
  {
    name: 'F8 N12 the list has each sign-in of the user, the one used last first, and no token',
    steps: [
      signIn(1),
      { wait: 60 },
      signIn(2, { client_id: 'another-app' }),
      list(2, [
        session({ current: true, client: 'Another app' }),
        session({ current: false, client: 'Latchkey' }),
      ]),
      {
        request: { method: 'GET', path, bearer },
        expect: {
          status: 200,
          text: {
            $match:
              '^(?!.*{{access1}})(?!.*{{refresh1}})(?!.*{{access2}})(?!.*{{refresh2}})',
          },
          body: {
            data: {
              $all: [
                { $length: 2 },
                { $some: session({ current: true, client: 'Latchkey' }) },
                { $some: session({ current: false, client: 'Another app' }) },
              ],
            },
          },
        },
      },
    ],
  },
  {
    name: 'F8 a device is what its browser says of itself, in the words of the server',
    only: 'server',
    reason: 'A browser lets no script send another name than its own.',
    steps: DEVICES.flatMap(([userAgent, device], index) => [
      signInFrom(userAgent, index),
      list(index, { $some: session({ device, current: true }) }),
    ]),
  },
  {
    name: 'F8 a renewed session is the same one',
    steps: [
      signIn(1),
      only(1, 'id'),
      renew(1, 2),
      list(2, [{ id: '{{id}}', attributes: { current: true } }]),
      one(
        'GET',
        '{{id}}',
        {
          status: 200,
          headers: JSON_API_HEADERS,
          body: {
            data: {
              $all: [{ id: '{{id}}' }, session({ current: true })],
            },
          },
        },
        2,
      ),
    ],
  },
  {
    name: 'F8 the last use is written at most once a minute',
    steps: [
      signIn(1),
      list(1, { $length: 1 }, { begin: 'data.0.attributes.created-at' }),
      { wait: 59 },
      list(1, [session({ 'last-used-at': '{{begin}}' })]),
      { wait: 1 },
      list(
        1,
        [
          session({
            'created-at': '{{begin}}',
            'last-used-at': { $not: '{{begin}}' },
          }),
        ],
        { later: 'data.0.attributes.last-used-at' },
      ),
      { wait: 59 },
      list(1, [session({ 'last-used-at': '{{later}}' })]),
      { wait: 1 },
      list(1, [session({ 'last-used-at': { $not: '{{later}}' } })]),
    ],
  },
  {
    name: 'F8 ending one session refuses all of its tokens at once, and leaves the others alone',
    steps: [
      signIn(2),
      only(2, 'id'),
      renew(2, 3),
      canRead(2),
      canRead(3),
      signIn(1),
      one('DELETE', '{{id}}', GONE),
      cannotRead(2),
      ...isOver(3),
      only(1, 'mine'),
      one('DELETE', '{{id}}', NOT_FOUND),
      renew(1, 4),
      canRead(4),
    ],
  },
  {
    name: 'F8 one may end the session in which one is',
    steps: [
      signIn(1),
      only(1, 'id'),
      one('DELETE', '{{id}}', GONE),
      ...isOver(1),
    ],
  },
  {
    name: 'F8 signing out everywhere ends all sessions of the user, the current one too, and nobody else’s',
    settings: PROVIDERS_ON,
    steps: [
      visit('Ada', 'google'),
      signInWithCode('Ada', 'Ada'),
      signIn(1),
      signIn(2),
      renew(2, 3),
      signIn(4, { client_id: 'another-app' }),
      endAll(GONE),
      ...isOver(1),
      ...isOver(3),
      cannotRead(4),
      cannotRenew(4, { client_id: 'another-app' }),
      canRead('Ada'),
      signIn(1),
      only(1, 'id'),
    ],
  },
  {
    name: 'F8 filter[current]=false ends all sessions but the current one',
    steps: [
      signIn(1),
      signIn(2),
      signIn(3),
      endAll(GONE, { 'filter[current]': 'false' }),
      ...isOver(2),
      ...isOver(3),
      only(1, 'id'),
      renew(1, 4),
      canRead(4),
    ],
  },
  {
    name: 'F8 a parameter that is not understood ends nothing',
    steps: [
      signIn(1),
      signIn(2),
      ...['true', '', 'False', '0', 'no'].map((value) =>
        endAll(
          apiError(400, {
            error: { source: { parameter: 'filter[current]' } },
          }),
          { 'filter[current]': value },
        ),
      ),
      ...['filter', 'filter[client]', 'except', 'include'].map((parameter) =>
        endAll(apiError(400, { error: { source: { parameter } } }), {
          [parameter]: 'false',
        }),
      ),
      list(1, { $length: 2 }),
    ],
  },
  {
    name: 'F8 sessions that are over are not in the list',
    settings: { refreshTokenLifetime: 7200, sessionLifetime: 9000 },
    steps: [
      signIn(1),
      only(1, 'idle'),
      { wait: 7100 },
      signIn(2),
      list(2, { $length: 2 }),
      { wait: 100 },
      // Nobody has used the first one for so long that it cannot be renewed any more.
      only(2, 'mine'),
      one('GET', '{{idle}}', NOT_FOUND, 2),
      one('DELETE', '{{idle}}', NOT_FOUND, 2),
    ],
  },
  {
    name: 'N3 N7 a session of somebody else, an unknown one and a hostile id are not found alike',
    settings: PROVIDERS_ON,
    steps: [
      visit('Ada', 'google'),
      signInWithCode('Ada', 'Ada'),
      only('Ada', 'idAda'),
      signIn(1),
      only(1, 'mine'),
      ...['{{idAda}}', UNKNOWN_ID, ...HOSTILE_API_INPUTS.map(encode)].flatMap(
        (id) => [one('GET', id, NOT_FOUND), one('DELETE', id, NOT_FOUND)],
      ),
      only('Ada', 'idAda'),
      canRead('Ada'),
      one('DELETE', '{{mine}}', NOT_FOUND, 'Ada'),
      canRead(1),
    ],
  },
  {
    name: 'N1 N2 N10 sessions are for who is signed in, within the scope, by the methods that there are',
    steps: [
      ...(['GET', 'DELETE', 'POST', 'PATCH'] as const).map((method) => ({
        request: { method, path },
        expect: MISSING_TOKEN,
      })),
      {
        request: { method: 'DELETE', path: `${path}/x`, bearer: 'unknown' },
        expect: INVALID_TOKEN,
      },
      signIn(1),
      ...(['POST', 'PUT', 'PATCH'] as const).flatMap((method) =>
        [path, `${path}/${UNKNOWN_ID}`].map((where) => ({
          request: { method, path: where, bearer },
          expect: apiError(405, { headers: { allow: 'GET, HEAD, DELETE' } }),
        })),
      ),
      {
        request: { method: 'HEAD', path, bearer },
        expect: { status: 200, text: '' },
      },
      {
        request: {
          method: 'GET',
          path,
          bearer,
          query: { 'filter[current]': 'false' },
        },
        expect: apiError(400, {
          error: { source: { parameter: 'filter[current]' } },
        }),
      },
      signIn('Users', { scope: 'users' }),
      ...(['GET', 'DELETE'] as const).flatMap((method) =>
        [path, `${path}/x`].map((where) => ({
          request: { method, path: where, bearer: '{{accessUsers}}' },
          expect: { status: 403 },
        })),
      ),
      canRead(1),
    ],
  },
];

function encode(id: string): string {
  return encodeURIComponent(id);
}
