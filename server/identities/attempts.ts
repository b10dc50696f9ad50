import { eq } from 'drizzle-orm';
import { parse } from 'hono/utils/cookie';
import { secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import { identityProviderStarts } from '../database/schema.ts';
import { hashToken, matchesHash, newToken } from '../tokens.ts';

/** One attempt to sign in at a provider without PKCE. */
export interface Attempt {
  state: string;
  provider: string;
  redirectUri: string;
}

/** Seconds that a user has at the provider. */
export const ATTEMPT_LIFETIME = 10 * 60;

/**
 * One cookie for each attempt, so that two tabs do not take each other's away. With the prefix `__Host-` no other host of
 * the domain can plant one ([RFC 6265bis](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2)).
 */
export function cookieName({ state }: Attempt, isHttps: boolean): string {
  const prefix = isHttps ? '__Host-' : '';
  return `${prefix}latchkey-start-${hashToken(state).slice(0, 16)}`;
}

/**
 * Notes that a browser begins.
 * @returns the value for its cookie, of which the database keeps the hash
 */
export async function beginAttempt(
  database: Database,
  attempt: Attempt,
  now: Date,
): Promise<string> {
  const cookie = newToken();
  await database.insert(identityProviderStarts).values({
    cookieHash: hashToken(cookie),
    attemptHash: hashToken(nameOf(attempt)),
    expiresAt: secondsAfter(now, ATTEMPT_LIFETIME),
  });
  return cookie;
}

/** Whether these cookies are of the browser that began just this attempt. Asking takes the attempt, fitting or not. */
export async function takeAttempt(
  database: Database,
  attempt: Attempt,
  request: { cookies: string | undefined; isHttps: boolean; now: Date },
): Promise<boolean> {
  const name = cookieName(attempt, request.isHttps);
  const cookie = parse(request.cookies ?? '', name)[name];
  if (cookie === undefined) return false;
  const [taken] = await database
    .delete(identityProviderStarts)
    .where(eq(identityProviderStarts.cookieHash, hashToken(cookie)))
    .returning();
  return (
    taken !== undefined &&
    taken.expiresAt > request.now &&
    matchesHash(nameOf(attempt), taken.attemptHash)
  );
}

/** As JSON, so that no two attempts have the same text. */
function nameOf({ provider, redirectUri, state }: Attempt): string {
  return JSON.stringify([state, provider, redirectUri]);
}
