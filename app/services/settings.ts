import { service } from '@ember/service';
import Service from '@ember/service';
import {
  understandSettings,
  type AppSettings,
  type SettingValues,
} from '../../config/settings';
import config from '../config/environment';
import { identityProviders } from '../identity-providers';
import type BrowserService from './browser';

/**
 * The settings of this app, understood once at boot. They come from the `<meta>` of `index.html`, which the server fills.
 * Reading them throws `SettingsError` where they can't work.
 */
export default class SettingsService extends Service {
  @service declare private readonly browser: BrowserService;

  #values: AppSettings | undefined;

  get values(): AppSettings {
    return (this.#values ??= understandSettings(
      config.settings,
      [...identityProviders.keys()],
      this.browser.origin,
    ));
  }

  /** Replaces settings before anything has read them: for tests. */
  override(values: Partial<SettingValues>): void {
    this.#values = understandSettings(
      { ...config.settings, ...values },
      [...identityProviders.keys()],
      this.browser.origin,
    );
  }
}

declare module '@ember/service' {
  interface Registry {
    settings: SettingsService;
  }
}
