import type { Context } from 'hono';
import { and, eq } from 'drizzle-orm';
import { FIRST_PARTY_CLIENT } from '../../contract/seed.ts';
import { externalIdentities, users } from '../database/schema.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { IdentityRefusedError, signInRefused } from '../identities/refused.ts';
import { signInWithIdentity } from '../identities/sign-in.ts';
import {
  readEmail,
  readNames,
  readSubject,
} from '../identity-providers/claims.ts';
import { IdentityProviderError } from '../identity-providers/errors.ts';
import type { ProvenIdentity } from '../identity-providers/types.ts';
import type { Principal } from '../sessions/authenticate.ts';
import { matchesHash } from '../tokens.ts';
import type { GatewaySettings } from './settings.ts';

type GatewayContext = Context<ServerEnvironment>;

/** Under which identities of a proxy are kept, and what it is called where a client is named. */
const ISSUER = 'gateway';

/** No family: the session is the proxy's, and there is nothing of it here that could end. */
const NO_FAMILY = '00000000-0000-0000-0000-000000000000';

/** It is not known when the user signed in: long ago, then. */
const LONG_AGO = new Date(0);

/**
 * Whether a request is the proxy's, about a user. Its headers count only beside the secret, which it adds itself; a client
 * that makes up the headers does not know it, and is taken for one without any.
 */
export function namesUser(
  { req }: GatewayContext,
  { secretHash }: Extract<GatewaySettings, { kind: 'proxy' }>,
): boolean {
  const secret = req.header('x-gateway-secret');
  if (secret === undefined || !matchesHash(secret, secretHash)) return false;
  return (req.header('x-auth-request-user') ?? '') !== '';
}

/**
 * Who the proxy says is there, with an account that is made at the first request. Its addresses never count as verified: an
 * account that somebody has otherwise is not given to them.
 * @returns nothing for an account that is closed
 * @throws IdentityRefusedError
 */
export async function proxiedPrincipal(
  context: GatewayContext,
  { clock, database }: Dependencies,
): Promise<Principal | undefined> {
  const identity = readIdentity(context);
  const now = clock();
  const find = () =>
    database
      .select({ user: users })
      .from(externalIdentities)
      .innerJoin(users, eq(users.id, externalIdentities.userId))
      .where(
        and(
          eq(externalIdentities.issuer, identity.issuer),
          eq(externalIdentities.subject, identity.subject),
        ),
      );
  let [found] = await find();
  if (!found) {
    const verdict = await signInWithIdentity(database, identity, {
      now,
      start: () => Promise.resolve(),
    });
    if (verdict.kind === 'refused') throw signInRefused(verdict.reason);
    [found] = await find();
  }
  if (!found || found.user.disabledAt !== null) return undefined;
  return {
    user: found.user,
    familyId: NO_FAMILY,
    // Passwords are the first-party app's matter; nobody here has signed in with one.
    clientId: ISSUER,
    scope: FIRST_PARTY_CLIENT.scopes,
    signedInAt: LONG_AGO,
    issuedAt: now,
    expiresAt: now,
  };
}

/** @throws IdentityRefusedError for headers that are there twice, or cannot be read */
function readIdentity({ req }: GatewayContext): ProvenIdentity {
  const read = (name: string) => {
    const value = req.header(`x-auth-request-${name}`);
    // Two headers of one name arrive as one, joined by a comma.
    if (value?.includes(',')) throw unreadable();
    return fromHeader(value);
  };
  try {
    const email = readEmail(read('email'));
    return {
      provider: ISSUER,
      issuer: ISSUER,
      subject: readSubject(read('user')),
      email,
      isEmailVerified: false,
      ...readNames({ name: read('preferred-username') }, email),
    };
  } catch (error) {
    if (error instanceof IdentityProviderError) throw unreadable();
    throw error;
  }
}

function unreadable() {
  return new IdentityRefusedError(
    'invalid_request',
    'The headers about the user cannot be read.',
  );
}

/** Proxies send UTF-8, of which each byte arrives as a character. */
function fromHeader(value: string | undefined): string | undefined {
  return value === undefined
    ? undefined
    : Buffer.from(value, 'latin1').toString('utf8');
}
