import Service, { service } from '@ember/service';
import { cached, tracked } from '@glimmer/tracking';
import {
  SettingsError,
  understandSettings,
  type AppSettings,
  type ProviderSettings,
  type SettingValues,
} from '../../config/settings';
import config from '../config/environment';
import type { ProviderClientSettings } from '../auth/provider-client';
import {
  identityProviders,
  type RegisteredProvider,
} from '../identity-providers';
import type {
  AuthorizationCodeProvider,
  ToriiProvider,
} from '../identity-providers/types';
import { texts } from '../translations';
import { spoken } from '../translations/spoken';
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
    const { origin } = this.browser;
    const providers = [...identityProviders.values()];
    const values = understandSettings(
      this.written,
      providers,
      `${origin}${config.rootURL}`,
    );
    for (const provider of providers) requireCookie(provider, values, origin);
    return values;
  }

  /** What users know a provider by. */
  labelOf({ id, label }: RegisteredProvider): string {
    const written = this.values.providers[id]?.label ?? label;
    const { labels } = texts as { labels: Partial<Record<string, string>> };
    return (written === label && labels[id]) || written;
  }

  /** Whether a stand-in plays the provider: for development, and said to the user. */
  isSimulated({ id }: RegisteredProvider): boolean {
    return this.values.simulatedProviders.includes(id);
  }

  /** All that the flow must know of a provider that is in use. */
  providerClient(id: string): ProviderClientSettings {
    const provider = identityProviders.get(id);
    const written = this.values.providers[id];
    if (!provider || !('scopes' in provider) || !written) {
      throw new TypeError(
        `No provider with a page of its own is in use: ${id}`,
      );
    }
    const { clientId, issuer, redemption } = written;
    // A torii provider may have an address of its own.
    const authorizationEndpoint =
      written.authorizationEndpoint ??
      (provider.flow === 'torii' ? issuer : undefined);
    return {
      id,
      // Who has no issuer sends none; then it is the name of the place that was asked.
      issuer: issuer ?? new URL(authorizationEndpoint!).origin,
      clientId,
      scopes: this.#scopesOf(provider, written),
      redirectUri: this.values.redirectUri.replace('{provider}', id),
      authorizationEndpoint,
      redemption,
      hasPkce: provider.pkce ?? true,
      hasNonce: provider.flow !== 'torii' || (provider.nonce ?? true),
      sendsIssuer: provider.sendsIssuer ?? 'sometimes',
      parameters: {
        ...this.#localesOf(provider),
        ...provider.parameters,
        ...(written.prompt && { prompt: written.prompt }),
      },
    };
  }

  /**
   * In which language to ask (OpenID Connect Core section 3.1.2.1). A torii provider asks for what it knows itself.
   */
  #localesOf({ flow, scopes }: AuthorizationCodeProvider | ToriiProvider) {
    return (
      flow !== 'torii' &&
      scopes.includes('openid') && { ui_locales: spoken.code }
    );
  }

  /** Whose tokens the provider's are, by redemption in the browser, they are asked for what the app needs, too. */
  #scopesOf(
    { scopes }: AuthorizationCodeProvider | ToriiProvider,
    { redemption, scope }: ProviderSettings,
  ): string[] {
    const isOpenId = scopes.includes('openid');
    // Without `openid` there would be no id_token, and nothing to hold the nonce against.
    const own = scope
      ? [...(isOpenId ? ['openid'] : []), ...scope.split(' ')]
      : scopes;
    const ours =
      redemption === 'browser' ? (this.values.scope?.split(' ') ?? []) : [];
    return [...new Set([...own, ...ours])];
  }

  /** @throws {SettingsError} at boot, and not when somebody has typed a password already */
  check(): AppSettings {
    return this.values;
  }
}

/**
 * Without PKCE it is a cookie of our token server that binds an attempt to this browser, and the app gets it only of its own
 * origin. That is known here alone: a build does not know yet where it will be served.
 */
function requireCookie(
  provider: RegisteredProvider,
  { providers, tokenEndpoint }: AppSettings,
  origin: string,
): void {
  const needsCookie = 'pkce' in provider && provider.pkce === false;
  const isElsewhere = new URL(tokenEndpoint).origin !== origin;
  if (!needsCookie || !isElsewhere || !providers[provider.id]) return;
  throw new SettingsError(
    'SIGN_IN_METHODS',
    `names "${provider.id}", which has no PKCE, and TOKEN_ENDPOINT is on another origin than the app.`,
    `Take "${provider.id}" out, or put the token server behind the app's own origin.`,
  );
}

declare module '@ember/service' {
  interface Registry {
    settings: SettingsService;
  }
}
