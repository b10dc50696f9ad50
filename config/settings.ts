/**
 * The settings of the app: which there are, what they default to, and what makes a value unusable.
 *
 * The one source for all who read them: the build (`config/environment.js`), the app at its boot
 * (`app/services/settings.ts`) and the server that fills them into a built app.
 */

/** Every setting that may reach the browser, with the value that it has when nobody sets it. */
export const DEFAULT_SETTINGS = {
  CLIENT_ID: 'latchkey',
  TOKEN_ENDPOINT: '/oauth/token',
  REVOKE_TOKEN_ENDPOINT: '/oauth/revoke',
  API_HOST: '',
  API_PORT: '',
  API_NAMESPACE: 'api',
  CURRENT_USER_ENDPOINT: '',
  SIGN_IN_METHODS: 'password',
  SCOPE: '',
} as const;

/** The name of a setting, which is also the name of its environment variable. */
export type SettingName = keyof typeof DEFAULT_SETTINGS;

/** All settings as written: strings, not yet understood. */
export type SettingValues = Record<SettingName, string>;

/** The settings as understood. All URLs are absolute. */
export interface AppSettings {
  clientId: string;
  /** RFC 6749 section 3.3: what to ask for at sign-in; absent leaves it to the server. */
  scope: string | undefined;
  tokenEndpoint: string;
  /** RFC 7009; absent where the server has none. */
  revocationEndpoint: string | undefined;
  /** Where the JSON:API begins. Ends in a slash. */
  apiBase: string;
  currentUserEndpoint: string;
  /** Ids of identity providers, in the order of their buttons. */
  signInMethods: string[];
}

/** A setting has a value that the app can't work with. The message names the variable and the remedy. */
export class SettingsError extends Error {
  override name = 'SettingsError';

  constructor(
    readonly setting: string,
    problem: string,
    remedy: string,
  ) {
    super(`${setting} ${problem} ${remedy}`);
  }
}

/** Takes the values of all settings from an environment (`process.env`); an empty string counts as set. */
export function pickSettings(
  environment: Record<string, string | undefined>,
): SettingValues {
  const entries = Object.entries(DEFAULT_SETTINGS).map(([name, fallback]) => [
    name,
    environment[name]?.trim() ?? fallback,
  ]);
  return Object.fromEntries(entries) as SettingValues;
}

/**
 * Understands the settings.
 *
 * @param values the settings as written
 * @param known the ids of the identity providers that have a file in `app/identity-providers/`
 * @param origin the app's own origin, which paths belong to when there is no `API_HOST`
 * @throws {SettingsError} at the first setting that can't be used
 */
export function understandSettings(
  values: SettingValues,
  known: readonly string[],
  origin: string,
): AppSettings {
  const apiOrigin = understandApiOrigin(values, origin);
  const apiBase = new URL(
    `${trimSlashes(values.API_NAMESPACE)}/`.replace(/^\/$/, ''),
    `${apiOrigin}/`,
  ).href;

  const endpoint = (name: SettingName, fallback?: string) =>
    understandEndpoint(name, values[name] || fallback, apiOrigin, origin);

  return {
    clientId: required('CLIENT_ID', values),
    scope: values.SCOPE || undefined,
    tokenEndpoint: endpoint('TOKEN_ENDPOINT') ?? missing('TOKEN_ENDPOINT'),
    revocationEndpoint: endpoint('REVOKE_TOKEN_ENDPOINT'),
    apiBase,
    currentUserEndpoint:
      endpoint('CURRENT_USER_ENDPOINT', `${apiBase}me`) ?? `${apiBase}me`,
    signInMethods: understandSignInMethods(values.SIGN_IN_METHODS, known),
  };
}

function required(name: SettingName, values: SettingValues): string {
  return values[name] || missing(name);
}

function missing(name: SettingName): never {
  throw new SettingsError(
    name,
    'is empty.',
    `Set it in .env, or leave the line out for the default: ${DEFAULT_SETTINGS[name]}`,
  );
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}

function understandApiOrigin(values: SettingValues, origin: string): string {
  const { API_HOST, API_PORT } = values;
  const host = API_HOST || origin;
  if (API_HOST && !/^https?:\/\/[^/?#@\\\s]+\/?$/i.test(API_HOST)) {
    throw new SettingsError(
      'API_HOST',
      `is "${API_HOST}", which is not a scheme and a host.`,
      'Write it like https://api.example.com, with the path in API_NAMESPACE and the port in API_PORT.',
    );
  }
  const url = parseUrl(host);
  if (!url) {
    throw new SettingsError(
      'API_HOST',
      `is "${API_HOST}", which is not a host.`,
      'Write it like https://api.example.com.',
    );
  }
  if (API_PORT) {
    const port = Number(API_PORT);
    if (!/^\d{1,5}$/.test(API_PORT) || port < 1 || port > 65_535) {
      throw new SettingsError(
        'API_PORT',
        `is "${API_PORT}", which is not a port.`,
        'Write a number from 1 to 65535, or leave it empty.',
      );
    }
    url.port = API_PORT;
  }
  refuseInsecure('API_HOST', url, origin);
  return url.origin;
}

function understandEndpoint(
  name: SettingName,
  value: string | undefined,
  apiOrigin: string,
  origin: string,
): string | undefined {
  if (!value) return undefined;
  const isPath = value.startsWith('/') && !value.startsWith('//');
  const url = isPath ? parseUrl(value, apiOrigin) : parseUrl(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.hash) {
    throw new SettingsError(
      name,
      `is "${value}", which is neither a path nor a web address.`,
      'Write a path like /oauth/token, or a whole address like https://login.example.com/oauth/token.',
    );
  }
  refuseInsecure(name, url, origin);
  return url.href;
}

/** RFC 6749 section 3.2: tokens travel over TLS. On the own machine, and on a page that has none itself, http is let through. */
function refuseInsecure(name: SettingName, url: URL, origin: string): void {
  if (
    url.protocol === 'https:' ||
    isLoopback(url.hostname) ||
    url.origin === origin
  ) {
    return;
  }
  throw new SettingsError(
    name,
    `leads to ${url.origin}, without TLS.`,
    'Use https; plain http is for localhost only.',
  );
}

/** Whether a host name is this machine's own (RFC 6761 section 6.3, RFC 8252 section 7.3). */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

function understandSignInMethods(
  value: string,
  known: readonly string[],
): string[] {
  const ids = value
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (ids.length === 0) {
    throw new SettingsError(
      'SIGN_IN_METHODS',
      'names no way to sign in.',
      `Name one or more of: ${known.join(', ')}.`,
    );
  }
  for (const [index, id] of ids.entries()) {
    if (!known.includes(id)) {
      throw new SettingsError(
        'SIGN_IN_METHODS',
        `names "${id}", but there is no app/identity-providers/${id}.ts.`,
        `Add that file, or use what there is: ${known.join(', ')}.`,
      );
    }
    if (ids.indexOf(id) !== index) {
      throw new SettingsError(
        'SIGN_IN_METHODS',
        `names "${id}" twice.`,
        'Leave one of them out.',
      );
    }
  }
  return ids;
}

function parseUrl(value: string, base?: string): URL | undefined {
  return URL.canParse(value, base) ? new URL(value, base) : undefined;
}
