import { openDatabase, type Database } from '../database/open.ts';
import { silentLog } from '../log.ts';
import type { Settings } from '../settings.ts';

/** Opens the database for one command, brings its tables up to date, and closes it. */
export async function withDatabase(
  settings: Settings,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const open = await openDatabase(settings.database, silentLog);
  try {
    await open.prepare(work);
  } finally {
    await open.close();
  }
}
