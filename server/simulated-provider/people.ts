import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import type { Scenario } from './scenarios.ts';

/** Somebody with an account at the simulated provider. */
export interface SimulatedPerson {
  /** Digits, so that it can be GitHub's id too. */
  subject: string;
  givenName: string;
  familyName: string;
  email: string | undefined;
  isEmailVerified: boolean;
  /** The Google Workspace that the address belongs to. */
  hostedDomain?: string;
}

/** Who one can be, by a name for `?person=`. */
export const PEOPLE: Readonly<Record<string, SimulatedPerson>> = {
  ada: {
    subject: '1001',
    givenName: 'Ada',
    familyName: 'Lovelace',
    email: 'ada.lovelace@gmail.com',
    isEmailVerified: true,
  },
  grace: {
    subject: '1002',
    givenName: 'Grace',
    familyName: 'Hopper',
    email: 'grace@navy.example',
    isEmailVerified: true,
    hostedDomain: 'navy.example',
  },
  alan: {
    subject: '1003',
    givenName: 'Alan',
    familyName: 'Turing',
    email: 'alan@bletchley.example',
    isEmailVerified: true,
  },
  mary: {
    subject: '1004',
    givenName: 'Mary',
    familyName: 'Jackson',
    email: 'mary@langley.example',
    isEmailVerified: true,
  },
};

/** What a scenario changes of a person. */
const CHANGES: Partial<Record<Scenario, Partial<SimulatedPerson>>> = {
  'email-missing': { email: undefined, isEmailVerified: false },
  'email-unverified': { isEmailVerified: false },
  'existing-account': {
    email: DEMO_ACCOUNT.email,
    isEmailVerified: true,
    hostedDomain: 'latchkey.test',
  },
  'existing-account-unverified': {
    email: DEMO_ACCOUNT.email,
    isEmailVerified: false,
  },
};

/** The person as a scenario has them. */
export function personIn(
  scenario: Scenario,
  person: SimulatedPerson,
): SimulatedPerson {
  return { ...person, ...CHANGES[scenario] };
}
