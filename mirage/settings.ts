import type { ContractSettings } from '../contract/types.ts';

type ContractDefaults = Required<
  Omit<ContractSettings, 'identityProviders' | 'patience'>
>;

/** What a simulated server is started with; `contract/types.ts` says what each means. Times are in seconds. */
export interface Settings extends ContractDefaults {
  /** `any`: whatever file an app has in `app/identity-providers/`, its provider is simulated. */
  identityProviders: readonly string[] | 'any';
  /** How long the server waits for a provider; the scenario `slow` takes so long. */
  identityProviderTimeout: number;
}

const DAY = 24 * 60 * 60;

/** The same as the real server's, but that all providers are on. */
export const DEFAULT_SETTINGS: Settings = {
  accessTokenLifetime: 60 * 60,
  refreshTokenLifetime: 14 * DAY,
  sessionLifetime: 30 * DAY,
  refreshTokenRetryWindow: 30,
  passwordGrant: true,
  signInMethods: ['password'],
  identityProviders: 'any',
  identityProviderTimeout: 10,
};
