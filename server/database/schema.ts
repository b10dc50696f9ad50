import { sql } from 'drizzle-orm';
import {
  check,
  index,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** A point in time, to the millisecond. */
export const moment = (name: string) =>
  timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/**
 * A user's address is stored trimmed, in the case it was written in, and looked up lower-cased: `Ann@Example.org` and
 * `ann@example.org` are one account. A user without a password hash cannot sign in with a password.
 */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull(),
    /** When it was proved that the address is the user's; linking by e-mail asks for it. */
    emailVerifiedAt: moment('email_verified_at'),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    passwordHash: text('password_hash'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    disabledAt: moment('disabled_at'),
  },
  (table) => [uniqueIndex('users_email_key').on(sql`lower(${table.email})`)],
);

/** An app that may ask for tokens. Without a secret hash it is a public client (RFC 6749 section 2.1). */
export const clients = pgTable('clients', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  secretHash: text('secret_hash'),
  grants: text('grants').array().notNull(),
  scopes: text('scopes').array().notNull(),
  redirectUris: text('redirect_uris').array().notNull(),
  /** Where the browser may go after signing out (OpenID Connect RP-Initiated Logout). */
  postLogoutRedirectUris: text('post_logout_redirect_uris')
    .array()
    .notNull()
    .default([]),
  createdAt: moment('created_at').notNull(),
});

export const END_REASONS = [
  'signed-out',
  'ended-by-user',
  'signed-out-everywhere',
  'refresh-token-reused',
  'authorization-code-reused',
  'user-disabled',
  'password-changed',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/**
 * One sign-in, and all tokens that descend from it. Ending the family is one update: every token is checked against
 * its family at each use. Scopes are kept as the space-separated text of RFC 6749 section 3.3.
 */
export const tokenFamilies = pgTable(
  'token_families',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    clientId: text('client_id')
      .notNull()
      .references(() => clients.id, { onDelete: 'cascade' }),
    scope: text('scope').notNull(),
    userAgent: text('user_agent'),
    address: text('address'),
    createdAt: moment('created_at').notNull(),
    lastUsedAt: moment('last_used_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
    endReason: text('end_reason', { enum: END_REASONS }),
  },
  (table) => [
    index('token_families_user_id_index').on(table.userId),
    index('token_families_expires_at_index').on(table.expiresAt),
    check(
      'token_families_end_has_reason',
      sql`(${table.endedAt} is null) = (${table.endReason} is null)`,
    ),
  ],
);

/** A used token knows the one that took its place; no two tokens have the same successor. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    hash: text('hash').primaryKey(),
    familyId: uuid('family_id')
      .notNull()
      .references(() => tokenFamilies.id, { onDelete: 'cascade' }),
    successorHash: text('successor_hash').unique(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index('refresh_tokens_family_id_index').on(table.familyId),
    index('refresh_tokens_expires_at_index').on(table.expiresAt),
    check(
      'refresh_tokens_used_has_successor',
      sql`(${table.usedAt} is null) = (${table.successorHash} is null)`,
    ),
  ],
);

export const accessTokens = pgTable(
  'access_tokens',
  {
    hash: text('hash').primaryKey(),
    familyId: uuid('family_id')
      .notNull()
      .references(() => tokenFamilies.id, { onDelete: 'cascade' }),
    /** The refresh token that was issued with it. */
    refreshTokenHash: text('refresh_token_hash')
      .notNull()
      .unique()
      .references(() => refreshTokens.hash, { onDelete: 'cascade' }),
    scope: text('scope').notNull(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    firstUsedAt: moment('first_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index('access_tokens_family_id_index').on(table.familyId),
    index('access_tokens_expires_at_index').on(table.expiresAt),
  ],
);

/**
 * Who a user is to an identity provider. The key is the issuer with the subject, never the e-mail address, which is what
 * the provider last said.
 */
export const externalIdentities = pgTable(
  'external_identities',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: text('provider').notNull(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    email: text('email'),
    linkedAt: moment('linked_at').notNull(),
  },
  (table) => [
    uniqueIndex('external_identities_issuer_subject_key').on(
      table.issuer,
      table.subject,
    ),
    index('external_identities_user_id_index').on(table.userId),
  ],
);

/** The codes of identity providers that were presented here: each once, whatever came of it. */
export const presentedCodes = pgTable(
  'presented_codes',
  {
    hash: text('hash').primaryKey(),
    presentedAt: moment('presented_at').notNull(),
  },
  (table) => [
    index('presented_codes_presented_at_index').on(table.presentedAt),
  ],
);

/** Attempts to sign in at a provider without PKCE: the cookie of the browser that began, and what it began. */
export const identityProviderStarts = pgTable(
  'identity_provider_starts',
  {
    cookieHash: text('cookie_hash').primaryKey(),
    attemptHash: text('attempt_hash').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    index('identity_provider_starts_expires_at_index').on(table.expiresAt),
  ],
);

export type User = typeof users.$inferSelect;
export type Client = typeof clients.$inferSelect;
export type TokenFamily = typeof tokenFamilies.$inferSelect;
export type RefreshToken = typeof refreshTokens.$inferSelect;
export type ExternalIdentity = typeof externalIdentities.$inferSelect;
