import { HOSTILE_API_INPUTS } from '../hostile.ts';
import type { ContractCase, ExchangeStep, Pattern } from '../types.ts';
import { apiError, JSON_API_HEADERS, signIn } from './steps.ts';

/** What has users in it, and where in the document the first one is. */
const USERS = ['/api/me', '/api/users/{{id}}', '/api/users'] as const;

const know: ExchangeStep = {
  request: { method: 'GET', path: '/api/me', bearer: '{{access1}}' },
  expect: { status: 200 },
  remember: { id: 'data.id' },
};

function get(
  path: string,
  query: Readonly<Record<string, string>>,
  body: Pattern,
): ExchangeStep {
  return {
    request: { method: 'GET', path, query, bearer: '{{access1}}' },
    expect: { status: 200, headers: JSON_API_HEADERS, body },
  };
}

function refuses(path: string, parameter: string, value: string): ExchangeStep {
  return {
    request: {
      method: 'GET',
      path,
      query: { [parameter]: value },
      bearer: '{{access1}}',
    },
    expect: apiError(400, { error: { source: { parameter } } }),
  };
}

/** One resource, or a list of them, with these attributes and no others. */
function having(path: string, attributes: readonly string[]): Pattern {
  const resource: Pattern = {
    $all: [
      { $keys: ['type', 'id', 'attributes', 'links'] },
      { attributes: { $keys: attributes } },
    ],
  };
  return {
    data: path === '/api/users' ? { $every: resource } : resource,
  };
}

/** Sparse fieldsets: https://jsonapi.org/format/1.1/#fetching-sparse-fieldsets */
export const fieldsCases: readonly ContractCase[] = [
  {
    name: 'N6 fields[users] leaves of users what is asked for, wherever there are users',
    steps: [
      signIn(1),
      know,
      ...USERS.flatMap((path) => [
        get(path, { 'fields[users]': 'email' }, having(path, ['email'])),
        get(
          path,
          { 'fields[users]': 'email,first-name' },
          having(path, ['first-name', 'email']),
        ),
        get(path, { 'fields[users]': 'email,email' }, having(path, ['email'])),
        get(path, { 'fields[users]': '' }, having(path, [])),
      ]),
    ],
  },
  {
    name: 'N6 fields of the other types: sessions',
    steps: [
      signIn(1),
      get(
        '/api/me/sessions',
        { 'fields[sessions]': 'device,current' },
        { data: [{ attributes: { $keys: ['device', 'current'] } }] },
      ),
      {
        request: {
          method: 'GET',
          path: '/api/me/sessions',
          bearer: '{{access1}}',
        },
        expect: { status: 200 },
        remember: { session: 'data.0.id' },
      },
      get(
        '/api/me/sessions/{{session}}',
        { 'fields[sessions]': 'client' },
        {
          links: {
            self: '/api/me/sessions/{{session}}?fields%5Bsessions%5D=client',
          },
          data: {
            attributes: { $keys: ['client'] },
            links: { self: '/api/me/sessions/{{session}}' },
          },
        },
      ),
      refuses('/api/me/sessions', 'fields[sessions]', 'user-agent'),
      refuses('/api/me/sessions', 'fields[users]', 'email'),
      get(
        '/api/me/identities',
        { 'fields[identities]': 'email' },
        { data: [] },
      ),
      refuses('/api/me/identities', 'fields[identities]', 'subject'),
    ],
  },
  {
    name: 'N6 links.self of a document is the request, of a resource its own place; pages keep the fields',
    steps: [
      signIn(1),
      know,
      get(
        '/api/users/{{id}}',
        { 'fields[users]': 'email' },
        {
          links: { self: '/api/users/{{id}}?fields%5Busers%5D=email' },
          data: { links: { self: '/api/users/{{id}}' } },
        },
      ),
      get(
        '/api/me',
        { 'fields[users]': 'email' },
        { links: { self: '/api/me?fields%5Busers%5D=email' } },
      ),
      get(
        '/api/users',
        { 'fields[users]': 'email' },
        {
          links: { next: { $match: '[?&]fields%5Busers%5D=email(&|$)' } },
        },
      ),
    ],
  },
  {
    name: 'N5 N7 a field or a type that there is not is refused by the name of its parameter',
    steps: [
      signIn(1),
      know,
      ...USERS.flatMap((path) => [
        ...['password-hash', 'firstName', 'id', 'type', 'email,', ' email', ',']
          .concat(HOSTILE_API_INPUTS)
          .map((value) => refuses(path, 'fields[users]', value)),
        refuses(path, 'fields[tokens]', 'hash'),
        refuses(path, 'fields[__proto__]', 'email'),
        refuses(path, 'fields', 'email'),
        refuses(path, 'include', 'tokens'),
        refuses(path, 'include', ''),
      ]),
    ],
  },
];
