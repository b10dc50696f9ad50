import type { IdentityProviders } from '../identity-providers/types.ts';
import { providerInApp } from '../identity-providers/app-data.ts';
import { SettingsError } from '../settings-reader.ts';
import type { Settings } from '../settings.ts';
import { isSecureAddress } from '../http/addresses.ts';
import { unknownProvider } from './settings.ts';

/**
 * Whether the gateway's provider is on, and people can be sent there: only when all providers are loaded is it known.
 * @throws SettingsError
 */
export async function checkGateway(
  { gateway, identityProviders }: Settings,
  loaded: IdentityProviders,
): Promise<void> {
  if (gateway?.kind !== 'server') return;
  const id = gateway.provider;
  const configuration = identityProviders.find((one) => one.id === id);
  if (!configuration || !loaded.has(id)) {
    throw new SettingsError([unknownProvider(id)]);
  }
  const { authorizeUrl, tokenUrl } = configuration;
  const name = id.toUpperCase().replaceAll('-', '_');
  if (authorizeUrl !== undefined && !isPossible(authorizeUrl)) {
    throw new SettingsError([
      `${name}_AUTHORIZE_URL takes a path or an https address (http only on this machine); "${authorizeUrl}" is none.`,
    ]);
  }
  // One that has a token endpoint by settings has no discovery document.
  if (authorizeUrl !== undefined || tokenUrl === undefined) return;
  const inApp = (await providerInApp(id)) ?? {};
  if ('authorizationEndpoint' in inApp) return;
  throw new SettingsError([
    `${name}_AUTHORIZE_URL is not set, so nobody can be sent to the GATEWAY_PROVIDER: set the address of its sign-in page.`,
  ]);
}

/** What follows two slashes is a host, and no path of ours. */
function isPossible(address: string): boolean {
  return /^\/(?![/\\])/.test(address) || isSecureAddress(address);
}
