import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import {
  externalIdentities,
  users,
  type ExternalIdentity,
} from '../database/schema.ts';
import type { ProvenIdentity } from '../identity-providers/types.ts';

export type LinkVerdict =
  | { kind: 'linked'; identity: ExternalIdentity; isNew: boolean }
  | { kind: 'refused'; reason: 'taken' };

export type UnlinkVerdict = 'unlinked' | 'unknown' | 'last-way-in';

/** Writes an identity; nothing where it is written already, for whomever. */
export async function insertIdentity(
  database: Database,
  identity: ProvenIdentity,
  { userId, now }: { userId: string; now: Date },
): Promise<ExternalIdentity | undefined> {
  const [inserted] = await database
    .insert(externalIdentities)
    .values({
      id: randomUUID(),
      userId,
      provider: identity.provider,
      issuer: identity.issuer,
      subject: identity.subject,
      email: identity.email ?? null,
      linkedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  return inserted;
}

/** Gives a signed-in user one more way in. The address does not matter: the user is here, and has proved both. */
export async function linkIdentity(
  database: Database,
  identity: ProvenIdentity,
  to: { userId: string; now: Date },
): Promise<LinkVerdict> {
  return database.transaction(async (transaction) => {
    const inserted = await insertIdentity(transaction, identity, to);
    if (inserted) return { kind: 'linked', identity: inserted, isNew: true };
    const [existing] = await transaction
      .select()
      .from(externalIdentities)
      .where(
        and(
          eq(externalIdentities.issuer, identity.issuer),
          eq(externalIdentities.subject, identity.subject),
        ),
      );
    return existing?.userId === to.userId
      ? { kind: 'linked', identity: existing, isNew: false }
      : { kind: 'refused', reason: 'taken' };
  });
}

/** A user's identities, the oldest first. */
export async function listIdentities(
  database: Database,
  userId: string,
): Promise<readonly ExternalIdentity[]> {
  return database
    .select()
    .from(externalIdentities)
    .where(eq(externalIdentities.userId, userId))
    .orderBy(asc(externalIdentities.linkedAt), asc(externalIdentities.id));
}

/**
 * Takes an identity from its user, but not the last way in. The user is locked, so that two requests at once do not take
 * one of two each.
 */
export async function unlinkIdentity(
  database: Database,
  { userId, identityId }: { userId: string; identityId: string },
): Promise<UnlinkVerdict> {
  return database.transaction(async (transaction) => {
    const [user] = await transaction
      .select({ passwordHash: users.passwordHash })
      .from(users)
      .where(eq(users.id, userId))
      .for('update');
    const identities = await listIdentities(transaction, userId);
    const isTheirs = identities.some(({ id }) => id === identityId);
    if (!user || !isTheirs) return 'unknown';
    if (user.passwordHash === null && identities.length === 1) {
      return 'last-way-in';
    }
    await transaction
      .delete(externalIdentities)
      .where(eq(externalIdentities.id, identityId));
    return 'unlinked';
  });
}
