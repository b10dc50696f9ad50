import { and, eq, gt, isNull } from 'drizzle-orm';
import { secondsAfter } from '../clock.ts';
import type { Database } from '../database/open.ts';
import { browserSessions } from '../database/schema-openid.ts';
import { users, type User } from '../database/schema.ts';
import { hashToken } from '../tokens.ts';

/** Seconds. A working day: who comes back tomorrow is asked for the password again. */
const LIFETIME = 12 * 60 * 60;

/** Who is signed in at this server's own pages, and since when. */
export interface SignedInBrowser {
  user: User;
  authenticatedAt: Date;
}

/** Remembers that a user signed in with the browser of this id. */
export async function startBrowserSession(
  database: Database,
  { sessionId, userId }: { sessionId: string; userId: string },
  now: Date,
): Promise<void> {
  await database.insert(browserSessions).values({
    hash: hashToken(sessionId),
    userId,
    createdAt: now,
    expiresAt: secondsAfter(now, LIFETIME),
  });
}

/** Who is signed in with the browser of this id; nobody when that is over, or the user is disabled. */
export async function findBrowserSession(
  database: Database,
  sessionId: string,
  now: Date,
): Promise<SignedInBrowser | undefined> {
  const [row] = await database
    .select({ user: users, authenticatedAt: browserSessions.createdAt })
    .from(browserSessions)
    .innerJoin(users, eq(users.id, browserSessions.userId))
    .where(
      and(
        eq(browserSessions.hash, hashToken(sessionId)),
        gt(browserSessions.expiresAt, now),
        isNull(users.disabledAt),
      ),
    );
  return row;
}

/** Signs the browser of this id out. */
export async function endBrowserSession(
  database: Database,
  sessionId: string,
): Promise<void> {
  await database
    .delete(browserSessions)
    .where(eq(browserSessions.hash, hashToken(sessionId)));
}
