import {
  DEFAULT_SETTINGS,
  type ClientIdName,
  type SettingValues,
} from './default-settings';
import { SettingsError } from './settings-error';
import { parsePath, parseUrl, refuseInsecure } from './urls';

/** The setting that holds the id by which a provider knows this app. */
export function clientIdName(provider: string): ClientIdName {
  return `${provider.toUpperCase().replaceAll('-', '_')}_CLIENT_ID`;
}

/** The ids by which the providers know this app. */
export function understandClientIds(
  values: SettingValues,
  providers: string[],
): Record<string, string> {
  return Object.fromEntries(
    providers.map((provider) => {
      const name = clientIdName(provider);
      const clientId = values[name];
      if (clientId) return [provider, clientId];
      throw new SettingsError(
        name,
        'is not set.',
        `Register this app with the provider and set the id that it gives, or take "${provider}" out of SIGN_IN_METHODS.`,
      );
    }),
  );
}

/** Where providers send the browser back to, with `{provider}` for the id. */
export function understandRedirectUri(value: string, origin: string): string {
  const uri = value || DEFAULT_SETTINGS.REDIRECT_URI;
  const url = uri.startsWith('/') ? parsePath(uri, origin) : parseUrl(uri);
  if (!uri.includes('{provider}') || !url || !/^https?:$/.test(url.protocol)) {
    throw new SettingsError(
      'REDIRECT_URI',
      `is "${value}".`,
      `Write it with {provider} in it, like ${DEFAULT_SETTINGS.REDIRECT_URI}.`,
    );
  }
  refuseInsecure('REDIRECT_URI', url, origin);
  // The URL parser has encoded the braces.
  return url.href.replace('%7Bprovider%7D', '{provider}');
}

/** The issuer of the provider `oidc`, exactly as it calls itself (OpenID Connect Discovery section 4.3). */
export function understandIssuer(
  values: SettingValues,
  signInMethods: string[],
  origin: string,
): string {
  if (!signInMethods.includes('oidc')) return '';
  const url = parseUrl(values.OIDC_ISSUER);
  if (!url || !/^https?:$/.test(url.protocol) || hasMore(url)) {
    throw new SettingsError(
      'OIDC_ISSUER',
      `is "${values.OIDC_ISSUER}", which is not an issuer.`,
      'Write the address exactly as the provider says it, like https://login.example.com.',
    );
  }
  refuseInsecure('OIDC_ISSUER', url, origin);
  return values.OIDC_ISSUER;
}

/** The ids of the providers, in the order of their buttons. */
export function understandSignInMethods(
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

/** Whether a URL has parts that an issuer must not have (OpenID Connect Core section 2, `iss`). */
function hasMore({ hash, password, search, username }: URL): boolean {
  return Boolean(hash || password || search || username);
}
