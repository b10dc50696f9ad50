import { module, test } from 'qunit';
import {
  contractCases,
  runCase,
  type ContractTarget,
  type Visit,
} from '../../contract/index.ts';
import {
  createSimulatedServer,
  type SimulatedServer,
} from '../../mirage/server.ts';
import { visitProvider, type RedemptionForm } from '../helpers/visit-provider';

/** Any moment will do; this one is a Monday in 2025. */
const START = Date.UTC(2025, 5, 2, 12);

/** A simulated server as the contract sees it: with a clock that only the cases move. */
class SimulatedTarget implements ContractTarget {
  #server: SimulatedServer | undefined;
  #now = START;

  fetch(path: string, init: RequestInit): Promise<Response> {
    return fetch(path, init);
  }

  reset(settings: Parameters<ContractTarget['reset']>[0]): Promise<void> {
    this.shutdown();
    this.#now = START;
    this.#server = createSimulatedServer({
      settings: { identityProviders: [], ...settings },
      answersUnknownPaths: true,
      now: () => this.#now,
    });
    return Promise.resolve();
  }

  advance(seconds: number): Promise<void> {
    this.#now += seconds * 1000;
    return Promise.resolve();
  }

  visit({ provider, ...consent }: Visit): Promise<RedemptionForm> {
    if (!this.#server) throw new Error('reset the target first');
    return visitProvider(this.#server, provider, consent);
  }

  shutdown(): void {
    this.#server?.shutdown();
    this.#server = undefined;
  }
}

module('Contract | the simulated server', function (hooks) {
  const target = new SimulatedTarget();
  hooks.afterEach(() => target.shutdown());

  for (const contractCase of contractCases) {
    if (contractCase.only === 'server') continue;

    test(contractCase.name, async function (assert) {
      await runCase(contractCase, target);
      assert.ok(true, 'each answer is what the contract says');
    });
  }
});
