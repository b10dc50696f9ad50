import { toBase64Url } from './base64-url.ts';

const TOKEN_BYTES = 32;

/**
 * A new opaque token: 256 random bits in base64url, which is a subset of the `token68` alphabet of
 * [RFC 6750 section 2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
 */
export function randomToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
}
