import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/open.ts';
import { externalIdentities, users, type User } from '../database/schema.ts';
import type { ProvenIdentity } from '../identity-providers/types.ts';
import { insertIdentity } from './link.ts';

/** What a sign-in came to: whatever it was to begin, of the user's. */
export type SignInVerdict<Started> =
  | { kind: 'signed-in'; started: Started; userId: string }
  | { kind: 'refused'; reason: SignInRefusal };

export type SignInRefusal = 'account-exists' | 'email-required' | 'disabled';

type Account = { userId: string } | { refused: SignInRefusal };

/** Somebody else wrote the same identity or address at the same moment; what was written here is taken back. */
class Collision extends Error {}

const ATTEMPTS = 3;

/**
 * Signs a proven identity in: account, link and session are one transaction, so that there is no account that nobody can
 * use. Of two first sign-ins at once the second finds what the first wrote.
 * @param start begins the session of the user
 */
export async function signInWithIdentity<Started>(
  database: Database,
  identity: ProvenIdentity,
  {
    now,
    start,
  }: {
    now: Date;
    start: (transaction: Database, userId: string) => Promise<Started>;
  },
): Promise<SignInVerdict<Started>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(async (transaction) => {
        const account = await findAccount(transaction, identity, now);
        if ('refused' in account) {
          return { kind: 'refused', reason: account.refused };
        }
        const { userId } = account;
        const started = await start(transaction, userId);
        return { kind: 'signed-in', started, userId };
      });
    } catch (error) {
      if (!(error instanceof Collision) || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * The account of an identity, by issuer and subject. A new identity joins an account by e-mail only where both sides have
 * verified the address, and the account has no identity of that issuer yet: an address that went to somebody else would
 * take the account along.
 */
async function findAccount(
  transaction: Database,
  identity: ProvenIdentity,
  now: Date,
): Promise<Account> {
  const { email, isEmailVerified, issuer, subject } = identity;
  const [linked] = await transaction
    .select({ user: users, identityId: externalIdentities.id })
    .from(externalIdentities)
    .innerJoin(users, eq(users.id, externalIdentities.userId))
    .where(
      and(
        eq(externalIdentities.issuer, issuer),
        eq(externalIdentities.subject, subject),
      ),
    );
  if (linked) {
    if (linked.user.disabledAt !== null) return { refused: 'disabled' };
    await transaction
      .update(externalIdentities)
      .set({ email: email ?? null })
      .where(eq(externalIdentities.id, linked.identityId));
    return { userId: linked.user.id };
  }
  if (email === undefined) return { refused: 'email-required' };

  const user = await lockUserOf(transaction, email);
  if (!user) return createAccount(transaction, identity, { email, now });
  const subjects = await subjectsOf(transaction, user, issuer);
  // It was written between our first look and the lock.
  if (subjects.includes(subject)) throw new Collision();
  const mayJoin =
    isEmailVerified && user.emailVerifiedAt !== null && subjects.length === 0;
  if (!mayJoin) return { refused: 'account-exists' };
  if (user.disabledAt !== null) return { refused: 'disabled' };
  return link(transaction, identity, { userId: user.id, now });
}

async function createAccount(
  transaction: Database,
  identity: ProvenIdentity,
  { email, now }: { email: string; now: Date },
): Promise<Account> {
  const [user] = await transaction
    .insert(users)
    .values({
      id: randomUUID(),
      email,
      emailVerifiedAt: identity.isEmailVerified ? now : null,
      firstName: identity.firstName,
      lastName: identity.lastName,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!user) throw new Collision();
  return link(transaction, identity, { userId: user.id, now });
}

async function link(
  transaction: Database,
  identity: ProvenIdentity,
  to: { userId: string; now: Date },
): Promise<Account> {
  const inserted = await insertIdentity(transaction, identity, to);
  if (!inserted) throw new Collision();
  return { userId: to.userId };
}

/** Locked, so that two identities of one issuer do not join at once. */
async function lockUserOf(
  transaction: Database,
  email: string,
): Promise<User | undefined> {
  const [user] = await transaction
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, sql`lower(${email})`))
    .for('update');
  return user;
}

/** As whom an issuer knows the user. */
async function subjectsOf(
  transaction: Database,
  user: User,
  issuer: string,
): Promise<string[]> {
  const found = await transaction
    .select({ subject: externalIdentities.subject })
    .from(externalIdentities)
    .where(
      and(
        eq(externalIdentities.userId, user.id),
        eq(externalIdentities.issuer, issuer),
      ),
    );
  return found.map(({ subject }) => subject);
}
