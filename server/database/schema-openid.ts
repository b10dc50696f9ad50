import {
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { clients, moment, tokenFamilies, users } from './schema.ts';

/**
 * Somebody who is signed in at this server's own pages, in one browser: what OpenID calls the session at the provider.
 * The browser's cookie holds the id, the table its hash. `createdAt` is the moment of the sign-in (`auth_time`).
 */
export const browserSessions = pgTable(
  'browser_sessions',
  {
    hash: text('hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    index('browser_sessions_user_id_index').on(table.userId),
    index('browser_sessions_expires_at_index').on(table.expiresAt),
  ],
);

/**
 * An authorization code and all that it is bound to (RFC 6749 section 4.1.2, RFC 7636). A used one is kept for a while:
 * who presents it again takes the tokens along that it brought.
 */
export const authorizationCodes = pgTable(
  'authorization_codes',
  {
    hash: text('hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    redirectUri: text('redirect_uri').notNull(),
    codeChallenge: text('code_challenge').notNull(),
    nonce: text('nonce'),
    scope: text('scope').notNull(),
    authenticatedAt: moment('authenticated_at').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    /** What its one use brought, where that was a success. */
    familyId: uuid('family_id').references(() => tokenFamilies.id, {
      onDelete: 'cascade',
    }),
  },
  (table) => [
    index('authorization_codes_user_id_index').on(table.userId),
    index('authorization_codes_expires_at_index').on(table.expiresAt),
    uniqueIndex('authorization_codes_family_id_key').on(table.familyId),
  ],
);

/** What a user has allowed a client, so that they are asked once. */
export const consents = pgTable(
  'consents',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    scopes: text('scopes').array().notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.clientId] })],
);

/** The keys that sign id tokens, as JSON Web Keys with their private part. The newest signs, all are published. */
export const signingKeys = pgTable('signing_keys', {
  id: text('id').primaryKey(),
  privateKey: text('private_key').notNull(),
  createdAt: moment('created_at').notNull(),
});

export type BrowserSession = typeof browserSessions.$inferSelect;
export type AuthorizationCode = typeof authorizationCodes.$inferSelect;
