import { SEED_TODOS } from '../../contract/seed.ts';
import type { TodoAttributes } from '../models/index.ts';
import { userId } from '../user-id.ts';

const HOUR = 60 * 60 * 1000;

/** What the demo account has to do. */
export function demoTodos(): TodoAttributes[] {
  return SEED_TODOS.map(
    ({ createdAt, description, isCompleted, title }, index) => {
      const completedAt = isCompleted
        ? new Date(Date.parse(createdAt) + HOUR).toISOString()
        : null;
      return {
        id: `00000000-0000-4000-8001-${String(index + 1).padStart(12, '0')}`,
        userId: userId(1),
        title,
        description,
        completedAt,
        createdAt,
        updatedAt: completedAt ?? createdAt,
        version: 1,
      };
    },
  );
}
