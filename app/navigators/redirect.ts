import type { Journey } from './navigator';

/** The whole page goes to the provider. */
export const redirect: Journey = {
  go: () => Promise.resolve(undefined),
  giveUp: () => undefined,
};
