import type { ContractCase, ExchangeStep, Expectation } from '../types.ts';
import { apiError, signIn } from './steps.ts';

const TYPE = 'application/vnd.api+json';
const ATOMIC = 'ext="https://jsonapi.org/ext/atomic"';

const NOT_ACCEPTABLE = apiError(406, { error: { code: 'not-acceptable' } });

function accepting(
  accept: string,
  expect: Expectation,
  path = '/api/me',
): ExchangeStep {
  return {
    request: {
      method: 'GET',
      path,
      bearer: '{{access1}}',
      headers: { accept },
    },
    expect,
  };
}

/** Content negotiation: https://jsonapi.org/format/1.1/#content-negotiation-servers */
export const mediaTypesCases: readonly ContractCase[] = [
  {
    name: 'N6 whoever accepts JSON:API only with parameters that are not known gets 406',
    steps: [
      signIn(1),
      ...[
        `${TYPE}; charset=utf-8`,
        `${TYPE};version=1`,
        `${TYPE}; ${ATOMIC}`,
        `${TYPE}; profile="https://example.org/a"; charset=utf-8`,
        `${TYPE};charset=utf-8, ${TYPE}; ${ATOMIC}`,
        `text/html, ${TYPE};charset=utf-8;q=0.9, */*;q=0.1`,
        `Application/VND.API+JSON; Charset="utf-8"`,
      ].flatMap((accept) =>
        ['/api/me', '/api/users', '/api/status'].map((path) =>
          accepting(accept, NOT_ACCEPTABLE, path),
        ),
      ),
    ],
  },
  {
    name: 'N6 one way that is known is enough, and who does not name JSON:API gets it all the same',
    steps: [
      signIn(1),
      ...[
        TYPE,
        `${TYPE};q=0.5`,
        `${TYPE}; profile="https://example.org/a,b https://example.org/c;d"`,
        `${TYPE};charset=utf-8, ${TYPE}`,
        `${TYPE}; ${ATOMIC}, ${TYPE};profile="https://example.org/a";q=0.1`,
        `${TYPE}; ext=""`,
        'application/json',
        'text/html,application/xhtml+xml,*/*;q=0.8',
        `application/json; note="${TYPE}; charset=utf-8"`,
        '*/*',
        '"',
      ].map((accept) =>
        accepting(accept, {
          status: 200,
          headers: { 'content-type': TYPE },
        }),
      ),
    ],
  },
  {
    name: 'N6 a wish that cannot be met is told before anything else, and changes nothing',
    steps: [
      {
        request: {
          method: 'GET',
          path: '/api/me',
          headers: { accept: `${TYPE};charset=utf-8` },
        },
        expect: NOT_ACCEPTABLE,
      },
      signIn(1),
      {
        request: {
          method: 'DELETE',
          path: '/api/me/sessions',
          bearer: '{{access1}}',
          headers: { accept: `${TYPE};charset=utf-8` },
        },
        expect: NOT_ACCEPTABLE,
      },
      accepting(TYPE, { status: 200 }),
    ],
  },
];
