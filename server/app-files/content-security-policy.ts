import {
  providerSettingName,
  type ProviderSetting,
} from '../../config/default-settings.ts';
import type { BuiltProvider } from '../fill-settings.ts';

/** Settings that may name another origin, which the app then talks to. */
const ENDPOINT_SETTINGS = [
  'TOKEN_ENDPOINT',
  'REVOKE_TOKEN_ENDPOINT',
  'CURRENT_USER_ENDPOINT',
  'GATEWAY_PREFIX',
] as const;

/**
 * The policy of the app's page: its own files and nothing else, except that it may connect to the origins of the
 * endpoints in its settings, and of the providers that it asks itself.
 * @param settings as the app sees them
 * @param providers that the build knows
 * @param further origins: of a provider whose token endpoint is not where its issuer is
 */
export function contentSecurityPolicy(
  settings: Readonly<Record<string, unknown>>,
  providers: readonly BuiltProvider[] = [],
  further: readonly string[] = [],
): string {
  const origins = [
    ...originsOf(endpoints(settings)),
    ...originsOf(issuers(settings, providers)),
    ...further,
  ];
  const connect = ["'self'", ...new Set(origins)].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${connect}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function endpoints(settings: Readonly<Record<string, unknown>>): string[] {
  const port = text(settings['API_PORT']);
  const apiHost = text(settings['API_HOST']).replace(/\/$/, '');
  return [
    ...ENDPOINT_SETTINGS.map((name) => text(settings[name])),
    port === '' ? apiHost : `${apiHost}:${port}`,
  ];
}

/** The issuers of the providers in use that the browser asks: to redeem a code, or for where their page is. */
function issuers(
  settings: Readonly<Record<string, unknown>>,
  providers: readonly BuiltProvider[],
): string[] {
  const methods = text(settings['SIGN_IN_METHODS'])
    .split(',')
    .map((id) => id.trim());
  return providers
    .filter(({ id }) => methods.includes(id))
    .filter(({ authorizationEndpoint, id, redemption }) => {
      const setting = (name: ProviderSetting) =>
        text(settings[providerSettingName(id, name)]);
      const isDiscovered = !(setting('AUTHORIZE_URL') || authorizationEndpoint);
      return (
        isDiscovered || (setting('REDEMPTION') || redemption) === 'browser'
      );
    })
    .map(
      ({ id, issuer = '' }) =>
        text(settings[providerSettingName(id, 'ISSUER')]) || issuer,
    );
}

function originsOf(addresses: readonly string[]): string[] {
  return addresses
    .filter((address) => /^https?:/i.test(address) && URL.canParse(address))
    .map((address) => new URL(address).origin);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
