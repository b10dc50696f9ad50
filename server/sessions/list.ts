import { and, desc, eq, exists, gt, isNull, or, type SQL } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import { gatewaySessions } from '../database/schema-gateway.ts';
import {
  accessTokens,
  clients,
  refreshTokens,
  tokenFamilies,
} from '../database/schema.ts';
import { UUID } from '../users/directory.ts';

/** A sign-in of a user that is not over. */
export interface LiveSession {
  id: string;
  userAgent: string | null;
  address: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  /** The name of the app. */
  client: string;
}

/** A user's sign-ins, the one used last first. */
export async function listSessions(
  database: Database,
  userId: string,
  now: Date,
): Promise<readonly LiveSession[]> {
  return database
    .select({
      id: tokenFamilies.id,
      userAgent: tokenFamilies.userAgent,
      address: tokenFamilies.address,
      createdAt: tokenFamilies.createdAt,
      lastUsedAt: tokenFamilies.lastUsedAt,
      client: clients.name,
    })
    .from(tokenFamilies)
    .innerJoin(clients, eq(clients.id, tokenFamilies.clientId))
    .where(isLive(database, userId, now))
    .orderBy(desc(tokenFamilies.lastUsedAt), desc(tokenFamilies.id));
}

/** The user's sign-in of this id; nothing for a text that cannot be an id, and for somebody else's. */
export async function findSession(
  database: Database,
  { id, userId }: { id: string; userId: string },
  now: Date,
): Promise<LiveSession | undefined> {
  if (!UUID.test(id)) return undefined;
  const sessions = await listSessions(database, userId, now);
  return sessions.find((session) => session.id === id.toLowerCase());
}

/** Neither ended nor expired, with a token or a cookie that is good for something: what has been at rest for too long is over as well. */
function isLive(
  database: Database,
  userId: string,
  now: Date,
): SQL | undefined {
  const [unused, valid, inCookie] = [
    database
      .select({ familyId: refreshTokens.familyId })
      .from(refreshTokens)
      .where(
        and(
          eq(refreshTokens.familyId, tokenFamilies.id),
          gt(refreshTokens.expiresAt, now),
          isNull(refreshTokens.usedAt),
          isNull(refreshTokens.revokedAt),
        ),
      ),
    database
      .select({ familyId: accessTokens.familyId })
      .from(accessTokens)
      .where(
        and(
          eq(accessTokens.familyId, tokenFamilies.id),
          gt(accessTokens.expiresAt, now),
          isNull(accessTokens.revokedAt),
        ),
      ),
    database
      .select({ familyId: gatewaySessions.familyId })
      .from(gatewaySessions)
      .where(
        and(
          eq(gatewaySessions.familyId, tokenFamilies.id),
          gt(gatewaySessions.expiresAt, now),
        ),
      ),
  ];
  return and(
    eq(tokenFamilies.userId, userId),
    isNull(tokenFamilies.endedAt),
    gt(tokenFamilies.expiresAt, now),
    or(exists(unused), exists(valid), exists(inCookie)),
  );
}
