import Service, { service } from '@ember/service';
import { cached, tracked } from '@glimmer/tracking';
import {
  understandSettings,
  type AppSettings,
  type SettingValues,
} from '../../config/settings';
import config from '../config/environment';
import type { ProviderClientSettings } from '../auth/oidc-client';
import {
  identityProviders,
  type RegisteredProvider,
} from '../identity-providers';
import type BrowserService from './browser';

/**
 * The settings of this app. They come from the `<meta>` of `index.html`, which the server fills. Reading `values` throws
 * `SettingsError` where they can't work.
 */
export default class SettingsService extends Service {
  @service declare private readonly browser: BrowserService;

  /** The settings as written. A test may put others here before anything has read them. */
  @tracked written: SettingValues = config.settings;

  @cached
  get values(): AppSettings {
    return understandSettings(
      this.written,
      [...identityProviders.keys()],
      this.browser.origin,
      (id) => identityProviders.get(id)?.flow !== 'password',
    );
  }

  /** What users know a provider by. */
  labelOf({ id, label }: RegisteredProvider): string {
    return typeof label === 'string'
      ? label
      : (this.written[label.setting] ?? id);
  }

  /** All that the flow must know of a provider. */
  providerClient(id: string): ProviderClientSettings {
    const provider = identityProviders.get(id);
    if (provider?.flow !== 'authorization-code') {
      throw new TypeError(`No provider of that flow: ${id}`);
    }
    const { clientIds, oidc, redirectUri, scope } = this.values;
    const scopes = [...provider.scopes, ...(scope?.split(' ') ?? [])];
    return {
      id,
      issuer:
        typeof provider.issuer === 'string' ? provider.issuer : oidc.issuer,
      clientId: clientIds[id] ?? '',
      scopes: [...new Set(scopes)],
      redirectUri: redirectUri.replace('{provider}', id),
      authorizationEndpoint: provider.authorizationEndpoint,
      sendsIssuer: provider.sendsIssuer ?? 'sometimes',
      parameters: provider.parameters ?? {},
    };
  }

  /** @throws {SettingsError} at boot, and not when somebody has typed a password already */
  check(): AppSettings {
    return this.values;
  }
}

declare module '@ember/service' {
  interface Registry {
    settings: SettingsService;
  }
}
