import { Factory } from 'miragejs';
import { userId } from '../user-id.ts';

/** Where the numbers of made-up users begin, beyond those of any scenario. */
const FIRST_ORDINAL = 1001;

/** When the first made-up to-do was, after those of any scenario. */
const FIRST_MOMENT = Date.UTC(2026, 1, 1);

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

/** `server.create('todo', { title: 'Buy bread' })`: of the demo account unless said otherwise, each newer than the one before. */
const todo = Factory.extend({
  id: (index: number) =>
    `00000000-0000-4000-8002-${String(index + 1).padStart(12, '0')}`,
  userId: userId(1),
  title: (index: number) => `To do ${index + 1}`,
  description: '',
  completedAt: (): string | null => null,
  createdAt: (index: number) =>
    new Date(FIRST_MOMENT + index * 1000).toISOString(),
  updatedAt: (index: number) =>
    new Date(FIRST_MOMENT + index * 1000).toISOString(),
  version: 1,
});

export const factories = { user, todo };
