import { DEMO_ACCOUNT, seedPeople } from '../../contract/seed.ts';
import type { UserAttributes } from '../models/index.ts';
import { userId } from '../user-id.ts';

/** After everybody else's first day, so that the newest user is the demo account. */
const DEMO_CREATED_AT = '2025-01-01T09:00:00.000Z';

/** The demo account. It is the first user, and the only one who can sign in. */
export function demoUser(): UserAttributes {
  return {
    ...DEMO_ACCOUNT,
    id: userId(1),
    createdAt: DEMO_CREATED_AT,
    isDisabled: false,
    isEmailVerified: true,
  };
}

/** The other users of the contract. */
export function otherUsers(): UserAttributes[] {
  return seedPeople().map((person, index) => ({
    ...person,
    id: userId(index + 2),
    password: null,
    isDisabled: false,
    isEmailVerified: false,
  }));
}
