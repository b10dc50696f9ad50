import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { earlier, secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import {
  gatewaySessions,
  type GatewaySession,
} from '../database/schema-gateway.ts';
import { tokenFamilies, users } from '../database/schema.ts';
import type { ProviderTokens } from '../identity-providers/types.ts';
import type { Principal } from '../sessions/authenticate.ts';
import { endFamily } from '../sessions/end.ts';
import { parseScope } from '../sessions/issue.ts';
import { recordUse, type Use } from '../sessions/record-use.ts';
import { startFamily, type SignIn } from '../sessions/start.ts';
import { hashToken } from '../tokens.ts';
import { sealTokens } from './sealed-tokens.ts';
import type { ServerGateway } from './settings.ts';

/** Who is signed in with a cookie. */
export interface FoundSession {
  principal: Principal;
  provider: string;
  renewAt: Date | null;
}

/** Seconds. How often a use moves the end on, at most, so that not every request writes. */
const INTERVAL = 60;

/** Seconds that a session goes on whose browser has a newer one: requests with the old cookie are under way. */
const GRACE = 60;

/** Begins a session. Belongs inside the transaction that found its user. */
export async function startGatewaySession(
  transaction: Database,
  signIn: SignIn,
  details: {
    cookie: string;
    provider: string;
    tokens: ProviderTokens;
    gateway: ServerGateway;
    now: Date;
  },
): Promise<void> {
  const { cookie, gateway, now, provider, tokens } = details;
  const family = await startFamily(transaction, signIn, {
    now,
    expiresAt: secondsAfter(now, gateway.sessionLifetime),
  });
  await transaction.insert(gatewaySessions).values({
    hash: hashToken(cookie),
    familyId: family.id,
    provider,
    expiresAt: earlier(
      secondsAfter(now, gateway.idleLifetime),
      family.expiresAt,
    ),
    ...keptTokens(tokens, cookie),
  });
}

/** What of a provider's tokens is written. Without a refresh token there is nothing that they are of use for. */
export function keptTokens(tokens: ProviderTokens, cookie: string) {
  const isRenewable = tokens.refreshToken !== undefined;
  return {
    sealedTokens: isRenewable ? sealTokens(tokens, cookie) : null,
    renewAt: isRenewable ? (tokens.expiresAt ?? null) : null,
  };
}

/**
 * The session of a cookie, or nothing: for one that is unknown, has rested too long, is over, or whose user is disabled. Its
 * use is recorded, now and then.
 */
export async function findGatewaySession(
  database: Database,
  cookie: string,
  { use, gateway }: { use: Use; gateway: ServerGateway },
): Promise<FoundSession | undefined> {
  const { now } = use;
  const [row] = await database
    .select({ session: gatewaySessions, family: tokenFamilies, user: users })
    .from(gatewaySessions)
    .innerJoin(tokenFamilies, eq(tokenFamilies.id, gatewaySessions.familyId))
    .innerJoin(users, eq(users.id, tokenFamilies.userId))
    .where(
      and(
        eq(gatewaySessions.hash, hashToken(cookie)),
        gt(gatewaySessions.expiresAt, now),
        isNull(tokenFamilies.endedAt),
        gt(tokenFamilies.expiresAt, now),
        isNull(users.disabledAt),
      ),
    );
  if (!row) return undefined;
  const { family, session, user } = row;
  const expiresAt = earlier(
    secondsAfter(now, gateway.idleLifetime),
    family.expiresAt,
  );
  await moveEnd(database, session, { expiresAt, gateway });
  await recordUse(database, family, use);
  return {
    principal: {
      user,
      familyId: family.id,
      clientId: family.clientId,
      scope: parseScope(family.scope),
      signedInAt: family.createdAt,
      issuedAt: family.createdAt,
      expiresAt,
    },
    provider: session.provider,
    renewAt: session.renewAt,
  };
}

/** Ends the session of a cookie, if there is one. */
export async function endGatewaySession(
  database: Database,
  cookie: string,
  now: Date,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const [session] = await transaction
      .delete(gatewaySessions)
      .where(eq(gatewaySessions.hash, hashToken(cookie)))
      .returning({ familyId: gatewaySessions.familyId });
    if (session)
      await endFamily(transaction, session.familyId, 'signed-out', now);
  });
}

/** Lets the session of a cookie that its browser has no more run out in a moment, whoever uses it. */
export async function retireGatewaySession(
  database: Database,
  cookie: string,
  now: Date,
): Promise<void> {
  const end = secondsAfter(now, GRACE);
  await database
    .update(tokenFamilies)
    .set({ expiresAt: end })
    .where(
      and(
        gt(tokenFamilies.expiresAt, end),
        inArray(
          tokenFamilies.id,
          database
            .select({ id: gatewaySessions.familyId })
            .from(gatewaySessions)
            .where(eq(gatewaySessions.hash, hashToken(cookie))),
        ),
      ),
    );
}

/** The interval is a tenth of a short lifetime, so that a session in use never ends for want of a note. */
async function moveEnd(
  database: Database,
  { expiresAt: end, hash }: GatewaySession,
  { expiresAt, gateway }: { expiresAt: Date; gateway: ServerGateway },
): Promise<void> {
  const interval = Math.min(INTERVAL, gateway.idleLifetime / 10);
  if (expiresAt < secondsAfter(end, interval)) return;
  await database
    .update(gatewaySessions)
    .set({ expiresAt })
    .where(
      and(eq(gatewaySessions.hash, hash), eq(gatewaySessions.expiresAt, end)),
    );
}
