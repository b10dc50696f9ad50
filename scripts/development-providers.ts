import {
  SIMULATED_PROVIDERS,
  simulatedSettings,
} from '../server/simulated-provider/settings.ts';
import { start, type StartedProcess } from './child-process.ts';

/** It has nothing to prepare. In milliseconds. */
const TIMEOUT = 60_000;

const DEFAULT_METHODS = 'password,google,facebook,github,oidc';

/**
 * Starts the simulated identity provider; `answer` is its origin.
 *
 * @param port 0 for any that is free
 */
export function startSimulatedProvider(port: number): Promise<StartedProcess> {
  return start({
    command: [
      ...['--import', 'tsx', 'server/main.ts'],
      ...['simulate-provider', '--port', String(port)],
    ],
    environment: { LATCHKEY_EXIT_WITH_PARENT: '1' },
    ready: /^Simulated identity provider on (\S+)/,
    timeout: TIMEOUT,
  });
}

/**
 * What the app and the server need in development so that every way to sign in works: a provider without a client id is
 * played by the simulated one, and `oidc` is our own server.
 *
 * @param environment what is set already, which stays as it is
 * @param places where the app and the simulated provider are
 */
export function developmentSettings(
  environment: Readonly<Record<string, string | undefined>>,
  places: { address: string; provider: string },
): Record<string, string> {
  const methods = environment['SIGN_IN_METHODS'] ?? DEFAULT_METHODS;
  const ids = methods.split(',').map((id) => id.trim());
  const isOpen = (id: string) =>
    ids.includes(id) && !environment[`${id.toUpperCase()}_CLIENT_ID`];
  const simulated = SIMULATED_PROVIDERS.filter(
    (id) => id !== 'oidc' && isOpen(id),
  );
  return {
    SIGN_IN_METHODS: methods,
    SIMULATED_PROVIDERS: simulated.join(),
    ...simulatedSettings(places.provider, simulated),
    ...(isOpen('oidc') && {
      OIDC_ISSUER: places.address,
      OIDC_CLIENT_ID: environment['CLIENT_ID'] ?? 'latchkey',
      // Its tokens are for our own API.
      OIDC_SCOPE: 'openid email profile users todos',
    }),
  };
}
