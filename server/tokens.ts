import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/**
 * A new opaque token or client secret: 256 random bits, written in the `token68` alphabet of
 * [RFC 6750 section 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
 */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * What is stored in the place of a token. A plain SHA-256 is enough because a token is 256 random bits: there is
 * nothing to guess, so there is nothing for a slow hash to slow down.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('base64url');
}

/** Whether a presented secret is the stored one, in a time that does not depend on where they differ. */
export function matchesHash(token: string, storedHash: string): boolean {
  const presented = Buffer.from(hashToken(token));
  const stored = Buffer.from(storedHash);
  return (
    presented.length === stored.length && timingSafeEqual(presented, stored)
  );
}
