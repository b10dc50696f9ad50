import { asc, count, eq, or, sql, type SQL } from 'drizzle-orm';
import { orderBy } from '../database/order-by.ts';
import type { SortField, UsersQuery } from '../api/users-query.ts';
import type { Database } from '../database/open.ts';
import { users } from '../database/schema.ts';

/** What the API may tell of a user. The password hash is not read at all. */
const PUBLIC_COLUMNS = {
  id: users.id,
  firstName: users.firstName,
  lastName: users.lastName,
  email: users.email,
  createdAt: users.createdAt,
};

export interface PublicUser {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  createdAt: Date;
}

/** Texts are ordered lower-cased and by code point, so that every database orders them alike. */
const SORT_EXPRESSIONS: Record<SortField, SQL> = {
  'first-name': sql`lower(${users.firstName}) collate "C"`,
  'last-name': sql`lower(${users.lastName}) collate "C"`,
  email: sql`lower(${users.email}) collate "C"`,
  'created-at': sql`${users.createdAt}`,
};

/** The ids that our tables have. */
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One page of users, and how many there are in all. Users that sort alike keep their order, by id. */
export async function listUsers(
  database: Database,
  { page, search, sort }: UsersQuery,
): Promise<{ users: PublicUser[]; count: number }> {
  const condition = search === undefined ? undefined : matches(search);
  const found = await database
    .select(PUBLIC_COLUMNS)
    .from(users)
    .where(condition)
    .orderBy(...orderBy(sort, SORT_EXPRESSIONS), asc(users.id))
    .limit(page.size)
    .offset((page.number - 1) * page.size);
  const [total] = await database
    .select({ count: count() })
    .from(users)
    .where(condition);
  return { users: found, count: total?.count ?? 0 };
}

/** The user with this id; nothing for a text that cannot be an id. */
export async function findUser(
  database: Database,
  id: string,
): Promise<PublicUser | undefined> {
  if (!UUID.test(id)) return undefined;
  const [user] = await database
    .select(PUBLIC_COLUMNS)
    .from(users)
    .where(eq(users.id, id));
  return user;
}

/** What users may change of themselves. */
export interface UserChanges {
  firstName?: string;
  lastName?: string;
}

/**
 * Writes changes, and gives back what there is now; nothing where the user is gone meanwhile. From the check to the end
 * the user is locked, so that of several changes at once each is checked against what the one before has made.
 * @param check throws where the user, as they are, must not be changed
 */
export async function changeUser(
  database: Database,
  id: string,
  {
    changes,
    check,
    now,
  }: { changes: UserChanges; check: (user: PublicUser) => void; now: Date },
): Promise<PublicUser | undefined> {
  return database.transaction(async (transaction) => {
    const isThem = eq(users.id, id);
    const [current] = await transaction
      .select(PUBLIC_COLUMNS)
      .from(users)
      .where(isThem)
      .for('update');
    if (!current) return undefined;
    check(current);
    const [user] = await transaction
      .update(users)
      .set({ ...changes, updatedAt: now })
      .where(isThem)
      .returning(PUBLIC_COLUMNS);
    return user;
  });
}

/** Looks for the text itself: `strpos` knows no wildcards, so there is nothing to escape. */
function matches(search: string): SQL | undefined {
  return or(
    ...[users.firstName, users.lastName, users.email].map(
      (column) => sql`strpos(lower(${column}), lower(${search})) > 0`,
    ),
  );
}
