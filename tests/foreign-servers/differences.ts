/** In what a server of somebody else may differ from ours. The defaults are ours. */
export interface Differences {
  attributeNames: 'dasherized' | 'underscored' | 'camel-cased';
  /** What the current-user endpoint answers. */
  currentUser: 'json-api' | 'flat-id' | 'flat-sub';
  links: boolean;
  /** Where a list says how many there are in all. */
  total: 'meta.count' | 'meta.page.total' | 'meta.pagination.count' | 'none';
  /** What is made of a query parameter that the server has no use for. */
  sort: 'done' | 'ignored' | 'refused';
  search: 'done' | 'ignored' | 'refused';
  page: 'done' | 'ignored' | 'refused';
  /** What a wrong password is answered with. */
  wrongPassword:
    'invalid_grant' | 'invalid_request' | '401 invalid_grant' | '401';
  /** What the API says to a token that has run out. */
  expiredToken: '401' | '403';
  expiresIn: boolean;
  refreshToken: boolean;
  revocation: boolean;
  /** Whether scripts may read the headers that are not on the CORS safelist. */
  exposesHeaders: boolean;
}

/** A server of somebody else, by what is special about it. */
export interface ForeignServer {
  name: string;
  differs: Partial<Differences>;
  /** What has to be set beside the addresses. */
  settings?: Readonly<Record<string, string>>;
}

/** Each difference by itself; then the servers of which `docs/recipes.md` speaks, as their documentation says. */
export const FOREIGN_SERVERS: readonly ForeignServer[] = [
  { name: 'of another origin, with absolute endpoints', differs: {} },
  {
    name: 'without a revocation endpoint',
    differs: { revocation: false },
    settings: { REVOKE_TOKEN_ENDPOINT: '' },
  },
  { name: 'a flat user with an id', differs: { currentUser: 'flat-id' } },
  { name: 'a flat user with a sub', differs: { currentUser: 'flat-sub' } },
  { name: 'lists without links', differs: { links: false } },
  { name: 'lists without a total', differs: { total: 'none' } },
  {
    name: 'lists without links and a total',
    differs: { links: false, total: 'none' },
  },
  {
    name: 'a total of another name',
    differs: { total: 'meta.page.total' },
  },
  { name: 'sorting is refused', differs: { sort: 'refused' } },
  {
    name: 'sorting is ignored',
    differs: { sort: 'ignored' },
    settings: { API_FEATURES: 'page,search' },
  },
  { name: 'searching is refused', differs: { search: 'refused' } },
  {
    name: 'searching is ignored',
    differs: { search: 'ignored' },
    settings: { API_FEATURES: 'page,sort' },
  },
  { name: 'pages are refused', differs: { page: 'refused', total: 'none' } },
  {
    name: 'nothing but the list',
    differs: {
      links: false,
      total: 'none',
      sort: 'ignored',
      search: 'ignored',
      page: 'ignored',
    },
    settings: { API_FEATURES: '' },
  },
  {
    name: 'underscored attributes',
    differs: { attributeNames: 'underscored' },
    settings: { API_ATTRIBUTE_NAMES: 'underscored' },
  },
  {
    name: 'camel-cased attributes',
    differs: { attributeNames: 'camel-cased' },
    settings: { API_ATTRIBUTE_NAMES: 'camel-cased' },
  },
  { name: 'tokens without expires_in', differs: { expiresIn: false } },
  { name: 'no refresh token', differs: { refreshToken: false } },
  {
    name: 'neither expires_in nor a refresh token',
    differs: { expiresIn: false, refreshToken: false },
  },
  {
    name: 'a wrong password is an invalid request',
    differs: { wrongPassword: 'invalid_request' },
  },
  {
    name: 'a wrong password is a 401 without a word',
    differs: { wrongPassword: '401' },
  },
  { name: 'an expired token is a 403', differs: { expiredToken: '403' } },
  {
    name: 'headers that scripts may not read',
    differs: { exposesHeaders: false },
  },
  {
    name: 'Authlib with Flask',
    differs: {
      currentUser: 'flat-sub',
      wrongPassword: 'invalid_request',
      expiredToken: '403',
      links: false,
      exposesHeaders: false,
    },
  },
  {
    name: 'Django OAuth Toolkit',
    differs: {
      attributeNames: 'underscored',
      total: 'meta.pagination.count',
      exposesHeaders: false,
    },
    settings: { API_ATTRIBUTE_NAMES: 'underscored' },
  },
  {
    name: 'Doorkeeper',
    differs: { currentUser: 'flat-id', exposesHeaders: false },
  },
  {
    name: 'Laravel Passport',
    differs: {
      attributeNames: 'camel-cased',
      total: 'meta.page.total',
      revocation: false,
    },
    settings: {
      API_ATTRIBUTE_NAMES: 'camel-cased',
      REVOKE_TOKEN_ENDPOINT: '',
    },
  },
  {
    name: 'Keycloak',
    differs: { currentUser: 'flat-sub', wrongPassword: '401 invalid_grant' },
  },
];

/** The differences of a server in full. */
export function inFull(differs: Partial<Differences>): Differences {
  return {
    attributeNames: 'dasherized',
    currentUser: 'json-api',
    links: true,
    total: 'meta.count',
    sort: 'done',
    search: 'done',
    page: 'done',
    wrongPassword: 'invalid_grant',
    expiredToken: '401',
    expiresIn: true,
    refreshToken: true,
    revocation: true,
    exposesHeaders: true,
    ...differs,
  };
}
