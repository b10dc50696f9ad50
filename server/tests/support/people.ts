import { eq } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../../contract/seed.ts';
import type { Todo } from '../../database/schema-todos.ts';
import { tokenFamilies, users, type User } from '../../database/schema.ts';
import { insertIdentity } from '../../identities/link.ts';
import { addTodo } from '../../todos/todos.ts';
import { createAccount } from '../../users/accounts.ts';
import type { TestServer } from './server.ts';
import { signIn, type Pair } from './tokens.ts';

/** Somebody with something of every kind. */
export interface Person {
  user: User;
  pair: Pair;
  sessionId: string;
  identityId: string;
  todo: Todo;
}

const OTHER = { email: 'other@latchkey.test', password: 'of another' };

/** The demo user, signed in. */
export async function startOwner(server: TestServer): Promise<Person> {
  return equip(server, DEMO_ACCOUNT);
}

/** Another user, signed in. */
export async function startOther(server: TestServer): Promise<Person> {
  const names = { firstName: 'Other', lastName: 'User' };
  await createAccount(
    { ...server, clock: () => server.now() },
    { ...OTHER, ...names },
  );
  return equip(server, OTHER);
}

async function equip(
  server: TestServer,
  { email, password }: { email: string; password: string },
): Promise<Person> {
  const { database } = server;
  const pair = await signIn(server, { username: email, password });
  const [user] = await database
    .select()
    .from(users)
    .where(eq(users.email, email));
  if (!user) throw new Error(`no ${email}`);
  const [family] = await database
    .select()
    .from(tokenFamilies)
    .where(eq(tokenFamilies.userId, user.id));
  const identity = await insertIdentity(
    database,
    {
      provider: 'google',
      issuer: 'https://accounts.google.com',
      subject: email,
      email,
      isEmailVerified: true,
      firstName: '',
      lastName: '',
    },
    { userId: user.id, now: server.now() },
  );
  const todo = await addTodo(
    database,
    { title: `To do for ${email}`, description: 'Nobody else’s business' },
    { ownerId: user.id, now: server.now() },
  );
  return {
    todo,
    user,
    pair,
    sessionId: family?.id ?? '',
    identityId: identity?.id ?? '',
  };
}
