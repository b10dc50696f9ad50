import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import {
  accessTokens,
  tokenFamilies,
  users,
  type User,
} from '../database/schema.ts';
import { hashToken } from '../tokens.ts';
import { parseScope } from './issue.ts';
import { recordUse, type Use } from './record-use.ts';

/** Who sends a request, by which sign-in, and what the token is good for. */
export interface Principal {
  user: User;
  familyId: string;
  clientId: string;
  scope: readonly string[];
  /** When the session began: a renewal is no sign-in. */
  signedInAt: Date;
  issuedAt: Date;
  expiresAt: Date;
}

/**
 * The principal of an access token, or nothing: for a token that is unknown, expired, revoked, of an ended family or of
 * a disabled user, and for a refresh token. The first use is recorded, because it proves that the answer that brought
 * the token arrived (see `renewSession`); so is, now and then, the last use of the family.
 */
export async function authenticate(
  database: Database,
  accessToken: string,
  { now, address }: Use,
): Promise<Principal | undefined> {
  const hash = hashToken(accessToken);
  const [row] = await database
    .select({ token: accessTokens, family: tokenFamilies, user: users })
    .from(accessTokens)
    .innerJoin(tokenFamilies, eq(tokenFamilies.id, accessTokens.familyId))
    .innerJoin(users, eq(users.id, tokenFamilies.userId))
    .where(eq(accessTokens.hash, hash));
  if (!row) return undefined;

  const { token, family, user } = row;
  const isOver =
    token.revokedAt !== null ||
    token.expiresAt <= now ||
    family.endedAt !== null ||
    family.expiresAt <= now ||
    user.disabledAt !== null;
  if (isOver) return undefined;

  if (token.firstUsedAt === null) {
    const [claimed] = await database
      .update(accessTokens)
      .set({ firstUsedAt: now })
      .where(and(eq(accessTokens.hash, hash), isNull(accessTokens.revokedAt)))
      .returning({ hash: accessTokens.hash });
    if (!claimed) return undefined;
  }
  await recordUse(database, family, { now, address });
  return {
    user,
    familyId: family.id,
    clientId: family.clientId,
    scope: parseScope(token.scope),
    signedInAt: family.createdAt,
    issuedAt: token.createdAt,
    expiresAt: token.expiresAt,
  };
}
