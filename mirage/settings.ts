import type { ContractSettings } from '../contract/types.ts';

/** What a simulated server is started with; `contract/types.ts` says what each means. Times are in seconds. */
export type Settings = Required<ContractSettings>;

const DAY = 24 * 60 * 60;

/** The same as the real server's. */
export const DEFAULT_SETTINGS: Settings = {
  accessTokenLifetime: 60 * 60,
  refreshTokenLifetime: 14 * DAY,
  sessionLifetime: 30 * DAY,
  refreshTokenRetryWindow: 30,
  passwordGrant: true,
  signInMethods: ['password'],
};
