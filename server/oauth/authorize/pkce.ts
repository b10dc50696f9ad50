import { matchesHash } from '../../tokens.ts';

/** [RFC 7636 section 4.1](https://www.rfc-editor.org/rfc/rfc7636#section-4.1). */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** A SHA-256 in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** Whether a request brings a challenge of the one method that there is here: `plain` protects nobody (RFC 9700 section 2.1.1). */
export function isS256Challenge(
  challenge: string | undefined,
  method: string | undefined,
): challenge is string {
  return (
    method === 'S256' && challenge !== undefined && CHALLENGE.test(challenge)
  );
}

/** Whether the verifier is the one behind the challenge (RFC 7636 section 4.6). */
export function fitsChallenge(verifier: string, challenge: string): boolean {
  return VERIFIER.test(verifier) && matchesHash(verifier, challenge);
}
