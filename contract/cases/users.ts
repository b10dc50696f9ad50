import { HOSTILE_API_INPUTS } from '../hostile.ts';
import { USER_COUNT } from '../seed.ts';
import type {
  ContractCase,
  ContractRequest,
  ExchangeStep,
  Expectation,
  Fields,
  Pattern,
} from '../types.ts';
import { apiError, JSON_API_HEADERS, MOMENT, signIn, UUID } from './steps.ts';

const ATTRIBUTES = ['first-name', 'last-name', 'email', 'created-at'];

function list(query: Fields): ContractRequest {
  return { method: 'GET', path: '/api/users', query, bearer: '{{access1}}' };
}

function lists(query: Fields, body: Pattern): ExchangeStep {
  return {
    request: list(query),
    expect: { status: 200, headers: JSON_API_HEADERS, body },
  };
}

function refuses(parameter: string, value: string): ExchangeStep {
  return { request: list({ [parameter]: value }), expect: refusal(parameter) };
}

function refusal(parameter: string): Expectation {
  return apiError(400, { error: { source: { parameter } } });
}

/** A link that holds these parameters, in any order, encoded or not as far as the brackets go. */
function linkWith(parameters: Readonly<Record<string, string>>): Pattern {
  return {
    $all: Object.entries(parameters).map(([name, value]) => ({
      $match: `^/api/users\\?(?:.*&)?${name
        .replace('[', '(?:%5B|\\[)')
        .replace(']', '(?:%5D|\\])')}=${value}(?:&|$)`,
    })),
  };
}

/** `GET /api/users` and `GET /api/users/:id`. */
export const usersCases: readonly ContractCase[] = [
  {
    name: 'N12 /api/users is the first page of all users, with these attributes and no others',
    steps: [
      signIn(1),
      lists(
        {},
        {
          meta: { count: USER_COUNT },
          links: {
            first: linkWith({ 'page[number]': '1' }),
            prev: null,
            next: linkWith({ 'page[number]': '2' }),
            last: linkWith({ 'page[number]': '13' }),
          },
          data: {
            $all: [
              { $length: 20 },
              {
                $every: {
                  type: 'users',
                  id: { $match: UUID },
                  attributes: {
                    $all: [
                      { $keys: ATTRIBUTES },
                      { 'created-at': { $match: MOMENT } },
                    ],
                  },
                  links: { self: { $match: '^/api/users/' } },
                },
              },
            ],
          },
        },
      ),
    ],
  },
  {
    name: 'N10 pages: a middle one, the last one, one after the last',
    steps: [
      signIn(1),
      lists(
        { 'page[number]': '2', 'page[size]': '100', sort: 'email' },
        {
          data: { $length: 100 },
          links: {
            self: linkWith({ 'page[number]': '2', 'page[size]': '100' }),
            first: linkWith({ 'page[number]': '1', sort: 'email' }),
            prev: linkWith({ 'page[number]': '1', 'page[size]': '100' }),
            next: linkWith({ 'page[number]': '3', sort: 'email' }),
            last: linkWith({ 'page[number]': '3', 'page[size]': '100' }),
          },
        },
      ),
      lists(
        { 'page[number]': '3', 'page[size]': '100' },
        { data: { $length: 51 }, links: { next: null } },
      ),
      lists(
        { 'page[number]': '4', 'page[size]': '100' },
        {
          data: { $length: 0 },
          meta: { count: USER_COUNT },
          links: { next: null, prev: linkWith({ 'page[number]': '3' }) },
        },
      ),
    ],
  },
  {
    name: 'N8 a page has at most 100 users, and pages are counted from 1',
    steps: [
      signIn(1),
      ...['0', '-1', '101', '1000000', '1e2', '', 'x', '1.5', ' 1'].map(
        (size) => refuses('page[size]', size),
      ),
      ...['0', '-1', '1e9', '99999999999', 'x'].map((number) =>
        refuses('page[number]', number),
      ),
    ],
  },
  {
    name: 'N10 sorting by each field, both ways, and by several',
    steps: [
      signIn(1),
      ...['first-name', 'last-name', 'email', 'created-at'].flatMap((field) => [
        lists(
          { sort: field, 'page[size]': '100' },
          { data: { $sortedBy: `attributes.${field}` } },
        ),
        lists(
          { sort: `-${field}`, 'page[size]': '100' },
          { data: { $sortedBy: `-attributes.${field}` } },
        ),
      ]),
      lists(
        { sort: 'last-name,-first-name', 'page[size]': '100' },
        { data: { $sortedBy: 'attributes.last-name' } },
      ),
    ],
  },
  {
    name: 'N7 sorting by anything else is refused',
    steps: [
      signIn(1),
      ...['', ',', 'id', 'first-name,', '--email', 'firstName', 'Email'].map(
        (sort) => refuses('sort', sort),
      ),
    ],
  },
  {
    name: 'N10 searching is by any part of a name or an address, in any case, without the spaces around it',
    steps: [
      signIn(1),
      ...['demo', 'DEMO', ' Demo ', 'demo@latchkey', 'atchkey.tes'].map(
        (search) =>
          lists(
            { 'filter[search]': search },
            {
              meta: { count: 1 },
              data: [{ attributes: { email: 'demo@latchkey.test' } }],
              links: {
                first: linkWith({ 'page[number]': '1' }),
                last: linkWith({ 'page[number]': '1' }),
              },
            },
          ),
      ),
      lists({ 'filter[search]': '' }, { meta: { count: USER_COUNT } }),
      lists({ 'filter[search]': '   ' }, { meta: { count: USER_COUNT } }),
      lists(
        { 'filter[search]': 'zzzz' },
        { meta: { count: 0 }, data: [], links: { prev: null, next: null } },
      ),
    ],
  },
  {
    name: 'N7 wildcards of the database are ordinary characters in a search',
    steps: [
      signIn(1),
      ...['%', '_', 'de%', 'dem_', '\\', '*', "'"].map((search) =>
        lists({ 'filter[search]': search }, { meta: { count: 0 } }),
      ),
    ],
  },
  {
    name: 'N10 a search of more than 100 characters is refused',
    steps: [
      signIn(1),
      refuses('filter[search]', 'a'.repeat(101)),
      lists({ 'filter[search]': 'a'.repeat(100) }, { meta: { count: 0 } }),
    ],
  },
  {
    name: 'N7 parameters that are unknown or there twice are refused by name',
    steps: [
      signIn(1),
      refuses('include', 'tokens'),
      refuses('fields[users]', 'password-hash'),
      refuses('fields[people]', 'email'),
      refuses('fields', 'email'),
      refuses('include', ''),
      refuses('filter[owner]', '2'),
      refuses('filter[email]', 'x'),
      refuses('filter', 'x'),
      refuses('page', '1'),
      refuses('__proto__', 'x'),
      {
        request: list([
          ['sort', 'email'],
          ['sort', '-email'],
        ]),
        expect: refusal('sort'),
      },
      {
        request: {
          method: 'GET',
          path: '/api/users?sort=%zz',
          bearer: '{{access1}}',
        },
        expect: apiError(400),
      },
    ],
  },
  {
    name: 'N10 /api/users/:id is one user; an unknown id is not found',
    steps: [
      signIn(1),
      {
        request: list({ 'filter[search]': 'demo' }),
        expect: { status: 200 },
        remember: { id: 'data.0.id', self: 'data.0.links.self' },
      },
      {
        request: { method: 'GET', path: '{{self}}', bearer: '{{access1}}' },
        expect: {
          status: 200,
          headers: JSON_API_HEADERS,
          body: {
            links: { self: '{{self}}' },
            data: {
              type: 'users',
              id: '{{id}}',
              attributes: { $keys: ATTRIBUTES },
              links: { self: '{{self}}' },
            },
          },
        },
      },
      {
        request: {
          method: 'GET',
          path: '/api/users/00000000-0000-4000-8000-000000000000',
          bearer: '{{access1}}',
        },
        expect: apiError(404),
      },
    ],
  },
  {
    name: 'N7 hostile ids are not found',
    steps: [
      signIn(1),
      ...HOSTILE_API_INPUTS.map((input) => ({
        request: {
          method: 'GET' as const,
          path: `/api/users/${encodeURIComponent(input)}`,
          bearer: '{{access1}}',
        },
        expect: apiError(404),
      })),
    ],
  },
  {
    name: 'N7 hostile values are refused in sort, page, include and fields',
    steps: [
      signIn(1),
      ...HOSTILE_API_INPUTS.flatMap((input) => [
        refuses('sort', input),
        refuses('include', input),
        refuses('fields[users]', input),
        refuses(`filter[${input}]`, 'x'),
        refuses('page[size]', input),
      ]),
    ],
  },
  {
    name: 'N7 hostile searches find nothing, or are refused when they hold control characters',
    steps: [
      signIn(1),
      ...HOSTILE_API_INPUTS.map((input) => ({
        request: list({ 'filter[search]': input }),
        expect: /\p{Cc}/u.test(input)
          ? refusal('filter[search]')
          : { status: 200 },
      })),
    ],
  },
];
