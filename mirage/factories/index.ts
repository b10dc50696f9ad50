import { Factory } from 'miragejs';
import { userId } from '../user-id.ts';

/** Where the numbers of made-up users begin, beyond those of any scenario. */
const FIRST_ORDINAL = 1001;

/** `server.create('user', { firstName: 'Ann' })`: users of one test's own, the same names and addresses in each run. */
const user = Factory.extend({
  id: (index: number) => userId(FIRST_ORDINAL + index),
  firstName: (index: number) => `First${index + 1}`,
  lastName: (index: number) => `Last${index + 1}`,
  email: (index: number) => `user-${index + 1}@example.net`,
  createdAt: '2024-01-01T09:00:00.000Z',
  password: (): string | null => null,
  isDisabled: false,
  isEmailVerified: false,
});

export const factories = { user };
