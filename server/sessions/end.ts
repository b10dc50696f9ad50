import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
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
