import type { Mutation } from '../mutate/mutation.ts';

const CONTRACT = { suite: 'server', tests: 'contract' } as const;
const CONDITIONS = {
  ...CONTRACT,
  filter: 'N9',
  file: 'server/http/preconditions.ts',
} as const;
const TODOS = {
  ...CONTRACT,
  filter: 'N',
  file: 'server/todos/todos.ts',
} as const;
const PASSWORD = {
  suite: 'server',
  tests: 'change-password',
  file: 'server/users/change-password.ts',
} as const;

/** What may be asked of the API, and what may be changed by it. */
export const serverApiMutations: readonly Mutation[] = [
  {
    ...CONDITIONS,
    name: 'a stale If-Match stops nothing',
    row: 'N9',
    find: "if (wanted !== undefined && !lists(wanted, [tag])) return 'failed';",
    replace: '',
  },
  {
    ...CONDITIONS,
    name: 'a weak tag is proof enough for a change',
    row: 'N9',
    find: '!lists(wanted, [tag])',
    replace: '!lists(wanted, [tag, `W/${tag}`])',
  },
  {
    ...CONDITIONS,
    file: 'server/users/directory.ts',
    name: 'what a change is based on is not looked at',
    row: 'N9',
    find: '    check(current);\n',
    replace: '',
  },
  {
    ...CONTRACT,
    filter: 'N6',
    file: 'server/api/media-type.ts',
    name: 'JSON:API with any parameters is understood',
    row: 'N6',
    find: "key === 'profile' || (key === 'ext' && value === '')",
    replace: 'key !== value',
  },
  {
    ...CONTRACT,
    filter: 'N5',
    file: 'server/api/fields.ts',
    name: 'a field that there is not is ignored',
    row: 'N7',
    find: 'if (!wanted.every((name) => known.includes(name))) {',
    replace: 'if (false) {',
  },
  {
    suite: 'server',
    tests: 'owner-matrix',
    file: 'server/todos/todos.ts',
    name: 'a to-do is found by its id alone',
    row: 'N3',
    find: 'return and(eq(todos.id, id), eq(todos.ownerId, ownerId));',
    replace: 'return ownerId === id ? undefined : eq(todos.id, id);',
  },
  {
    suite: 'server',
    tests: 'owner-matrix',
    file: 'server/todos/todos.ts',
    name: 'everybody lists all to-dos',
    row: 'N3',
    find: '    eq(todos.ownerId, ownerId),\n    isCompleted',
    replace: '    ownerId ? undefined : sql`false`,\n    isCompleted',
  },
  {
    ...TODOS,
    name: 'a to-do is deleted whatever it has become',
    row: 'N9',
    find: `    check(current);
    await transaction.delete`,
    replace: '    await transaction.delete',
  },
  {
    ...TODOS,
    file: 'server/todos/attributes.ts',
    name: 'what may not be written of a to-do is ignored',
    row: 'N5',
    find: '.filter((name) => !EDITABLE.has(name))',
    replace: '.filter((name) => EDITABLE.has(name) && false)',
  },
  {
    ...TODOS,
    file: 'server/api/resource-document.ts',
    name: 'a client may choose the id',
    row: 'N6',
    find: "if (data['id'] !== undefined) {",
    replace: 'if (false) {',
  },
  {
    suite: 'server',
    tests: 'request-headers',
    file: 'server/http/mask-headers.ts',
    name: 'the token is shown where a proxy has written it down',
    row: 'N12',
    find: '.reduce((text, secret) => text.replaceAll(secret, MASK), value)',
    replace: '.reduce((text) => text, value)',
  },
  {
    ...PASSWORD,
    name: 'a session that is over may change the password still',
    row: 'N11',
    find: "if (user?.end !== null || family?.end !== null) return 'session-over';",
    replace: "if (!user) return 'session-over';",
  },
  {
    ...PASSWORD,
    name: 'of two changes at once the last one wins',
    row: 'N9',
    find: "if (!(await isStillRight(user.passwordHash))) return 'outdated';",
    replace: '',
  },
  {
    ...PASSWORD,
    file: 'server/sessions/end.ts',
    name: 'who had the old password stays signed in at the pages of the server',
    row: 'F8',
    find: `    await transaction
      .delete(browserSessions)
      .where(eq(browserSessions.userId, userId));
`,
    replace: '',
  },
  {
    ...CONTRACT,
    filter: 'N1 N2 N3',
    file: 'server/api/password.ts',
    name: 'any app may change passwords',
    row: 'N3',
    find: "if (context.get('principal').clientId === clientId) return;",
    replace: 'if (clientId) return;',
  },
  {
    ...CONTRACT,
    filter: 'N11',
    file: 'server/api/password.ts',
    name: 'the first password may be set at any time',
    row: 'N11',
    find: "if (secondsAfter(context.get('principal').signedInAt, FRESH) > clock()) {",
    replace: 'if (clock()) {',
  },
  {
    suite: 'server',
    tests: 'limits',
    file: 'server/http/limit-body.ts',
    name: 'a body that is too long is cut off, not read to its end',
    row: 'N8',
    find: '!(await discardRest(incoming))',
    replace: 'false',
  },
];
