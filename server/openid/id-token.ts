import { createHash } from 'node:crypto';
import { compactVerify, createLocalJWKSet, SignJWT } from 'jose';
import { JOSEError } from 'jose/errors';
import type { User } from '../database/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import type { IssuedTokens } from '../sessions/issue.ts';
import { userClaims } from './claims.ts';
import {
  currentSigningKey,
  publicKeys,
  SIGNING_ALGORITHM,
} from './signing-keys.ts';

/** Seconds. It tells of a sign-in that has just happened; it is no session. */
const LIFETIME = 10 * 60;

type Services = Pick<Dependencies, 'clock' | 'database' | 'origin'>;

/** A sign-in that a client is told about. */
export interface SignedIn {
  user: User;
  clientId: string;
  tokens: IssuedTokens;
  familyId: string;
  nonce: string | null;
  authenticatedAt: Date;
}

/** Signs an id token ([OpenID Connect Core section 2](https://openid.net/specs/openid-connect-core-1_0.html#IDToken)); `sid` is the family. */
export async function issueIdToken(
  { clock, database, origin }: Services,
  signedIn: SignedIn,
): Promise<string> {
  const { authenticatedAt, clientId, familyId, nonce, tokens, user } = signedIn;
  const { key, kid } = await currentSigningKey(database);
  const now = toSeconds(clock());
  return new SignJWT({
    ...userClaims(user, tokens.scope),
    iss: origin(),
    aud: clientId,
    iat: now,
    exp: now + LIFETIME,
    auth_time: toSeconds(authenticatedAt),
    at_hash: leftHalfHash(tokens.accessToken),
    sid: familyId,
    ...(nonce !== null && { nonce }),
  })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: 'JWT' })
    .sign(key);
}

/** What an id token that comes back says of the sign-in that it was made for. */
export interface IdTokenHint {
  userId: string;
  clientId: string;
  familyId: string;
}

/**
 * Reads an id token that a client sends back as a hint; nothing when this server did not sign it. It may have expired: it
 * names a sign-in, it does not prove one
 * ([RP-Initiated Logout section 2](https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout)).
 */
export async function readIdTokenHint(
  { database, origin }: Services,
  idToken: string,
): Promise<IdTokenHint | undefined> {
  const keys = createLocalJWKSet(await publicKeys(database));
  try {
    const { payload } = await compactVerify(idToken, keys, {
      algorithms: [SIGNING_ALGORITHM],
    });
    const claims = JSON.parse(new TextDecoder().decode(payload)) as Record<
      string,
      unknown
    >;
    const { aud, iss, sid, sub } = claims;
    const isOurs =
      iss === origin() &&
      typeof aud === 'string' &&
      typeof sid === 'string' &&
      typeof sub === 'string';
    return isOurs ? { userId: sub, clientId: aud, familyId: sid } : undefined;
  } catch (error) {
    if (error instanceof JOSEError) return undefined;
    throw error;
  }
}

/** OpenID Connect Core section 3.1.3.6: which access token came with it. */
function leftHalfHash(accessToken: string): string {
  const digest = createHash('sha256').update(accessToken, 'ascii').digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

function toSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
