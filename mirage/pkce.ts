import { toBase64Url } from './base64-url.ts';

/** [RFC 7636 section 4.1](https://www.rfc-editor.org/rfc/rfc7636#section-4.1). */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** A SHA-256 in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** The challenge of a verifier by S256 (RFC 7636 section 4.2). */
export async function toChallenge(verifier: string): Promise<string> {
  const bytes = new TextEncoder().encode(verifier);
  return toBase64Url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  );
}

export function isVerifier(text: string): boolean {
  return VERIFIER.test(text);
}

/** Whether a request brings a challenge of the one method that is safe (RFC 9700 section 2.1.1). */
export function isS256Challenge(
  challenge: string | null,
  method: string | null,
): challenge is string {
  return method === 'S256' && challenge !== null && CHALLENGE.test(challenge);
}
