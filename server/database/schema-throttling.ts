import {
  doublePrecision,
  index,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment, users } from './schema.ts';

/**
 * Failed attempts to sign in: of one account, from one address, and so on (see `throttling/buckets.ts`). A bucket leaks, so
 * the count is not a whole number. Keys are hashes: what people type as their user name is at times their password.
 */
export const signInBuckets = pgTable(
  'sign_in_buckets',
  {
    key: text('key').primaryKey(),
    failures: doublePrecision('failures').notNull(),
    failedAt: moment('failed_at').notNull(),
    /** Until then no attempt is let through. */
    blockedUntil: moment('blocked_until').notNull(),
    /** From then on the row says nothing any more. */
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('sign_in_buckets_expires_at_index').on(table.expiresAt)],
);

/** Where a user has signed in with the right password: a browser, or an address. The hash is of user and place together. */
export const signInPlaces = pgTable(
  'sign_in_places',
  {
    hash: text('hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    index('sign_in_places_user_id_index').on(table.userId),
    index('sign_in_places_expires_at_index').on(table.expiresAt),
  ],
);
