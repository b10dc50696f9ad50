import { randomUUID } from 'node:crypto';
import { count } from 'drizzle-orm';
import {
  DEMO_ACCOUNT,
  FIRST_PARTY_CLIENT,
  SEED_TODOS,
  seedPeople,
} from '../../contract/seed.ts';
import { secondsAfter } from '../clock.ts';
import { OPENID_SCOPES } from '../oauth/scope.ts';
import type { Passwords } from '../passwords.ts';
import type { Database } from './open.ts';
import { todos } from './schema-todos.ts';
import { clients, users } from './schema.ts';

/** In seconds. */
const HOUR = 60 * 60;

/** What of the first-party client the settings decide. */
export interface FirstPartyTerms {
  id: string;
  passwordGrant: boolean;
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  now: Date;
}

/**
 * Writes the first-party client as the settings want it: its grants follow `PASSWORD_GRANT`, its scopes follow the
 * version of the server, its addresses are where its pages are. Done at every start.
 */
export async function ensureFirstPartyClient(
  database: Database,
  client: FirstPartyTerms,
): Promise<void> {
  const { grants, name, scopes } = FIRST_PARTY_CLIENT;
  const terms = {
    grants: [...grants, 'authorization_code'].filter(
      (grant) => grant !== 'password' || client.passwordGrant,
    ),
    scopes: [...scopes, ...OPENID_SCOPES],
    redirectUris: [...client.redirectUris],
    postLogoutRedirectUris: [...client.postLogoutRedirectUris],
  };
  await database
    .insert(clients)
    .values({ id: client.id, name, createdAt: client.now, ...terms })
    .onConflictDoUpdate({ target: clients.id, set: terms });
}

/** Adds the demo account with its to-dos and 250 people who cannot sign in, where there are no users at all. */
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
    emailVerifiedAt: now,
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
  await database.insert(todos).values(
    SEED_TODOS.map(({ title, description, isCompleted, createdAt }) => {
      const created = new Date(createdAt);
      const completedAt = isCompleted ? secondsAfter(created, HOUR) : null;
      return {
        id: randomUUID(),
        ownerId: demo.id,
        title,
        description,
        completedAt,
        createdAt: created,
        updatedAt: completedAt ?? created,
        version: 1,
      };
    }),
  );
}
