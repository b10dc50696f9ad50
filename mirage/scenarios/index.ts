import type { SimulatedServer } from '../server.ts';
import defaultScenario from './default.ts';
import fewUsers from './few-users.ts';

/** A state of the world that a server can start in. It may add records, spoil them, or replace handlers. */
export type Scenario = (server: SimulatedServer) => void;

/** By the name that `createSimulatedServer({ scenario })` takes. A new scenario is a file and a line here. */
export const scenarios = {
  default: defaultScenario,
  'few-users': fewUsers,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
