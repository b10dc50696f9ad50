import type { ContractCase, ExchangeStep, Pattern } from '../types.ts';
import {
  apiError,
  INVALID_TOKEN,
  JSON_API_HEADERS,
  MISSING_TOKEN,
  signIn,
  UUID,
} from './steps.ts';

const HEADERS = '/api/headers';
const MASK = '••••';

/** A regular expression for a name, however its case was left on the way. */
function inAnyCase(name: string): string {
  const letters = [...name].map((letter) =>
    /[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : letter,
  );
  return `^${letters.join('')}$`;
}

/** Asks with these headers, and looks for these in the answer; a name is told in the case in which it came. */
const shows = (
  headers: Readonly<Record<string, string>>,
  shown: Readonly<Record<string, string>>,
): ExchangeStep => ({
  request: { method: 'GET', path: HEADERS, headers, bearer: '{{access1}}' },
  expect: {
    status: 200,
    headers: JSON_API_HEADERS,
    body: {
      links: { self: HEADERS },
      data: {
        type: 'request-headers',
        id: { $match: UUID },
        links: { self: HEADERS },
        attributes: {
          headers: {
            $all: [
              { $every: { $keys: ['name', 'value'] } },
              ...Object.entries(shown).map(([name, value]): Pattern => ({
                $some: { name: { $match: inAnyCase(name) }, value },
              })),
            ],
          },
        },
      },
    },
  },
});

/** `GET /api/headers`. */
export const headersCases: readonly ContractCase[] = [
  {
    name: 'N12 the headers of the request are shown, the token is not',
    steps: [
      signIn(1),
      shows(
        { 'x-example': 'as it was sent' },
        { 'x-example': 'as it was sent', authorization: `Bearer ${MASK}` },
      ),
      {
        request: { method: 'GET', path: HEADERS, bearer: '{{access1}}' },
        expect: { status: 200, text: { $match: '^(?!.*{{access1}}).*$' } },
      },
      {
        request: {
          method: 'GET',
          path: HEADERS,
          bearer: '{{access1}}',
          headers: { 'x-original-uri': '/api?access={{access1}}' },
        },
        expect: { status: 200, text: { $match: '^(?!.*{{access1}}).*$' } },
      },
    ],
  },
  {
    name: 'N12 whatever looks like a secret is masked',
    steps: [
      signIn(1),
      shows(
        {
          'x-gateway-secret': 'hidden',
          'x-auth-request-access-token': 'hidden',
          'x-api-key': 'hidden',
          'x-csrf-token': 'hidden',
          'x-session-id': 'hidden',
          'x-forwarded-user': 'demo',
          'x-original-uri': '/cb?code=hidden&page=1&id_token=hidden#x',
          'x-data': 'a eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln b',
        },
        {
          'x-gateway-secret': MASK,
          'x-auth-request-access-token': MASK,
          'x-api-key': MASK,
          'x-csrf-token': MASK,
          'x-session-id': MASK,
          'x-forwarded-user': 'demo',
          'x-original-uri': `/cb?code=${MASK}&page=1&id_token=${MASK}#x`,
          'x-data': `a ${MASK} b`,
        },
      ),
    ],
  },
  {
    name: 'N1 N10 they are for who is signed in, with any scope, to be read only',
    steps: [
      { request: { method: 'GET', path: HEADERS }, expect: MISSING_TOKEN },
      {
        request: { method: 'GET', path: HEADERS, bearer: 'unknown' },
        expect: INVALID_TOKEN,
      },
      signIn('narrow', { scope: 'users' }),
      {
        request: { method: 'GET', path: HEADERS, bearer: '{{accessnarrow}}' },
        expect: { status: 200, headers: JSON_API_HEADERS },
      },
      signIn(1),
      ...(['POST', 'PATCH', 'DELETE'] as const).map((method) => ({
        request: { method, path: HEADERS, bearer: '{{access1}}' },
        expect: apiError(405, { headers: { allow: 'GET, HEAD' } }),
      })),
      {
        request: {
          method: 'GET',
          path: HEADERS,
          bearer: '{{access1}}',
          query: { include: 'x' },
        },
        expect: apiError(400, { error: { source: { parameter: 'include' } } }),
      },
    ],
  },
];
