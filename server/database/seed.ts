import { randomUUID } from 'node:crypto';
import { count } from 'drizzle-orm';
import {
  DEMO_ACCOUNT,
  FIRST_PARTY_CLIENT,
  seedPeople,
} from '../../contract/seed.ts';
import type { Passwords } from '../passwords.ts';
import type { Database } from './open.ts';
import { clients, users } from './schema.ts';

/**
 * Writes the first-party client as the settings want it: its grants follow `PASSWORD_GRANT`, its scopes follow the
 * version of the server. Done at every start.
 */
export async function ensureFirstPartyClient(
  database: Database,
  client: { id: string; passwordGrant: boolean; now: Date },
): Promise<void> {
  const { name, scopes } = FIRST_PARTY_CLIENT;
  const grants = FIRST_PARTY_CLIENT.grants.filter(
    (grant) => grant !== 'password' || client.passwordGrant,
  );
  await database
    .insert(clients)
    .values({
      id: client.id,
      name,
      grants: [...grants],
      scopes: [...scopes],
      redirectUris: [],
      createdAt: client.now,
    })
    .onConflictDoUpdate({
      target: clients.id,
      set: { grants: [...grants], scopes: [...scopes] },
    });
}

/** Adds the demo account and 250 people who cannot sign in, where there are no users at all. */
export async function seedDemo(
  database: Database,
  passwords: Passwords,
  now: Date,
): Promise<void> {
  const [row] = await database.select({ users: count() }).from(users);
  if (row === undefined || row.users > 0) return;

  const { email, firstName, lastName, password } = DEMO_ACCOUNT;
  const demo = {
    id: randomUUID(),
    email,
    firstName,
    lastName,
    passwordHash: await passwords.hash(password),
    createdAt: now,
    updatedAt: now,
  };
  const people = seedPeople().map((person) => ({
    ...person,
    id: randomUUID(),
    createdAt: new Date(person.createdAt),
    updatedAt: new Date(person.createdAt),
  }));
  await database.insert(users).values([demo, ...people]);
}
