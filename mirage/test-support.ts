// eslint-disable-next-line ember/no-test-support-import -- this file is for tests only, too
import { setupMirage } from 'ember-mirage/test-support';
import {
  createSimulatedServer,
  type SimulatedServer,
  type SimulatedServerOptions,
} from './server.ts';

/** The context of a test that has a simulated server. */
export interface SimulatedServerContext {
  server: SimulatedServer;
}

/**
 * Gives each test of a module a server of its own, as `this.server`, with five users unless the options name another
 * scenario. To be called after `setupApplicationTest(hooks)` or its kin.
 */
export function setupSimulatedServer(
  hooks: NestedHooks,
  options: SimulatedServerOptions = {},
): void {
  setupMirage(hooks, {
    createServer: () =>
      createSimulatedServer({
        scenario: 'few-users',
        tracksRequests: true,
        ...options,
      }),
  });
}
