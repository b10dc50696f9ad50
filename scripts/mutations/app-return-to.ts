import type { Mutation } from '../mutate/mutation.ts';

const GRAMMAR = {
  suite: 'ember',
  filter: 'Unit | auth | return-to',
  file: 'app/auth/return-to.ts',
} as const;
const SERVICE = {
  suite: 'ember',
  filter: '/Acceptance \\| (hostile )?return-to|Bugs \\| return-to/',
  file: 'app/services/return-to.ts',
} as const;

/** Where a sign-in leads to. */
export const returnToMutations: readonly Mutation[] = [
  {
    ...GRAMMAR,
    name: 'two slashes lead to another host',
    row: 'B1',
    find: "(segment !== '' || index === segments.length - 1) &&",
    replace: '',
  },
  {
    ...GRAMMAR,
    name: 'a segment may hold any character',
    row: 'B1',
    find: "if (!SEGMENT.test(segment.replace(PERCENT_ENCODED, ''))) return false;",
    replace: '',
  },
  {
    ...GRAMMAR,
    name: 'what is encoded twice is not looked at',
    row: 'B2',
    find: 'return decoded === segment || isSafeAtEveryDepth(decoded);',
    replace: 'return decoded === segment || isPlain(decoded);',
  },
  {
    ...GRAMMAR,
    name: 'a backslash is let through when it is encoded',
    row: 'B1',
    find: "text.includes('\\\\') ||",
    replace: '',
  },
  {
    ...GRAMMAR,
    name: 'what looks like a slash or a dot is let through',
    row: 'B1',
    find: 'DECEPTIVE.test(text) ||',
    replace: '',
  },
  {
    ...GRAMMAR,
    name: 'the query may be anything',
    row: 'B1',
    find: 'isSafePath(path) && isSafeTail(query) && isSafeTail(fragment)',
    replace: 'isSafePath(path) && isSafeTail(fragment)',
  },
  {
    ...GRAMMAR,
    name: 'a return-to may bring a token along',
    row: 'B1',
    find: 'return value !== undefined && CREDENTIALS.has(plainName(name));',
    replace: 'return false;',
  },
  {
    ...GRAMMAR,
    name: 'it may be of any length',
    row: 'B5',
    find: "typeof value !== 'string' || value.length > MAX_LENGTH",
    replace: "typeof value !== 'string'",
  },
  {
    ...GRAMMAR,
    name: 'pages that the app has not got are let through',
    row: 'B6',
    find: 'return isGood && isKnown(value) ? value : undefined;',
    replace: 'return isGood ? value : undefined;',
  },
  {
    ...SERVICE,
    name: 'what lies in the storage is not checked when it is used',
    row: 'B7',
    find: 'const returnTo = this.#parse(tabStorage.get(KEY));',
    replace: 'const returnTo = tabStorage.get(KEY) ?? undefined;',
  },
  {
    ...SERVICE,
    name: 'it can be used twice',
    row: 'B7',
    find: 'if (hasArrived && !this.#isLeaving) this.forget();',
    replace: '',
  },
  {
    ...SERVICE,
    name: 'it is lost when the page is loaded anew on the way',
    row: 'B11',
    find: 'if (hasArrived && !this.#isLeaving) this.forget();',
    replace: 'if (hasArrived) this.forget();',
  },
];
