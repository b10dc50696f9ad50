import {
  DEFAULT_SETTINGS,
  SettingsError,
  understandSettings,
  type AppSettings,
  type SettingValues,
} from '../../config/settings.ts';
import {
  PROVIDER_SETTINGS,
  providerSettingName,
  type SettingName,
} from '../../config/default-settings.ts';
import { listOf } from '../../config/list-of.ts';
import type { AppProvider } from './situation.ts';

/** The app's settings as it understands them, and what it refuses. */
export interface UnderstoodApp {
  settings: AppSettings;
  refused: readonly SettingsError[];
}

/**
 * Understands the app's settings. The app stops at the first that it refuses; here that one is left out, and the rest is
 * looked at, so that one visit to the doctor is enough.
 *
 * @param address where it is: origin and root URL
 */
export function understandApp(
  written: SettingValues,
  providers: readonly AppProvider[],
  address: string,
): UnderstoodApp {
  const refused: SettingsError[] = [];
  let values = written;
  for (;;) {
    try {
      const settings = understandSettings(values, providers, address);
      return { settings, refused };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      // Once more the same one: leaving it out does not help.
      if (refused.some(({ setting }) => setting === error.setting)) throw error;
      refused.push(error);
      values = without(error.setting, values, providers);
    }
  }
}

/** Puts the default in the place of a setting; a provider's takes the provider away. */
function without(
  setting: string,
  values: SettingValues,
  providers: readonly AppProvider[],
): SettingValues {
  if (setting === 'SIGN_IN_METHODS') {
    const known = new Set(providers.map(({ id }) => id));
    return withMethods(values, (id) => known.has(id));
  }
  if (setting in DEFAULT_SETTINGS) {
    return { ...values, [setting]: DEFAULT_SETTINGS[setting as SettingName] };
  }
  const owner = providers.find(({ id }) =>
    PROVIDER_SETTINGS.some((own) => providerSettingName(id, own) === setting),
  );
  return withMethods(values, (id) => id !== owner?.id);
}

/** Keeps some of the ways to sign in, each once. */
function withMethods(
  values: SettingValues,
  keep: (id: string) => boolean,
): SettingValues {
  const ids = new Set(listOf(values.SIGN_IN_METHODS).filter(keep));
  const methods = [...ids].join() || DEFAULT_SETTINGS.SIGN_IN_METHODS;
  return { ...values, SIGN_IN_METHODS: methods };
}
