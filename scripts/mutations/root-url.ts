import type { Mutation } from '../mutate/mutation.ts';

const SETTING = {
  suite: 'ember',
  filter: 'Unit | config | root URL',
  file: 'config/root-url.ts',
} as const;
const SERVED = {
  suite: 'server',
  tests: 'below-a-path',
  file: 'server/app-files/serve.ts',
} as const;

/** An app below a path: which paths may be written, and what the server answers below and beside it. */
export const rootUrlMutations: readonly Mutation[] = [
  {
    ...SETTING,
    name: 'the app may be built for where the API answers',
    find: '  if (isTaken(path)) {',
    replace: '  if (isTaken(path) && !PLAIN_PATH.test(path)) {',
  },
  {
    ...SETTING,
    name: 'a build for where the API answers is taken',
    find: ' && !isTaken(value);',
    replace: ';',
  },
  {
    ...SETTING,
    name: 'any text is a root URL',
    find: 'PLAIN_PATH.test(value) && ',
    replace: '',
  },
  {
    ...SETTING,
    name: 'any text may be written as ROOT_URL',
    find: 'if (PLAIN_PATH.test(path)) return path;',
    replace: "if (path !== '') return path;",
  },
  {
    ...SETTING,
    name: 'a root URL may hold hidden segments and lead upwards',
    find: '(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\\/)*$/',
    replace: '(?:[A-Za-z0-9._~-]+\\/)*$/',
  },
  {
    ...SETTING,
    name: 'a path that only begins like the API’s is refused',
    find: '`${path}/`.startsWith(`/${name}/`)',
    replace: '`${path}/`.startsWith(`/${name}`)',
  },
  {
    ...SERVED,
    name: 'the app’s page is everywhere on the origin',
    find: 'const isBelow = path.startsWith(rootUrl);',
    replace: "const isBelow = path.startsWith('/') && rootUrl !== '';",
  },
  {
    ...SERVED,
    name: 'a page stands in the place of a script that is gone',
    find: 'wantsPage && isBelow && !path.startsWith(`${rootUrl}assets/`)',
    replace: 'wantsPage && isBelow',
  },
  {
    ...SERVED,
    name: 'whoever asks for data gets the app’s page',
    find: 'return wantsPage && isBelow && ',
    replace: 'return (wantsPage || isBelow) && isBelow && ',
  },
  {
    ...SERVED,
    name: 'nobody finds from / to an app below a path',
    find: "return path === '/' || ",
    replace: 'return ',
  },
  {
    ...SERVED,
    name: 'caches know the address that a code came to',
    row: 'A27',
    find: 'if (path.startsWith(`${rootUrl}login/callback/`)) {',
    replace: "if (path.startsWith('/login/callback/') && rootUrl === '') {",
  },
  {
    ...SERVED,
    name: 'the files of an app below a path are at the root, too',
    file: 'server/app-files/load.ts',
    find: 'return rootUrl + path.slice(1);',
    replace: 'return rootUrl === path ? rootUrl : path;',
  },
  {
    ...SERVED,
    name: 'the callback pages of an app below a path are at the root',
    file: 'server/app-files/address.ts',
    find: "appFiles?.rootUrl ?? '/'",
    replace: "appFiles ? '/' : '/'",
  },
  {
    ...SERVED,
    name: 'a build for a path that is none is served',
    file: 'server/fill-settings.ts',
    find: 'if (isRootUrl(rootUrl)) return rootUrl;',
    replace: "if (typeof rootUrl === 'string') return rootUrl;",
  },
];
