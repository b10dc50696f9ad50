import { HOSTILE_API_INPUTS } from '../hostile.ts';
import { SEED_TODOS } from '../seed.ts';
import type {
  ContractCase,
  ContractRequest,
  ExchangeStep,
  Expectation,
  Fields,
  HeaderPattern,
  Pattern,
} from '../types.ts';
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
const TODOS = '/api/todos';
const ONE = '/api/todos/{{id}}';
const SELF = `^/api/todos/${UUID.slice(1, -1)}$`;
const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';

const ATTRIBUTES = [
  'title',
  'description',
  'completed',
  'completed-at',
  'created-at',
  'updated-at',
];
const TAG = { $match: '^"[\\x21\\x23-\\x7e]+"$' };

const open = SEED_TODOS.filter(({ isCompleted }) => !isCompleted);

/** A to-do as the API tells it. */
const resource = (attributes: Pattern): Pattern => ({
  $all: [
    { $keys: ['type', 'id', 'attributes', 'links', 'meta'] },
    {
      type: 'todos',
      id: { $match: UUID },
      attributes: {
        $all: [
          { $keys: ATTRIBUTES },
          {
            'created-at': { $match: MOMENT },
            'updated-at': { $match: MOMENT },
          },
          attributes,
        ],
      },
      links: { self: { $match: SELF } },
      meta: { $all: [{ $keys: ['etag'] }, { etag: TAG }] },
    },
  ],
});

const answer = (
  status: number,
  attributes: Pattern,
  headers: Record<string, HeaderPattern> = {},
): Expectation => ({
  status,
  headers: { ...JSON_API_HEADERS, etag: TAG, ...headers },
  body: {
    $all: [
      { $keys: ['jsonapi', 'links', 'data'] },
      {
        links: { self: { $match: '^/api/todos/' } },
        data: resource(attributes),
      },
    ],
  },
});

const get = (
  path: string,
  expect: Expectation,
  {
    headers = {},
    query = {},
  }: { headers?: Record<string, string>; query?: Fields } = {},
): ExchangeStep => ({
  request: { method: 'GET', path, query, headers, bearer: '{{access1}}' },
  expect,
});

const lists = (query: Fields, body: Pattern): ExchangeStep =>
  get(TODOS, { status: 200, headers: JSON_API_HEADERS, body }, { query });

const refuses = (parameter: string, value: string, path = TODOS) =>
  get(path, apiError(400, { error: { source: { parameter } } }), {
    query: { [parameter]: value },
  });

interface Writing {
  headers?: Record<string, string>;
  query?: Fields;
  pair?: string | number;
  path?: string;
}

/** Sends a document as it is, or an object as JSON. */
const write = (
  method: 'POST' | 'PATCH',
  document: unknown,
  { headers = {}, pair = 1, path, query = {} }: Writing = {},
): ContractRequest => ({
  method,
  path: path ?? (method === 'POST' ? TODOS : ONE),
  query,
  bearer: `{{access${pair}}}`,
  headers: { 'content-type': MEDIA_TYPE, ...headers },
  body: typeof document === 'string' ? document : JSON.stringify(document),
});

type Members = Readonly<Record<string, unknown>>;

const added = (attributes: unknown, members: Members = {}) => ({
  data: { type: 'todos', attributes, ...members },
});
const changed = (attributes: unknown, members: Members = {}) => ({
  data: { type: 'todos', id: '{{id}}', attributes, ...members },
});

const post = (
  document: unknown,
  expect: Expectation,
  writing?: Writing,
): ExchangeStep => ({ request: write('POST', document, writing), expect });

const patch = (
  document: unknown,
  expect: Expectation,
  writing?: Writing,
): ExchangeStep => ({ request: write('PATCH', document, writing), expect });

/** Adds one, and remembers it as `{{id}}` with its tag as `{{first}}`. */
const add: ExchangeStep = {
  ...post(added({ title: 'Buy bread' }), { status: 201 }),
  remember: { id: 'data.id', tagOfList: 'data.meta.etag' },
  rememberHeaders: { first: 'etag' },
};

const isNow = (attributes: Pattern): ExchangeStep =>
  get(ONE, answer(200, attributes));

const remove = (
  expect: Expectation,
  { headers = {}, path = ONE }: Writing = {},
): ExchangeStep => ({
  request: { method: 'DELETE', path, headers, bearer: '{{access1}}' },
  expect,
});

const GONE: Expectation = { status: 204, text: '' };
const STALE = apiError(412, { error: { code: 'precondition-failed' } });
const NOT_FOUND = apiError(404, { error: { code: 'not-found' } });

const problem = (attribute: string, code: string): Pattern => ({
  code,
  source: { pointer: `/data/attributes/${attribute}` },
});

/** `/api/todos` and `/api/todos/:id`. */
export const todosCases: readonly ContractCase[] = [
  {
    name: 'N12 /api/todos is one’s own to-dos, the newest first, with these attributes and no others',
    steps: [
      signIn(1),
      lists(
        {},
        {
          meta: { count: SEED_TODOS.length },
          links: { prev: null, next: null },
          data: {
            $all: [
              { $length: SEED_TODOS.length },
              { $every: resource({}) },
              { $sortedBy: '-attributes.created-at' },
              ...SEED_TODOS.map(({ description, isCompleted, title }) => ({
                $some: {
                  attributes: {
                    title,
                    description,
                    completed: isCompleted,
                    'completed-at': isCompleted ? { $match: MOMENT } : null,
                  },
                },
              })),
            ],
          },
        },
      ),
    ],
  },
  {
    name: 'N10 a to-do is added, read, completed, reopened, changed and deleted',
    steps: [
      signIn(1),
      {
        ...post(
          added({ title: '  Buy bread ', description: 'Rye\n\tor wheat' }),
          answer(
            201,
            {
              title: 'Buy bread',
              description: 'Rye\n\tor wheat',
              completed: false,
              'completed-at': null,
            },
            { location: { $match: SELF } },
          ),
        ),
        remember: { id: 'data.id', self: 'data.links.self' },
        rememberHeaders: { place: 'location' },
      },
      get('{{place}}', answer(200, { title: 'Buy bread' })),
      get('{{self}}', {
        status: 200,
        body: { links: { self: ONE }, data: { id: '{{id}}' } },
      }),
      lists({}, { meta: { count: SEED_TODOS.length + 1 } }),
      lists({ 'page[size]': '1' }, { data: [{ id: '{{id}}' }] }),
      { wait: 60 },
      patch(
        changed({ completed: true }),
        answer(200, { completed: true, 'completed-at': { $match: MOMENT } }),
      ),
      {
        ...isNow({ completed: true, title: 'Buy bread' }),
        remember: { completedAt: 'data.attributes.completed-at' },
      },
      { wait: 60 },
      // What is completed already stays completed since then.
      patch(
        changed({ completed: true, title: 'Buy rye bread' }),
        answer(200, {
          title: 'Buy rye bread',
          'completed-at': '{{completedAt}}',
          'updated-at': { $not: '{{completedAt}}' },
        }),
      ),
      patch(
        changed({ completed: false, description: '' }),
        answer(200, {
          completed: false,
          'completed-at': null,
          description: '',
        }),
      ),
      remove(GONE),
      get(ONE, NOT_FOUND),
      remove(NOT_FOUND),
      patch(changed({ title: 'x' }), NOT_FOUND),
      lists({}, { meta: { count: SEED_TODOS.length } }),
      {
        ...post(
          added({ title: 'Done before it was written', completed: true }),
          answer(201, { completed: true, 'completed-at': { $match: MOMENT } }),
        ),
      },
    ],
  },
  {
    name: 'J12 what is written is kept as it was, whatever the script; of a title the spaces around it go',
    steps: [
      signIn(1),
      add,
      ...[
        '<b>Bold</b>',
        "Robert'); drop table todos;--",
        '💥 🔑',
        'שלום עולם',
        '\u202eevil',
        '__proto__',
        '{{braces}',
        'a'.repeat(500),
      ].map((text) =>
        patch(
          changed({ title: `  ${text} `, description: ` ${text}\r\n\n` }),
          answer(200, { title: text, description: ` ${text}\r\n\n` }),
        ),
      ),
      patch(
        changed({ description: 'ä'.repeat(10_000) }),
        answer(200, { description: { $length: 10_000 } }),
      ),
    ],
  },
  {
    name: 'N10 what cannot be is refused with 422, each by its own pointer, and nothing is written',
    steps: [
      signIn(1),
      add,
      ...(
        [
          ['title', '', 'attribute-blank'],
          ['title', ' \u00a0 ', 'attribute-blank'],
          ['title', 'a'.repeat(501), 'attribute-too-long'],
          ['title', 'a\u0000b', 'attribute-malformed'],
          ['title', 'a\nb', 'attribute-malformed'],
          ['title', 'a\tb', 'attribute-malformed'],
          ['title', 'a\u2028b', 'attribute-malformed'],
          ['title', 'a\u0085b', 'attribute-malformed'],
          ['title', null, 'attribute-malformed'],
          ['title', 1, 'attribute-malformed'],
          ['title', ['x'], 'attribute-malformed'],
          ['title', { $ne: '' }, 'attribute-malformed'],
          ['description', 'a'.repeat(10_001), 'attribute-too-long'],
          ['description', 'a\u0000b', 'attribute-malformed'],
          ['description', 'a\u001bb', 'attribute-malformed'],
          ['description', null, 'attribute-malformed'],
          ['description', 1, 'attribute-malformed'],
          ['completed', null, 'attribute-malformed'],
          ['completed', 'true', 'attribute-malformed'],
          ['completed', 1, 'attribute-malformed'],
          ['completed', [], 'attribute-malformed'],
        ] as const
      ).flatMap(([name, value, code]) => {
        const refusal = apiError(422, { error: problem(name, code) });
        const attributes = { title: 'Lost', [name]: value };
        return [
          post(added(attributes), refusal),
          patch(changed(attributes), refusal),
        ];
      }),
      // Half a character, which JSON can write.
      ...['title', 'description'].map((name) =>
        patch(
          `{"data":{"type":"todos","id":"{{id}}","attributes":{"${name}":"a\\ud800b"}}}`,
          apiError(422, { error: problem(name, 'attribute-malformed') }),
        ),
      ),
      ...[added({}), added(undefined), added({ completed: true })].map(
        (document) =>
          post(
            document,
            apiError(422, { error: problem('title', 'attribute-missing') }),
          ),
      ),
      post(added({ title: '', description: 1 }), {
        ...apiError(422),
        body: {
          errors: {
            $all: [
              { $length: 2 },
              { $some: problem('title', 'attribute-blank') },
              { $some: problem('description', 'attribute-malformed') },
            ],
          },
        },
      }),
      isNow({ title: 'Buy bread', description: '' }),
      lists({}, { meta: { count: SEED_TODOS.length + 1 } }),
    ],
  },
  {
    name: 'N5 nothing else can be written, also not beside a title',
    steps: [
      signIn(1),
      add,
      ...[
        'owner',
        'owner-id',
        'ownerId',
        'user-id',
        'id',
        'completed-at',
        'created-at',
        'createdAt',
        'updated-at',
        'version',
        'etag',
        'role',
        'Title',
        '__proto__',
        'constructor',
      ].flatMap((attribute) => {
        const refusal = apiError(403, {
          error: problem(attribute, 'attribute-read-only'),
        });
        const attributes = `"attributes":{"title":"Lost","${attribute}":"x"}`;
        return [
          post(`{"data":{"type":"todos",${attributes}}}`, refusal),
          patch(
            `{"data":{"type":"todos","id":"{{id}}",${attributes}}}`,
            refusal,
          ),
        ];
      }),
      ...[
        post(
          added(
            { title: 'Lost' },
            {
              relationships: { owner: { data: { type: 'users', id: '1' } } },
            },
          ),
          apiError(403, {
            error: { source: { pointer: '/data/relationships' } },
          }),
        ),
        patch(
          changed({ title: 'Lost' }, { relationships: {} }),
          apiError(403, {
            error: { source: { pointer: '/data/relationships' } },
          }),
        ),
      ],
      // A member that JSON:API does not know is ignored, as it wants it.
      patch(
        changed({}, { ownerId: UNKNOWN_ID, version: 9, meta: { etag: '"9"' } }),
        answer(200, { title: 'Buy bread' }),
      ),
      lists({}, { meta: { count: SEED_TODOS.length + 1 } }),
    ],
  },
  {
    name: 'N6 the id is the server’s to choose',
    steps: [
      signIn(1),
      ...[UNKNOWN_ID, '', '1', null, 1, {}].map((id) =>
        post(
          added({ title: 'Lost' }, { id }),
          apiError(403, {
            error: {
              code: 'client-generated-id',
              source: { pointer: '/data/id' },
            },
          }),
        ),
      ),
      post(added({ title: 'Kept' }, { lid: 'mine' }), answer(201, {})),
      lists({}, { meta: { count: SEED_TODOS.length + 1 } }),
    ],
  },
  {
    name: 'N6 the document must be a to-do, and this one, in the media type of JSON:API',
    steps: [
      signIn(1),
      add,
      ...[
        added({ title: 'Lost' }, { type: 'users' }),
        added({ title: 'Lost' }, { type: undefined }),
      ].map((wrong) =>
        post(wrong, apiError(409, { error: { code: 'resource-mismatch' } })),
      ),
      ...[
        changed({}, { type: 'users' }),
        changed({}, { id: UNKNOWN_ID }),
        changed({}, { id: undefined }),
        changed({}, { id: 1 }),
      ].map((wrong) =>
        patch(wrong, apiError(409, { error: { code: 'resource-mismatch' } })),
      ),
      ...[
        '',
        '{',
        'null',
        '[]',
        '{}',
        '{"data":null}',
        '{"data":[]}',
        '{"data":[{"type":"todos","attributes":{"title":"Lost"}}]}',
        '{"atomic:operations":[{"op":"add","data":{"type":"todos"}}]}',
      ].flatMap((wrong) => [
        post(wrong, apiError(400, { error: { code: 'invalid-body' } })),
        patch(wrong, apiError(400, { error: { code: 'invalid-body' } })),
      ]),
      ...[
        'application/json',
        'application/vnd.api+json; charset=utf-8',
        'application/vnd.api+json; ext="https://jsonapi.org/ext/atomic"',
      ].flatMap((type) => {
        const headers = { 'content-type': type };
        return [
          post(added({ title: 'Lost' }), apiError(415), { headers }),
          patch(changed({ title: 'Lost' }), apiError(415), { headers }),
        ];
      }),
      get(TODOS, apiError(406), {
        headers: { accept: `${MEDIA_TYPE}; charset=utf-8` },
      }),
      isNow({ title: 'Buy bread' }),
      lists({}, { meta: { count: SEED_TODOS.length + 1 } }),
    ],
  },
  {
    name: 'N10 N8 pages, their links, and their limits',
    steps: [
      signIn(1),
      lists(
        { 'page[number]': '2', 'page[size]': '2', sort: 'title' },
        {
          data: { $length: 2 },
          meta: { count: SEED_TODOS.length },
          links: {
            prev: { $match: '[?&]page%5Bnumber%5D=1(&|$)' },
            next: { $match: '[?&]page%5Bnumber%5D=3(&|$)' },
            last: { $match: '[?&]sort=title(&|$)' },
          },
        },
      ),
      lists({ 'page[number]': '9' }, { data: [], links: { next: null } }),
      ...['0', '-1', '101', 'x', ''].map((size) => refuses('page[size]', size)),
      ...['0', '1000001', '1e3'].map((number) =>
        refuses('page[number]', number),
      ),
    ],
  },
  {
    name: 'N10 sorting by each field, both ways; by state, open ones come first',
    steps: [
      signIn(1),
      ...['title', 'created-at', 'updated-at'].flatMap((field) => [
        lists({ sort: field }, { data: { $sortedBy: `attributes.${field}` } }),
        lists(
          { sort: `-${field}` },
          { data: { $sortedBy: `-attributes.${field}` } },
        ),
      ]),
      lists(
        { sort: 'completed,title', 'page[size]': '3' },
        {
          data: {
            $all: [
              { $every: { attributes: { completed: false } } },
              { $sortedBy: 'attributes.title' },
            ],
          },
        },
      ),
      lists(
        { sort: '-completed', 'page[size]': '2' },
        { data: { $every: { attributes: { completed: true } } } },
      ),
      ...['', 'id', 'owner', 'description', 'version', '--title'].map((sort) =>
        refuses('sort', sort),
      ),
    ],
  },
  {
    name: 'N10 filters: by state, by a part of title or description, and both',
    steps: [
      signIn(1),
      lists(
        { 'filter[completed]': 'false' },
        {
          meta: { count: open.length },
          data: { $every: { attributes: { completed: false } } },
        },
      ),
      lists(
        { 'filter[completed]': 'true' },
        {
          meta: { count: SEED_TODOS.length - open.length },
          data: { $every: { attributes: { completed: true } } },
        },
      ),
      ...['', '1', 'yes', 'TRUE', 'null'].map((value) =>
        refuses('filter[completed]', value),
      ),
      ...['passport', ' PASSPORT ', 'top drawer'].map((search) =>
        lists(
          { 'filter[search]': search },
          {
            meta: { count: 1 },
            data: [{ attributes: { title: 'Renew the passport' } }],
          },
        ),
      ),
      lists(
        { 'filter[search]': 'passport', 'filter[completed]': 'false' },
        { meta: { count: 0 }, data: [] },
      ),
      lists({ 'filter[search]': '' }, { meta: { count: SEED_TODOS.length } }),
      ...['%', '_', '\\', '*'].map((search) =>
        lists({ 'filter[search]': search }, { meta: { count: 0 } }),
      ),
      refuses('filter[search]', 'a'.repeat(101)),
      refuses('filter[search]', 'a\u0000'),
    ],
  },
  {
    name: 'N6 fields[todos] leaves of to-dos what is asked for, wherever there are to-dos',
    steps: [
      signIn(1),
      add,
      lists(
        { 'fields[todos]': 'title,completed' },
        { data: { $every: { attributes: { $keys: ['title', 'completed'] } } } },
      ),
      get(
        ONE,
        { status: 200, body: { data: { attributes: { $keys: ['title'] } } } },
        { query: { 'fields[todos]': 'title' } },
      ),
      post(
        added({ title: 'Buy milk' }),
        { status: 201, body: { data: { attributes: { $keys: [] } } } },
        { query: { 'fields[todos]': '' } },
      ),
      refuses('fields[todos]', 'owner-id'),
      refuses('fields[todos]', 'version', ONE),
      post(
        added({ title: 'Lost' }),
        apiError(400, { error: { source: { parameter: 'fields[todos]' } } }),
        { query: { 'fields[todos]': 'owner-id' } },
      ),
      lists({}, { meta: { count: SEED_TODOS.length + 2 } }),
    ],
  },
  {
    name: 'N4 N7 there are no relationships, nothing to include, and no other parameters',
    steps: [
      signIn(1),
      add,
      ...[TODOS, ONE].flatMap((path) =>
        [
          'include',
          'filter[owner]',
          'fields[users]',
          'fields',
          '__proto__',
        ].map((parameter) => refuses(parameter, 'owner', path)),
      ),
      ...[`${ONE}/owner`, `${ONE}/relationships/owner`, `${TODOS}/owner`].map(
        (path) => get(path, NOT_FOUND),
      ),
    ],
  },
  {
    name: 'N7 hostile ids are not found; hostile values are refused, or are ordinary texts',
    steps: [
      signIn(1),
      ...HOSTILE_API_INPUTS.flatMap((input) => [
        get(`/api/todos/${encodeURIComponent(input)}`, NOT_FOUND),
        refuses('sort', input),
        refuses('filter[completed]', input),
        refuses('fields[todos]', input),
        refuses(`filter[${input}]`, 'x'),
      ]),
      lists({}, { meta: { count: SEED_TODOS.length } }),
    ],
  },
  {
    name: 'N9 a to-do has a strong ETag, which a list tells too',
    steps: [
      signIn(1),
      add,
      get(ONE, { status: 200, headers: { etag: '{{first}}' } }),
      get(
        ONE,
        { status: 304, text: '' },
        { headers: { 'if-none-match': '{{first}}' } },
      ),
      lists(
        { 'page[size]': '1' },
        { data: [{ id: '{{id}}', meta: { etag: '{{tagOfList}}' } }] },
      ),
      {
        ...patch(
          changed({ completed: true }),
          { status: 200, headers: { etag: TAG } },
          { headers: { 'if-match': '{{tagOfList}}' } },
        ),
        rememberHeaders: { second: 'etag' },
      },
      // Back to what it was, but another version: whoever has the first must be told.
      {
        ...patch(
          changed({ completed: false }),
          { status: 200 },
          { headers: { 'if-match': '"older", {{second}}' } },
        ),
        rememberHeaders: { third: 'etag' },
      },
      get(ONE, { status: 200 }, { headers: { 'if-none-match': '{{first}}' } }),
      // A change of nothing makes no new version.
      patch(changed({ completed: false }), {
        status: 200,
        headers: { etag: '{{third}}' },
      }),
    ],
  },
  {
    name: 'N9 with any other tag nothing is changed or deleted',
    steps: [
      signIn(1),
      add,
      patch(changed({ title: 'Buy rye bread' }), { status: 200 }),
      ...['{{first}}', 'W/{{first}}', '"other"', 'nonsense'].flatMap((tag) => [
        patch(changed({ title: 'Lost' }), STALE, {
          headers: { 'if-match': tag },
        }),
        remove(STALE, { headers: { 'if-match': tag } }),
      ]),
      patch(changed({ title: 'Lost' }), STALE, {
        headers: { 'if-none-match': '*' },
      }),
      isNow({ title: 'Buy rye bread' }),
      // What is wrong with a request is told before its condition is looked at.
      patch(changed({ title: '' }), apiError(422), {
        headers: { 'if-match': '{{first}}' },
      }),
      remove(GONE, { headers: { 'if-match': '*' } }),
      remove(NOT_FOUND, { headers: { 'if-match': '*' } }),
    ],
  },
  {
    name: 'N9 of several changes at once with the same tag exactly one succeeds',
    steps: [
      signIn(1),
      add,
      {
        request: write('PATCH', changed({ title: 'Buy rye bread' }), {
          headers: { 'if-match': '{{first}}' },
        }),
        parallel: 8,
        expectStatuses: { 200: 1, 412: 7 },
      },
      isNow({ title: 'Buy rye bread' }),
      {
        request: { method: 'DELETE', path: ONE, bearer: '{{access1}}' },
        parallel: 4,
        expectStatuses: { 204: 1, 404: 3 },
      },
    ],
  },
  {
    name: 'N1 N2 N10 to-dos are for who is signed in, within the scope, by the methods that there are',
    steps: [
      ...[TODOS, `${TODOS}/${UNKNOWN_ID}`].flatMap((path) => [
        { request: { method: 'GET' as const, path }, expect: MISSING_TOKEN },
        {
          request: { method: 'GET' as const, path, bearer: 'unknown' },
          expect: INVALID_TOKEN,
        },
      ]),
      signIn(1),
      add,
      ...(['PUT', 'PATCH', 'DELETE'] as const).map((method) => ({
        request: { method, path: TODOS, bearer: '{{access1}}' },
        expect: apiError(405, { headers: { allow: 'GET, HEAD, POST' } }),
      })),
      ...(['PUT', 'POST'] as const).map((method) => ({
        request: { method, path: ONE, bearer: '{{access1}}' },
        expect: apiError(405, {
          headers: { allow: 'GET, HEAD, PATCH, DELETE' },
        }),
      })),
      {
        request: { method: 'HEAD', path: ONE, bearer: '{{access1}}' },
        expect: { status: 200, text: '', headers: { etag: TAG } },
      },
      signIn('narrow', { scope: 'profile users' }),
      ...(['GET', 'DELETE'] as const).map((method) => ({
        request: { method, path: ONE, bearer: '{{accessnarrow}}' },
        expect: apiError(403, {
          error: { code: 'insufficient-scope' },
          headers: {
            'www-authenticate': {
              $match: '^Bearer .*error="insufficient_scope".*scope="todos"',
            },
          },
        }),
      })),
      post(added({ title: 'Lost' }), apiError(403), { pair: 'narrow' }),
      isNow({ title: 'Buy bread' }),
    ],
  },
];
