import { checkGateway } from '../../server/gateway/check.ts';
import { loadIdentityProviders } from '../../server/identity-providers/index.ts';
import type { IdentityProvider } from '../../server/identity-providers/types.ts';
import {
  SettingsError,
  type Environment,
} from '../../server/settings-reader.ts';
import { readSettings, type Settings } from '../../server/settings.ts';
import { ofServer, type Finding } from './finding.ts';

/** The server's settings as it understands them, and what it refuses. */
export interface UnderstoodServer {
  settings: Settings;
  /** The providers that are on, by id. */
  providers: ReadonlyMap<string, IdentityProvider>;
  refused: readonly Finding[];
}

/** Understands the server's settings; those that it refuses are left out, and the rest is looked at. */
export async function understandServer(
  environment: Environment,
): Promise<UnderstoodServer> {
  const refused: Finding[] = [];
  const settings = readLeniently(environment, refused);
  const providers = new Map<string, IdentityProvider>();
  for (const configuration of settings.identityProviders) {
    try {
      const loaded = await loadIdentityProviders([configuration]);
      for (const [id, provider] of loaded) providers.set(id, provider);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      refused.push(...ofServer(error));
    }
  }
  try {
    await checkGateway(settings, providers);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    refused.push(...ofServer(error));
  }
  return { settings, providers, refused };
}

function readLeniently(environment: Environment, refused: Finding[]): Settings {
  try {
    return readSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    refused.push(...ofServer(error));
    const names = new Set(refused.map(({ name }) => name));
    return readSettings(
      Object.fromEntries(
        Object.entries(environment).filter(([name]) => !names.has(name)),
      ),
    );
  }
}
