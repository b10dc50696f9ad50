import { earlier, secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import {
  accessTokens,
  refreshTokens,
  type TokenFamily,
} from '../database/schema.ts';
import { hashToken, newToken } from '../tokens.ts';

/** Seconds. */
export interface Lifetimes {
  accessTokenLifetime: number;
  refreshTokenLifetime: number;
  sessionLifetime: number;
  refreshTokenRetryWindow: number;
}

/** A fresh pair. Here, once, the tokens are in clear; the database keeps their hashes. */
export interface IssuedTokens {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
  /** Of the access token. The refresh token keeps the whole scope of its family (RFC 6749 section 6). */
  scope: readonly string[];
}

/**
 * Writes a new pair into a family. Neither outlives the family's absolute end. Belongs inside the transaction that
 * decided that there may be a new pair.
 */
export async function issueTokens(
  transaction: Database,
  family: TokenFamily,
  details: { scope: readonly string[]; now: Date; lifetimes: Lifetimes },
): Promise<IssuedTokens> {
  const { scope, now, lifetimes } = details;
  const accessToken = newToken();
  const refreshToken = newToken();
  const until = (seconds: number) =>
    earlier(secondsAfter(now, seconds), family.expiresAt);
  const accessTokenExpiresAt = until(lifetimes.accessTokenLifetime);

  await transaction.insert(refreshTokens).values({
    hash: hashToken(refreshToken),
    familyId: family.id,
    createdAt: now,
    expiresAt: until(lifetimes.refreshTokenLifetime),
  });
  await transaction.insert(accessTokens).values({
    hash: hashToken(accessToken),
    familyId: family.id,
    refreshTokenHash: hashToken(refreshToken),
    scope: formatScope(scope),
    createdAt: now,
    expiresAt: accessTokenExpiresAt,
  });
  return {
    accessToken,
    refreshToken,
    expiresIn: Math.ceil(
      (accessTokenExpiresAt.getTime() - now.getTime()) / 1000,
    ),
    scope,
  };
}

/** The text of RFC 6749 section 3.3. */
export function formatScope(scope: readonly string[]): string {
  return scope.join(' ');
}

/** The values in a stored scope. */
export function parseScope(scope: string): string[] {
  return scope.split(' ').filter((value) => value !== '');
}
