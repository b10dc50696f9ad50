import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../../database/open.ts';
import {
  authorizationCodes,
  type AuthorizationCode,
} from '../../database/schema-openid.ts';
import { users, type User } from '../../database/schema.ts';
import { endFamily } from '../../sessions/end.ts';
import {
  parseScope,
  type IssuedTokens,
  type Lifetimes,
} from '../../sessions/issue.ts';
import { startSession } from '../../sessions/start.ts';
import { hashToken } from '../../tokens.ts';
import type { Caller } from '../caller.ts';
import { fitsChallenge } from './pkce.ts';

/** What a client presents at the token endpoint. */
export interface Redemption {
  code: string;
  clientId: string;
  redirectUri: string;
  codeVerifier: string;
}

export interface RedemptionTerms {
  now: Date;
  lifetimes: Lifetimes;
  caller: Caller;
}

/** What a code brought. */
export interface RedeemedCode {
  tokens: IssuedTokens;
  familyId: string;
  user: User;
  nonce: string | null;
  authenticatedAt: Date;
}

/** A refusal is a value: an exception would roll back the use of the code, or the end of the family. */
export type RedemptionVerdict =
  | { kind: 'redeemed'; result: RedeemedCode }
  | {
      kind: 'refused';
      reason:
        'unknown' | 'reused' | 'expired' | 'does-not-fit' | 'user-disabled';
    };

/**
 * Exchanges a code for tokens, once. The client's first presentation uses the code up, right or wrong: the condition and
 * the mark are one statement, so of any number at the same moment one is the first, and a verifier cannot be guessed. A
 * second one that is right in everything means that code and verifier are in other hands: the tokens of the first are
 * revoked ([RFC 6749 section 4.1.2](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2)). A second one that is wrong
 * changes nothing, or else anybody who saw the code could sign the user out.
 */
export async function redeemCode(
  database: Database,
  redemption: Redemption,
  terms: RedemptionTerms,
): Promise<RedemptionVerdict> {
  return database.transaction(async (transaction) => {
    const isThisCode = and(
      eq(authorizationCodes.hash, hashToken(redemption.code)),
      eq(authorizationCodes.clientId, redemption.clientId),
    );
    const [code] = await transaction
      .update(authorizationCodes)
      .set({ usedAt: terms.now })
      .where(and(isThisCode, isNull(authorizationCodes.usedAt)))
      .returning();
    if (code) return begin(transaction, code, { redemption, terms });

    // Read after the first use has committed: the statement above waited for it.
    const [used] = await transaction
      .select()
      .from(authorizationCodes)
      .where(isThisCode);
    if (!used) return { kind: 'refused', reason: 'unknown' };
    if (used.familyId !== null && fits(used, redemption)) {
      await endFamily(
        transaction,
        used.familyId,
        'authorization-code-reused',
        terms.now,
      );
    }
    return { kind: 'refused', reason: 'reused' };
  });
}

async function begin(
  transaction: Database,
  code: AuthorizationCode,
  { redemption, terms }: { redemption: Redemption; terms: RedemptionTerms },
): Promise<RedemptionVerdict> {
  if (code.expiresAt <= terms.now) {
    return { kind: 'refused', reason: 'expired' };
  }
  if (!fits(code, redemption)) {
    return { kind: 'refused', reason: 'does-not-fit' };
  }
  const [user] = await transaction
    .select()
    .from(users)
    .where(eq(users.id, code.userId));
  if (!user || user.disabledAt !== null) {
    return { kind: 'refused', reason: 'user-disabled' };
  }
  const { familyId, ...tokens } = await startSession(
    transaction,
    {
      userId: user.id,
      clientId: code.clientId,
      scope: parseScope(code.scope),
      ...terms.caller,
    },
    terms,
  );
  await transaction
    .update(authorizationCodes)
    .set({ familyId })
    .where(eq(authorizationCodes.hash, code.hash));
  const { authenticatedAt, nonce } = code;
  return {
    kind: 'redeemed',
    result: { tokens, familyId, user, nonce, authenticatedAt },
  };
}

function fits(code: AuthorizationCode, redemption: Redemption): boolean {
  return (
    code.redirectUri === redemption.redirectUri &&
    fitsChallenge(redemption.codeVerifier, code.codeChallenge)
  );
}
