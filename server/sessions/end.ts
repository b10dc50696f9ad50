import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import {
  authorizationCodes,
  browserSessions,
} from '../database/schema-openid.ts';
import {
  accessTokens,
  refreshTokens,
  tokenFamilies,
  type EndReason,
} from '../database/schema.ts';
import { hashToken } from '../tokens.ts';

/** Ends a family: from the next request on none of its tokens is accepted. The first reason stays. */
export async function endFamily(
  database: Database,
  familyId: string,
  reason: EndReason,
  now: Date,
): Promise<void> {
  await database
    .update(tokenFamilies)
    .set({ endedAt: now, endReason: reason })
    .where(and(eq(tokenFamilies.id, familyId), isNull(tokenFamilies.endedAt)));
}

/**
 * Ends all families of a user, or all but one, and with them what could become a family or a sign-in without a password:
 * the sessions of browsers at this server's own pages, and authorization codes that nobody has redeemed yet. One
 * transaction: it is done whole, or not at all.
 */
export async function endFamiliesOf(
  database: Database,
  userId: string,
  { except, now, reason }: { except?: string; now: Date; reason: EndReason },
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction
      .update(tokenFamilies)
      .set({ endedAt: now, endReason: reason })
      .where(
        and(
          eq(tokenFamilies.userId, userId),
          isNull(tokenFamilies.endedAt),
          except === undefined ? undefined : ne(tokenFamilies.id, except),
        ),
      );
    await transaction
      .delete(browserSessions)
      .where(eq(browserSessions.userId, userId));
    await transaction
      .update(authorizationCodes)
      .set({ usedAt: now })
      .where(
        and(
          eq(authorizationCodes.userId, userId),
          isNull(authorizationCodes.usedAt),
        ),
      );
  });
}

/**
 * Revokes a token of this client ([RFC 7009 section 2.1](https://www.rfc-editor.org/rfc/rfc7009#section-2.1)). A refresh
 * token, used or not, ends its family; an access token ends alone. Both tables are asked whatever the hint was. A token
 * that is unknown, or another client's, changes nothing.
 */
export async function revokeToken(
  database: Database,
  token: string,
  { clientId, now }: { clientId: string; now: Date },
): Promise<void> {
  const hash = hashToken(token);
  await database.transaction(async (transaction) => {
    const [refreshToken] = await transaction
      .select({ familyId: tokenFamilies.id })
      .from(refreshTokens)
      .innerJoin(tokenFamilies, eq(tokenFamilies.id, refreshTokens.familyId))
      .where(
        and(eq(refreshTokens.hash, hash), eq(tokenFamilies.clientId, clientId)),
      );
    if (refreshToken) {
      await endFamily(transaction, refreshToken.familyId, 'signed-out', now);
      return;
    }
    const [accessToken] = await transaction
      .select({ hash: accessTokens.hash })
      .from(accessTokens)
      .innerJoin(tokenFamilies, eq(tokenFamilies.id, accessTokens.familyId))
      .where(
        and(eq(accessTokens.hash, hash), eq(tokenFamilies.clientId, clientId)),
      );
    if (!accessToken) return;
    await transaction
      .update(accessTokens)
      .set({ revokedAt: now })
      .where(and(eq(accessTokens.hash, hash), isNull(accessTokens.revokedAt)));
  });
}
