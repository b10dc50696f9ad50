import type { SettingsReader } from '../settings-reader.ts';
import type { ProviderConfiguration } from './types.ts';

const GRAPH_VERSION = 'v26.0';

/** The providers with a file of their own in this folder: they need no line in `SIGN_IN_METHODS`. */
export const KNOWN_PROVIDERS = [
  'google',
  'github',
  'facebook',
  'linkedin',
  'oidc',
] as const;

/** Reads what the settings say of each provider that has a client id: `GITLAB_CLIENT_ID` for the id `gitlab`. */
export function readProviders(
  read: SettingsReader,
  signInMethods: readonly string[],
): readonly ProviderConfiguration[] {
  const ids = new Set([...KNOWN_PROVIDERS, ...signInMethods]);
  const graphVersion = read.matching('FACEBOOK_GRAPH_VERSION', {
    pattern: /^v\d{1,3}\.\d{1,2}$/,
    fallback: GRAPH_VERSION,
  });
  return [...ids].flatMap((id) => {
    const named = (setting: string) =>
      `${id.toUpperCase().replaceAll('-', '_')}_${setting}`;
    const optional = (setting: string) =>
      read.text(named(setting), '') || undefined;
    const clientId = optional('CLIENT_ID');
    if (clientId === undefined) return [];
    return {
      id,
      clientId,
      clientSecret: optional('CLIENT_SECRET'),
      issuer: read.endpoint(named('ISSUER')),
      tokenUrl: read.endpoint(named('TOKEN_URL')),
      userUrl: read.endpoint(named('USER_URL')),
      // The app's setting, which may be a path; the gateway checks it where it is its own.
      authorizeUrl: optional('AUTHORIZE_URL'),
      label: optional('LABEL'),
      scope: optional('SCOPE'),
      prompt: optional('PROMPT'),
      graphVersion,
    };
  });
}
