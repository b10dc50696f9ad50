import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/open.ts';
import { users, type User } from '../database/schema.ts';
import type { Passwords } from '../passwords.ts';

/** What it takes to deal with accounts. */
export interface AccountServices {
  database: Database;
  passwords: Passwords;
  clock: Clock;
}

/** [RFC 5321 section 4.5.3.1](https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1): 64 + `@` + 255. */
const MAXIMUM_EMAIL_LENGTH = 320;

/**
 * Whether this is the password of an open account: no for a wrong one, for no user, for a user without a password and for a
 * closed account alike, and at the same cost. A hash of an older cost is renewed on the way. `throttling/sign-in.ts` is the
 * one that asks: every door to the passwords leads through it.
 */
export async function checkPassword(
  { clock, database, passwords }: AccountServices,
  user: User | undefined,
  password: string,
): Promise<boolean> {
  const storedHash = user?.passwordHash ?? null;
  const fits = await passwords.verify(storedHash, password);
  if (!user || storedHash === null || !fits || user.disabledAt !== null) {
    return false;
  }
  if (passwords.isOutdated(storedHash)) {
    const passwordHash = await passwords.hash(password);
    await database
      .update(users)
      .set({ passwordHash, updatedAt: clock() })
      // Whoever changed the password meanwhile wins.
      .where(and(eq(users.id, user.id), eq(users.passwordHash, storedHash)));
  }
  return true;
}

/** The address as it is stored: without the spaces around it. Its case is kept, and ignored when it is looked up. */
export function normalizeEmail(email: string): string {
  return email.trim();
}

/** Whether anybody could have this address: PostgreSQL's text cannot hold NUL, and there is a longest one. */
export function isPossibleEmail(email: string): boolean {
  const wanted = normalizeEmail(email);
  return wanted.length <= MAXIMUM_EMAIL_LENGTH && !wanted.includes('\0');
}

/** @param email a possible one */
export async function findByEmail(
  database: Database,
  email: string,
): Promise<User | undefined> {
  const [user] = await database
    .select()
    .from(users)
    .where(
      eq(sql`lower(${users.email})`, sql`lower(${normalizeEmail(email)})`),
    );
  return user;
}

export interface NewAccount {
  email: string;
  firstName: string;
  lastName: string;
  password: string;
}

/** There is an account with this address already. */
export class EmailTakenError extends Error {
  override name = 'EmailTakenError';
  readonly code = 'email-taken';
}

/** @throws EmailTakenError */
export async function createAccount(
  services: AccountServices,
  account: NewAccount,
): Promise<User> {
  const now = services.clock();
  const [user] = await services.database
    .insert(users)
    .values({
      id: randomUUID(),
      email: normalizeEmail(account.email),
      firstName: account.firstName.trim(),
      lastName: account.lastName.trim(),
      passwordHash: await services.passwords.hash(account.password),
      // Whoever may add accounts vouches for their addresses.
      emailVerifiedAt: now,
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (!user) {
    throw new EmailTakenError(`There is an account for ${account.email}.`);
  }
  return user;
}
