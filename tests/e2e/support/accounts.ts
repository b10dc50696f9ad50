import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../../../contract/seed.ts';

/** Somebody who can sign in. */
export interface Account {
  email: string;
  password: string;
  firstName: string;
  lastName: string;
}

/** The user of most stories: the one who comes with the demo data. */
export const demo: Account = DEMO_ACCOUNT;

/** A second user, for stories of two people at one browser. */
export const ann: Account = {
  email: 'ann@latchkey.test',
  password: 'a lantern for Ann 7',
  firstName: 'Ann',
  lastName: 'Lantern',
};

/** How many users the table has: the people of the demo data, and Ann. */
export const USER_COUNT = 252;

/** The app, as the token server knows it. */
export const CLIENT_ID = FIRST_PARTY_CLIENT.id;
