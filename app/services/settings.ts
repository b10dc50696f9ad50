import Service, { service } from '@ember/service';
import { cached, tracked } from '@glimmer/tracking';
import {
  understandSettings,
  type AppSettings,
  type SettingValues,
} from '../../config/settings';
import config from '../config/environment';
import { identityProviders } from '../identity-providers';
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
    );
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
