import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Database } from './open.ts';

/** What drizzle-kit writes down about the migrations. */
interface Journal {
  entries: readonly { when: number }[];
}

const journal = JSON.parse(
  readFileSync(
    new URL('./migrations/meta/_journal.json', import.meta.url),
    'utf8',
  ),
) as Journal;

const NEWEST = Math.max(...journal.entries.map(({ when }) => when));

/** Whether the database answers, and has all tables that this version of the server wants. A newer one has them too. */
export async function isUpToDate(database: Database): Promise<boolean> {
  const [row] = await database
    .select({ newest: sql<string | null>`max(created_at)` })
    .from(sql`drizzle.__drizzle_migrations`);
  return Number(row?.newest ?? 0) >= NEWEST;
}
