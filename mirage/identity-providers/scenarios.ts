import {
  SCENARIOS as ALL_SCENARIOS,
  type Scenario as AnyScenario,
} from '../../server/simulated-provider/scenarios.ts';

/** What a browser can be shown of what the simulated provider of the real server does, by the same names. */
const ANSWERING = [
  'approve',
  'cancel',
  'email-missing',
  'email-unverified',
  'existing-account',
  'existing-account-unverified',
  'state-tampered',
  'issuer-wrong',
  'error-hostile',
  'slow',
  'server-error',
] as const satisfies readonly AnyScenario[];

/** What can happen at a simulated provider that sends the browser back. */
export type AnsweringScenario = (typeof ANSWERING)[number];

/** With `popup-closed` nobody is sent back: the window closes itself. */
export type Scenario = AnsweringScenario | 'popup-closed';

/** The scenarios in the order of their buttons, with what the buttons say. */
export const SCENARIOS: ReadonlyMap<Scenario, string> = new Map<
  Scenario,
  string
>([
  ...ANSWERING.map((id) => [id, ALL_SCENARIOS[id]] as const),
  ['popup-closed', 'Close this window without an answer'],
]);
