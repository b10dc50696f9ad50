import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment, tokenFamilies } from './schema.ts';

/**
 * A session that a browser holds in a cookie. Who it is of, since when and until when at most, stands in its family, which
 * has no tokens: so it is one of the user's sessions like any other, and ends with them.
 */
export const gatewaySessions = pgTable(
  'gateway_sessions',
  {
    /** Of the cookie's random value. */
    hash: text('hash').primaryKey(),
    familyId: uuid('family_id')
      .notNull()
      .unique()
      .references(() => tokenFamilies.id, { onDelete: 'cascade' }),
    /** By which one the user signed in. */
    provider: text('provider').notNull(),
    /** When it ends unless it is used before: never later than its family. */
    expiresAt: moment('expires_at').notNull(),
    /** What the provider gave, sealed with a key that the cookie's value makes; nothing where it can't be renewed. */
    sealedTokens: text('sealed_tokens'),
    /** When to ask the provider for new tokens; whoever moves it on is the one to ask. */
    renewAt: moment('renew_at'),
  },
  (table) => [index('gateway_sessions_expires_at_index').on(table.expiresAt)],
);

/** Attempts to sign in: the cookie of the browser that began, what it began, and where its user wanted to go. */
export const gatewayAttempts = pgTable(
  'gateway_attempts',
  {
    cookieHash: text('cookie_hash').primaryKey(),
    attemptHash: text('attempt_hash').notNull(),
    returnTo: text('return_to').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('gateway_attempts_expires_at_index').on(table.expiresAt)],
);

export type GatewaySession = typeof gatewaySessions.$inferSelect;
