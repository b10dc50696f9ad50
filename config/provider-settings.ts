import {
  DEFAULT_SETTINGS,
  providerSettingName,
  type ProviderSetting,
  type SettingName,
  type SettingValues,
} from './default-settings';
import { SettingsError } from './settings-error';
import { parsePath, parseUrl, refuseInsecure } from './urls';

/** What must be known of a provider's file to understand its settings. */
export interface ProviderFacts {
  id: string;
  /** `password` visits nobody, `gateway` the gateway; all other flows know this app by a client id. */
  flow: string;
  label?: string;
  issuer?: string;
  /** `{NAME}` in it stands for a setting. */
  authorizationEndpoint?: string;
  redemption?: Redemption;
}

/** Who redeems a provider's code: our token server, or the browser as a public client. */
export type Redemption = 'server' | 'browser';

/** A provider in use, as its file and the settings say together. */
export interface ProviderSettings {
  /** By which the provider knows this app. */
  clientId: string;
  /** What users know it by. */
  label: string;
  /** Exactly as it calls itself; absent where nobody says it. */
  issuer: string | undefined;
  /** Absent where the issuer's discovery document says it. */
  authorizationEndpoint: string | undefined;
  /** In place of what its file asks for. */
  scope: string | undefined;
  /** OpenID Connect Core section 3.1.2.1, `prompt`. */
  prompt: string | undefined;
  redemption: Redemption;
}

/**
 * Understands what is set for one provider.
 *
 * @throws {SettingsError}
 */
export function understandProvider(
  provider: ProviderFacts,
  values: SettingValues,
  origin: string,
): ProviderSettings {
  const { id } = provider;
  const read = (setting: ProviderSetting) =>
    values[providerSettingName(id, setting)] || undefined;

  const settings: ProviderSettings = {
    clientId:
      read('CLIENT_ID') ??
      (provider.flow === 'gateway' ? '' : missingClientId(id)),
    label: read('LABEL') ?? provider.label ?? id,
    issuer: understandIssuer(provider, read('ISSUER'), origin),
    authorizationEndpoint: understandAuthorizeUrl(provider, values, origin),
    scope: read('SCOPE'),
    prompt: read('PROMPT'),
    redemption: understandRedemption(provider, read('REDEMPTION')),
  };
  if (provider.flow === 'authorization-code') requireAddress(id, settings);
  return settings;
}

/** The app's callback page, below its root URL. */
const CALLBACK_PAGE = 'login/callback/{provider}';

/**
 * Where providers send the browser back to, with `{provider}` for the id: the callback page of the app, by whatever name
 * browsers know its origin. Beside the root URL there is no page of this app.
 *
 * @param address where the app is: its origin and its root URL
 */
export function understandRedirectUri(value: string, address: string): string {
  const { origin, pathname: rootUrl } = new URL(address);
  const page = `${rootUrl}${CALLBACK_PAGE}`;
  const uri = value || page;
  const url = uri.startsWith('/') ? parsePath(uri, origin) : parseUrl(uri);
  // The URL parser has encoded the braces.
  const isCallback =
    url?.pathname === new URL(page, origin).pathname && !hasMore(url);
  if (!url || !isCallback || !/^https?:$/.test(url.protocol)) {
    throw new SettingsError(
      'REDIRECT_URI',
      `is "${value}".`,
      `Write the address of the app's callback page, whose path is ${page}, or leave it empty.`,
    );
  }
  refuseInsecure('REDIRECT_URI', url, origin);
  return url.href.replace('%7Bprovider%7D', '{provider}');
}

function missingClientId(id: string): never {
  throw new SettingsError(
    providerSettingName(id, 'CLIENT_ID'),
    'is not set.',
    `Register this app with the provider and set the id that it gives, or take "${id}" out of SIGN_IN_METHODS.`,
  );
}

/** The issuer, exactly as it calls itself (OpenID Connect Discovery section 4.3). */
function understandIssuer(
  { id, issuer }: ProviderFacts,
  written: string | undefined,
  origin: string,
): string | undefined {
  const value = written ?? issuer;
  if (value === undefined) return undefined;
  const name = providerSettingName(id, 'ISSUER');
  const url = parseUrl(value);
  if (!url || !/^https?:$/.test(url.protocol) || hasMore(url)) {
    throw notAnIssuer(id, value);
  }
  refuseInsecure(name, url, origin);
  return value;
}

function notAnIssuer(id: string, value: string): SettingsError {
  return new SettingsError(
    providerSettingName(id, 'ISSUER'),
    `is "${value}", which is not an issuer.`,
    'Write the address exactly as the provider says it, like https://login.example.com.',
  );
}

function understandAuthorizeUrl(
  { id, authorizationEndpoint }: ProviderFacts,
  values: SettingValues,
  origin: string,
): string | undefined {
  const name = providerSettingName(id, 'AUTHORIZE_URL');
  const written = values[name];
  const value = written || fill(authorizationEndpoint, values);
  if (!value) return undefined;
  const url = value.startsWith('/')
    ? parsePath(value, origin)
    : parseUrl(value);
  const isPage = url && /^https?:$/.test(url.protocol);
  if (!isPage || url.username || url.password || url.hash) {
    throw new SettingsError(
      name,
      `is "${value}", which is not a web address.`,
      'Write the address of the page where users of the provider sign in, like https://login.example.com/authorize.',
    );
  }
  refuseInsecure(name, url, origin);
  return url.href;
}

/** Puts settings into a text that names them in braces: `{FACEBOOK_GRAPH_VERSION}`. */
function fill(
  text: string | undefined,
  values: SettingValues,
): string | undefined {
  return text?.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(
      values[name as SettingName] || DEFAULT_SETTINGS[name as SettingName],
    ),
  );
}

function understandRedemption(
  { flow, id, redemption = 'server' }: ProviderFacts,
  written: string | undefined,
): Redemption {
  const value = written ?? redemption;
  if (value === 'server') return value;
  if (value === 'browser' && flow !== 'torii') return value;
  throw new SettingsError(
    providerSettingName(id, 'REDEMPTION'),
    `is "${value}".`,
    'Write "server" if our token server redeems the codes, or "browser" if the provider lets a public client do it (not by way of torii).',
  );
}

/** A provider must be found: by its page, or by discovery. Whose token endpoint is not ours is discovered, too. */
function requireAddress(
  id: string,
  { authorizationEndpoint, issuer, redemption }: ProviderSettings,
): void {
  const needsIssuer = redemption === 'browser' || !authorizationEndpoint;
  if (!needsIssuer || issuer !== undefined) return;
  throw new SettingsError(
    providerSettingName(id, 'ISSUER'),
    'is not set.',
    redemption === 'browser'
      ? 'Write the address of the provider exactly as it says it, like https://login.example.com.'
      : `Write the address of an OpenID provider exactly as it says it, or for another OAuth 2.0 server its page in ${providerSettingName(id, 'AUTHORIZE_URL')}.`,
  );
}

/** Whether a URL has parts that an issuer must not have (OpenID Connect Core section 2, `iss`). */
function hasMore({ hash, password, search, username }: URL): boolean {
  return Boolean(hash || password || search || username);
}
