import { randomUUID } from 'node:crypto';
import {
  and,
  asc,
  count,
  eq,
  isNotNull,
  isNull,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { TodosQuery, TodoSortField } from '../api/todos-query.ts';
import type { Database } from '../database/open.ts';
import { orderBy } from '../database/order-by.ts';
import { todos, type Todo } from '../database/schema-todos.ts';
import { UUID } from '../users/directory.ts';
import type { TodoContent } from './attributes.ts';

/** Which to-do is meant: without its owner nobody gets at one. */
export interface TodoOf {
  id: string;
  ownerId: string;
}

/** A piece of work on one to-do. */
interface Work {
  /** Throws where the to-do, as it is, must be left alone. */
  check: (todo: Todo) => void;
  now: Date;
}

/** Texts are ordered lower-cased and by code point, so that every database orders them alike; open ones come first. */
const SORT_EXPRESSIONS: Record<TodoSortField, SQL> = {
  title: sql`lower(${todos.title}) collate "C"`,
  'created-at': sql`${todos.createdAt}`,
  'updated-at': sql`${todos.updatedAt}`,
  completed: sql`(${todos.completedAt} is not null)`,
};

/** One page of a user's to-dos, and how many there are in all. Those that sort alike keep their order, by id. */
export async function listTodos(
  database: Database,
  ownerId: string,
  { isCompleted, page, search, sort }: TodosQuery,
): Promise<{ todos: Todo[]; count: number }> {
  const condition = and(
    eq(todos.ownerId, ownerId),
    isCompleted === undefined ? undefined : hasState(isCompleted),
    search === undefined ? undefined : matches(search),
  );
  const found = await database
    .select()
    .from(todos)
    .where(condition)
    .orderBy(...orderBy(sort, SORT_EXPRESSIONS), asc(todos.id))
    .limit(page.size)
    .offset((page.number - 1) * page.size);
  const [total] = await database
    .select({ count: count() })
    .from(todos)
    .where(condition);
  return { todos: found, count: total?.count ?? 0 };
}

/** A user's to-do of this id; nothing for a text that cannot be an id, and for somebody else's. */
export async function findTodo(
  database: Database,
  wanted: TodoOf,
): Promise<Todo | undefined> {
  if (!UUID.test(wanted.id)) return undefined;
  const [todo] = await database.select().from(todos).where(isIt(wanted));
  return todo;
}

/** Adds a to-do to a user's. */
export async function addTodo(
  database: Database,
  {
    title,
    description = '',
    isCompleted = false,
  }: TodoContent & { title: string },
  { ownerId, now }: { ownerId: string; now: Date },
): Promise<Todo> {
  const todo = {
    id: randomUUID(),
    ownerId,
    title,
    description,
    completedAt: isCompleted ? now : null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  await database.insert(todos).values(todo);
  return todo;
}

/**
 * Writes changes, and gives back what there is now; nothing where there is no such to-do. From the check to the end the
 * to-do is locked, so that of several changes at once each is checked against what the one before has made. What changes
 * nothing makes no new version.
 */
export async function changeTodo(
  database: Database,
  wanted: TodoOf,
  { changes, check, now }: Work & { changes: TodoContent },
): Promise<Todo | undefined> {
  return database.transaction(async (transaction) => {
    const current = await lock(transaction, wanted);
    if (!current) return undefined;
    check(current);
    const next = applyTo(current, changes, now);
    if (isSame(current, next)) return current;
    const [todo] = await transaction
      .update(todos)
      .set({ ...next, updatedAt: now, version: current.version + 1 })
      .where(isIt(wanted))
      .returning();
    return todo;
  });
}

/** Whether there was such a to-do. It is checked as for a change. */
export async function deleteTodo(
  database: Database,
  wanted: TodoOf,
  check: Work['check'],
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const current = await lock(transaction, wanted);
    if (!current) return false;
    check(current);
    await transaction.delete(todos).where(isIt(wanted));
    return true;
  });
}

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

async function lock(
  transaction: Transaction,
  wanted: TodoOf,
): Promise<Todo | undefined> {
  const [todo] = await transaction
    .select()
    .from(todos)
    .where(isIt(wanted))
    .for('update');
  return todo;
}

type Written = Pick<Todo, 'title' | 'description' | 'completedAt'>;

/** What is completed already keeps the moment when it was. */
function applyTo(
  { completedAt, description, title }: Todo,
  changes: TodoContent,
  now: Date,
): Written {
  const { isCompleted = completedAt !== null } = changes;
  return {
    title: changes.title ?? title,
    description: changes.description ?? description,
    completedAt: isCompleted ? (completedAt ?? now) : null,
  };
}

function isSame(one: Written, other: Written): boolean {
  return (
    one.title === other.title &&
    one.description === other.description &&
    one.completedAt === other.completedAt
  );
}

function isIt({ id, ownerId }: TodoOf): SQL | undefined {
  return and(eq(todos.id, id), eq(todos.ownerId, ownerId));
}

function hasState(isCompleted: boolean): SQL {
  return (isCompleted ? isNotNull : isNull)(todos.completedAt);
}

/** Looks for the text itself: `strpos` knows no wildcards, so there is nothing to escape. */
function matches(search: string): SQL | undefined {
  return or(
    ...[todos.title, todos.description].map(
      (column) => sql`strpos(lower(${column}), lower(${search})) > 0`,
    ),
  );
}
