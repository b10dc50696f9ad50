/**
 * The settings of the app: which there are, what they default to, and what makes a value unusable.
 *
 * The one source for all who read them: the build (`config/environment.js`), the app at its boot
 * (`app/services/settings.ts`) and the server that fills them into a built app.
 */

import { understandApi, type ApiSettings } from './api-settings';
import {
  DEFAULT_SETTINGS,
  settingNames,
  type SettingName,
  type SettingValues,
} from './default-settings';
import { listOf } from './list-of';
import {
  understandProvider,
  understandRedirectUri,
  type ProviderFacts,
  type ProviderSettings,
} from './provider-settings';
import { understandSession, type SessionSettings } from './session-settings';
import { SettingsError } from './settings-error';
import { understandSignInMethods } from './sign-in-methods';
import { parsePath, parseUrl, refuseInsecure } from './urls';

export { isLoopback } from './urls';
export { DEFAULT_SETTINGS, settingNames, SettingsError };
export type { ProviderFacts, ProviderSettings, SettingName, SettingValues };

/** How the browser gets to a provider and back: the whole page goes there, or a window of its own does. */
export type NavigatorId = 'redirect' | 'popup';

/** The settings as understood. All URLs are absolute. */
export interface AppSettings extends ApiSettings, SessionSettings {
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
  /** Where the paths of the gateway begin that keeps the session, without a slash at the end. */
  gatewayBase: string;
  /** Where a provider sends the browser back to; `{provider}` stands for its id. */
  redirectUri: string;
  /** Absent: by what the browser is. */
  navigator: NavigatorId | undefined;
  /** By which our token server redeems the code of a provider (RFC 6749 section 4.5). */
  identityProviderGrantType: string;
  /** The providers in use that know this app by a client id, by their ids. */
  providers: Readonly<Record<string, ProviderSettings>>;
  /** The ids of providers that a stand-in plays: for development. */
  simulatedProviders: readonly string[];
}

/**
 * Takes the values of all settings from an environment (`process.env`); an empty string counts as set.
 *
 * @param providers the ids of the identity providers, each of which has settings of its own
 */
export function pickSettings(
  environment: Record<string, string | undefined>,
  providers: readonly string[] = [],
): SettingValues {
  const defaults: Readonly<Record<string, string>> = DEFAULT_SETTINGS;
  const entries = settingNames(providers).map((name) => [
    name,
    environment[name]?.trim() ?? defaults[name],
  ]);
  // What is not set for a provider need not be said.
  const set = entries.filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as SettingValues;
}

/**
 * Understands the settings.
 *
 * @param values the settings as written
 * @param providers the identity providers that have a file in `app/identity-providers/`
 * @param address where the app is: its own origin, which paths belong to when there is no `API_HOST`, and its root URL
 * @throws {SettingsError} at the first setting that can't be used
 */
export function understandSettings(
  values: SettingValues,
  providers: readonly ProviderFacts[],
  address: string,
): AppSettings {
  const { origin } = new URL(address);
  const signInMethods = understandSignInMethods(
    values.SIGN_IN_METHODS,
    providers.map(({ id }) => id),
  );
  const apiOrigin = understandApiOrigin(values, origin);
  const apiBase = understandApiBase(values.API_NAMESPACE, apiOrigin);

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
    signInMethods,
    gatewayBase: understandGateway(values, apiOrigin, origin),
    redirectUri: understandRedirectUri(values.REDIRECT_URI, address),
    navigator: understandNavigator(values.NAVIGATOR),
    ...understandApi(values),
    ...understandSession(values),
    identityProviderGrantType: required('IDENTITY_PROVIDER_GRANT_TYPE', values),
    providers: Object.fromEntries(
      providers
        .filter(
          ({ id, flow }) => flow !== 'password' && signInMethods.includes(id),
        )
        .map((provider) => [
          provider.id,
          understandProvider(provider, values, origin),
        ]),
    ),
    simulatedProviders: listOf(values.SIMULATED_PROVIDERS),
  };
}

/** A folder: what the gateway has there is named after it. */
function understandGateway(
  values: SettingValues,
  apiOrigin: string,
  origin: string,
): string {
  const name = 'GATEWAY_PREFIX';
  const prefix = values[name] || DEFAULT_SETTINGS[name];
  const url = understandEndpoint(name, prefix, apiOrigin, origin) ?? '';
  if (!url.includes('?')) return url.replace(/\/+$/, '');
  throw new SettingsError(
    name,
    `is "${prefix}", which is not a folder.`,
    `Write the path that the gateway's own pages have in common, like ${DEFAULT_SETTINGS[name]}.`,
  );
}

function understandNavigator(value: string): NavigatorId | undefined {
  if (value === '') return undefined;
  if (value === 'redirect' || value === 'popup') return value;
  throw new SettingsError(
    'NAVIGATOR',
    `is "${value}".`,
    'Write redirect or popup, or leave it empty: a window on desktops, the whole page on phones.',
  );
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

function understandApiBase(namespace: string, apiOrigin: string): string {
  const path = trimSlashes(namespace);
  const url = parsePath(path ? `/${path}/` : '/', apiOrigin);
  if (!url || url.search || url.hash || !isPlainPath(path)) {
    throw new SettingsError(
      'API_NAMESPACE',
      `is "${namespace}", which is not a path.`,
      'Write it like api or api/v1, and the host in API_HOST.',
    );
  }
  return url.href;
}

/** Segments that stand for themselves: no scheme, no spaces, no way up. */
function isPlainPath(path: string): boolean {
  return (
    !/[:\s]/.test(path) &&
    !path.split('/').some((segment) => segment === '.' || segment === '..')
  );
}

function understandEndpoint(
  name: SettingName,
  value: string | undefined,
  apiOrigin: string,
  origin: string,
): string | undefined {
  if (!value) return undefined;
  const isPath = value.startsWith('/');
  const url = isPath ? parsePath(value, apiOrigin) : parseUrl(value);
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.password ||
    url.hash
  ) {
    throw new SettingsError(
      name,
      `is "${value}", which is neither a path nor a web address.`,
      'Write a path like /oauth/token, or a whole address like https://login.example.com/oauth/token.',
    );
  }
  refuseInsecure(name, url, origin);
  return url.href;
}
