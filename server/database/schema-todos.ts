import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment, users } from './schema.ts';

/**
 * What a user wants to get done. It belongs to its owner alone and goes with them. The one index serves the usual order,
 * newest first; for the others the rows of one owner are sorted.
 */
export const todos = pgTable(
  'todos',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    description: text('description').notNull(),
    /** While it is null the to-do is open. */
    completedAt: moment('completed_at'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    /** Counts the changes, from 1: two versions of a to-do never look alike, even when made in the same millisecond. */
    version: integer('version').notNull(),
  },
  (table) => [
    index('todos_owner_id_created_at_index').on(
      table.ownerId,
      table.createdAt.desc().nullsFirst(),
      table.id,
    ),
  ],
);

export type Todo = typeof todos.$inferSelect;
