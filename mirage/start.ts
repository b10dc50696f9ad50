import {
  createSimulatedServer,
  type SimulatedServerOptions,
} from './server.ts';

/** About what a server on the same continent takes, in milliseconds. */
const TIMING = 150;

/**
 * Puts the simulated server in the place of a real one, for as long as the page lives. Who is signed in stays so when
 * the page is loaded again, and in all tabs.
 * @param options for servers of other origins, or another scenario
 */
export function startSimulatedServer(
  options: SimulatedServerOptions = {},
): Promise<void> {
  createSimulatedServer({
    timing: TIMING,
    servesAssets: true,
    answersUnknownPaths: true,
    tokenStorage: localStorage,
    ...options,
  });
  return Promise.resolve();
}
