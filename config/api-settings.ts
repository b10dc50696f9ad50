import type { SettingValues } from './default-settings';
import { SettingsError } from './settings-error';
import { listOf } from './list-of';

const FEATURES = ['page', 'sort', 'search', 'todos', 'headers'] as const;
const ATTRIBUTE_NAMES = ['dasherized', 'underscored', 'camel-cased'] as const;

/**
 * What a JSON:API server may do with a list, or not: the families `page`, `sort` and `filter` of its query parameters. And what it
 * may have beside its users: `todos`, and `headers`, the request's own as it received them.
 */
export type ApiFeature = (typeof FEATURES)[number];

/** How a server writes the names of attributes: `first-name`, `first_name` or `firstName`. */
export type AttributeNames = (typeof ATTRIBUTE_NAMES)[number];

/** In which way the API differs from ours. */
export interface ApiSettings {
  apiFeatures: readonly ApiFeature[];
  /** In what is sent; what comes is understood in each way. */
  attributeNames: AttributeNames;
}

/** @throws {SettingsError} at the first of these settings that can't be used */
export function understandApi(values: SettingValues): ApiSettings {
  return {
    apiFeatures: listOf(values.API_FEATURES).map((value) =>
      oneOf(FEATURES, 'API_FEATURES', value),
    ),
    attributeNames: oneOf(
      ATTRIBUTE_NAMES,
      'API_ATTRIBUTE_NAMES',
      values.API_ATTRIBUTE_NAMES,
    ),
  };
}

function oneOf<Value extends string>(
  known: readonly Value[],
  name: 'API_FEATURES' | 'API_ATTRIBUTE_NAMES',
  written: string,
): Value {
  const value = known.find((one) => one === written);
  if (value) return value;
  throw new SettingsError(
    name,
    `names "${written}".`,
    `Use what there is: ${known.join(', ')}.`,
  );
}
