import { randomUUID } from 'node:crypto';
import { secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import { tokenFamilies, type TokenFamily } from '../database/schema.ts';
import {
  formatScope,
  issueTokens,
  type IssuedTokens,
  type Lifetimes,
} from './issue.ts';

/** What is known of a sign-in. Address and user agent are for the user's own list of sessions. */
export interface SignIn {
  userId: string;
  clientId: string;
  scope: readonly string[];
  userAgent: string | undefined;
  address: string | undefined;
}

/** The first pair of a family, and which family it is. */
export interface StartedSession extends IssuedTokens {
  familyId: string;
}

const MAXIMUM_USER_AGENT_LENGTH = 256;

/** Begins a family of tokens with its first pair. Whoever calls this has checked that the user is who they say. */
export async function startSession(
  database: Database,
  signIn: SignIn,
  { now, lifetimes }: { now: Date; lifetimes: Lifetimes },
): Promise<StartedSession> {
  return database.transaction(async (transaction) => {
    const expiresAt = secondsAfter(now, lifetimes.sessionLifetime);
    const family = await startFamily(transaction, signIn, { now, expiresAt });
    const tokens = await issueTokens(transaction, family, {
      scope: signIn.scope,
      now,
      lifetimes,
    });
    return { ...tokens, familyId: family.id };
  });
}

/** Begins a family without tokens: a session that something else than a token stands for. */
export async function startFamily(
  transaction: Database,
  signIn: SignIn,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<TokenFamily> {
  const [family] = await transaction
    .insert(tokenFamilies)
    .values({
      id: randomUUID(),
      userId: signIn.userId,
      clientId: signIn.clientId,
      scope: formatScope(signIn.scope),
      userAgent: signIn.userAgent?.slice(0, MAXIMUM_USER_AGENT_LENGTH),
      address: signIn.address,
      createdAt: now,
      lastUsedAt: now,
      expiresAt,
    })
    .returning();
  if (!family) throw new Error('the database did not return the new family');
  return family;
}
