import { SettingsError } from '../settings-reader.ts';
import { issuerInApp } from './app-data.ts';
import { facebook } from './facebook.ts';
import { generic } from './generic.ts';
import { github } from './github.ts';
import { google } from './google.ts';
import { linkedin } from './linkedin.ts';
import { oidc } from './oidc.ts';
import type { KNOWN_PROVIDERS } from './settings.ts';
import type {
  IdentityProvider,
  IdentityProviders,
  ProviderConfiguration,
  ProviderFactory,
} from './types.ts';

/** The providers that have something of their own. A new one is one entry here. */
const PROVIDERS = { facebook, github, google, linkedin, oidc } satisfies Record<
  (typeof KNOWN_PROVIDERS)[number],
  ProviderFactory
>;

/**
 * The providers that are on: those that the settings give a client id and all else that they need. One without a file
 * here is an OAuth server when the settings name its token endpoint, else an OpenID provider whose issuer the settings or
 * the app's file on it name.
 * @throws SettingsError for one about which there is nothing to know
 */
export async function loadIdentityProviders(
  configurations: readonly ProviderConfiguration[],
): Promise<IdentityProviders> {
  const providers = await Promise.all(configurations.map(loadProvider));
  return new Map(
    providers
      .filter((provider) => provider !== undefined)
      .map((provider) => [provider.id, provider]),
  );
}

async function loadProvider(
  configuration: ProviderConfiguration,
): Promise<IdentityProvider | undefined> {
  const { id, tokenUrl } = configuration;
  const own = new Map<string, ProviderFactory>(Object.entries(PROVIDERS)).get(
    id,
  );
  if (own) return own(configuration);

  const issuer = configuration.issuer ?? (await issuerInApp(id));
  const provider =
    tokenUrl === undefined
      ? oidc({ ...configuration, issuer })
      : generic(configuration);
  if (provider) return provider;
  const name = id.toUpperCase().replaceAll('-', '_');
  throw new SettingsError([
    `${id} in SIGN_IN_METHODS has a client id, but nobody knows where it is: set ${name}_ISSUER for an OpenID provider, or ${name}_TOKEN_URL and ${name}_USER_URL.`,
  ]);
}
