import { eq } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import {
  refreshTokens,
  tokenFamilies,
  users,
  type RefreshToken,
  type TokenFamily,
} from '../database/schema.ts';
import { hashToken } from '../tokens.ts';
import { endFamily } from './end.ts';
import { issueTokens, parseScope, type IssuedTokens } from './issue.ts';
import { writeUse } from './record-use.ts';
import { mayRetry, type RenewalTerms } from './retry.ts';

export interface Renewal {
  refreshToken: string;
  clientId: string;
  /** What the client asked for; without it, the whole scope of the family. */
  scope: readonly string[] | undefined;
  /** From where. */
  address: string | undefined;
}

export type RenewalRefusal =
  | 'unknown'
  | 'of-another-client'
  | 'ended'
  | 'reused'
  | 'expired'
  | 'user-disabled'
  | 'scope-not-granted';

/**
 * What a renewal came to. A refusal is a value and not an exception, because an exception would roll the transaction
 * back, and with it the end of a family whose token was used twice.
 */
export type RenewalVerdict =
  | { kind: 'issued'; tokens: IssuedTokens; userId: string }
  | { kind: 'refused'; reason: RenewalRefusal };

/**
 * Exchanges a refresh token for a new pair ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)),
 * rotating it ([RFC 9700 section 4.14.2](https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2)). One transaction, begun
 * by locking the family, so that of any number of simultaneous uses one is the first.
 */
export async function renewSession(
  database: Database,
  renewal: Renewal,
  terms: RenewalTerms,
): Promise<RenewalVerdict> {
  return database.transaction(async (transaction) => {
    const hash = hashToken(renewal.refreshToken);
    const family = await lockFamilyOf(transaction, hash);
    if (!family) return refused('unknown');
    if (family.clientId !== renewal.clientId) {
      return refused('of-another-client');
    }
    if (family.endedAt !== null) return refused('ended');

    // Read after the lock was won: whoever had it before has committed.
    const token = await findToken(transaction, hash);
    if (!token) return refused('unknown');
    const granted = parseScope(family.scope);
    const scope = renewal.scope ?? granted;
    if (!scope.every((value) => granted.includes(value))) {
      return refused('scope-not-granted');
    }
    if (isSpent(token) && !(await mayRetry(transaction, token, terms))) {
      await endFamily(
        transaction,
        family.id,
        'refresh-token-reused',
        terms.now,
      );
      return refused('reused');
    }
    if (token.expiresAt <= terms.now || family.expiresAt <= terms.now) {
      return refused('expired');
    }
    if (await isDisabled(transaction, family.userId)) {
      await endFamily(transaction, family.id, 'user-disabled', terms.now);
      return refused('user-disabled');
    }

    const tokens = await issueTokens(transaction, family, { scope, ...terms });
    await replace(transaction, token, tokens, terms.now);
    await writeUse(transaction, family, {
      now: terms.now,
      address: renewal.address,
    });
    return { kind: 'issued', tokens, userId: family.userId };
  });
}

function refused(reason: RenewalRefusal): RenewalVerdict {
  return { kind: 'refused', reason };
}

async function lockFamilyOf(
  transaction: Database,
  refreshTokenHash: string,
): Promise<TokenFamily | undefined> {
  const token = await findToken(transaction, refreshTokenHash);
  if (!token) return undefined;
  const [family] = await transaction
    .select()
    .from(tokenFamilies)
    .where(eq(tokenFamilies.id, token.familyId))
    .for('update');
  return family;
}

async function findToken(
  transaction: Database,
  hash: string,
): Promise<RefreshToken | undefined> {
  const [token] = await transaction
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.hash, hash));
  return token;
}

function isSpent(token: RefreshToken): boolean {
  return token.usedAt !== null || token.revokedAt !== null;
}

async function isDisabled(
  transaction: Database,
  userId: string,
): Promise<boolean> {
  const [user] = await transaction
    .select({ disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.id, userId));
  return !user || user.disabledAt !== null;
}

/** Marks a token as used, the new one as its successor. The moment of the first use stays: a retry does not prolong it. */
async function replace(
  transaction: Database,
  token: RefreshToken,
  successor: IssuedTokens,
  now: Date,
): Promise<void> {
  await transaction
    .update(refreshTokens)
    .set({
      usedAt: token.usedAt ?? now,
      successorHash: hashToken(successor.refreshToken),
    })
    .where(eq(refreshTokens.hash, token.hash));
}
