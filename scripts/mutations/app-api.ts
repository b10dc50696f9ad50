import type { Mutation } from '../mutate/mutation.ts';

const FETCH = {
  suite: 'ember',
  filter: 'Unit | auth | authorized fetch',
  file: 'app/auth/authorized-fetch.ts',
} as const;
const URLS = {
  suite: 'ember',
  filter: 'Unit | auth | API URL',
  file: 'app/auth/api-url.ts',
} as const;

/** Where the bearer token goes, and what is made of a refusal. */
export const apiMutations: readonly Mutation[] = [
  {
    ...FETCH,
    name: 'the token goes to any address',
    row: 'C2',
    find: 'toApiRequest(input, init, addresses)',
    replace: 'new Request(input, init)',
  },
  {
    ...FETCH,
    name: 'the token follows a redirect',
    row: 'C4',
    find: "{ redirect: 'error' }",
    replace: '{}',
  },
  {
    ...FETCH,
    name: 'a token that is refused twice ends nothing',
    row: 'E2',
    find: 'if (!(await isTokenRefused(replayed))) return replayed;',
    replace: 'return replayed;',
  },
  {
    ...FETCH,
    name: 'an answer for the user before is given to the next one',
    row: 'A32',
    find: 'if (session.epoch() !== epoch) throw new SessionChangedError();',
    replace: '',
  },
  {
    ...URLS,
    name: 'another origin with the path of the API gets the token',
    row: 'C2',
    find: 'origin === base.origin &&',
    replace: '',
  },
  {
    ...URLS,
    name: 'a path beside the API gets the token',
    row: 'C2',
    find: 'pathname.startsWith(base.pathname) &&',
    replace: '',
  },
  {
    ...URLS,
    name: 'dots that a server decodes lead out of the API',
    row: 'C2',
    find: '!climbs(pathname)',
    replace: 'true',
  },
  {
    ...URLS,
    name: 'an address with credentials gets the token',
    row: 'C2',
    find: 'if (username || password) return false;',
    replace: '',
  },
];
