import type { Mutation } from '../mutate/mutation.ts';

const TOKENS = {
  suite: 'ember',
  filter: 'Unit | auth | token client',
} as const;

/** What is made of the token server's answers. */
export const tokenMutations: readonly Mutation[] = [
  {
    ...TOKENS,
    file: 'app/auth/answers.ts',
    name: 'an answer without end is read without end',
    row: 'I3',
    find: 'if (size > maxBytes) {',
    replace: 'if (false) {',
  },
  {
    ...TOKENS,
    file: 'app/auth/answers.ts',
    name: 'a server can make us wait for ever',
    row: 'D13',
    find: 'return Math.min(wait, MAX_RETRY_AFTER);',
    replace: 'return wait;',
  },
  {
    ...TOKENS,
    file: 'app/auth/session-data.ts',
    name: 'an access token may hold what splits a header',
    row: 'C6',
    find: 'isShortText(value) && BEARER_TOKEN.test(value)',
    replace: 'isShortText(value)',
  },
  {
    ...TOKENS,
    file: 'app/auth/session-data.ts',
    name: 'what a prototype lends counts as a member',
    row: 'I1',
    find: 'return Object.hasOwn(value, name) ? value[name] : undefined;',
    replace: 'return value[name];',
  },
  {
    ...TOKENS,
    file: 'app/auth/token-answers.ts',
    name: 'an error beside a token does not count',
    row: 'I1',
    find: "if (!isRecord(body) || own(body, 'error') !== undefined) throw badAnswer();",
    replace: 'if (!isRecord(body)) throw badAnswer();',
  },
  {
    ...TOKENS,
    file: 'app/auth/token-answers.ts',
    name: 'a token of another type is taken for a bearer token',
    row: 'I4',
    find: "token_type !== 'bearer' ||",
    replace: '',
  },
  {
    ...TOKENS,
    file: 'app/auth/token-answers.ts',
    name: 'a no with any status ends the session',
    row: 'I1',
    find: "typeof error === 'string' && (status === 400 || status === 401)",
    replace: "typeof error === 'string'",
  },
  {
    ...TOKENS,
    file: 'app/auth/errors.ts',
    name: 'any error of the token server ends the session',
    row: 'D12',
    find: 'this.error !== undefined && ENDING_ERRORS.has(this.error)',
    replace: 'this.error !== undefined',
  },
];
