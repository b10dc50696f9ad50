import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzleNodePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migrateNodePostgres } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { Pool } from 'pg';
import type { Log } from '../log.ts';
import { lockFolder } from './folder-lock.ts';
import * as schema from './schema.ts';

/** Either driver; inside a transaction, the transaction itself. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open connection to the one place where state lives. */
export interface OpenDatabase {
  database: Database;
  /**
   * Brings the tables up to date, then does `work`. Several processes that start together on one empty PostgreSQL take
   * turns.
   */
  prepare(work: (database: Database) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export type DatabaseSettings =
  { kind: 'embedded'; folder: string } | { kind: 'postgres'; url: string };

const MIGRATIONS = {
  migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
};

/** Any number of 32 bits, the same in every process of ours. */
const MIGRATION_LOCK = 1_281_456_207;

const CONNECTION_TIMEOUT = 5_000;
const STATEMENT_TIMEOUT = 10_000;

/** Opens the database that the settings name. */
export async function openDatabase(
  settings: DatabaseSettings,
  log: Log,
): Promise<OpenDatabase> {
  if (settings.kind === 'postgres') return openPostgres(settings.url, log);

  await mkdir(settings.folder, { recursive: true });
  const unlock = await lockFolder(settings.folder);
  const embedded = await openPglite(new PGlite(settings.folder));
  return {
    ...embedded,
    close: async () => {
      await embedded.close();
      await unlock();
    },
  };
}

/** Wraps an embedded database; a test passes one that lives in memory. */
export async function openPglite(client: PGlite): Promise<OpenDatabase> {
  await client.waitReady;
  const database = drizzlePglite(client, { schema });
  return {
    database,
    prepare: async (work) => {
      await migratePglite(database, MIGRATIONS);
      await work(database);
    },
    close: () => client.close(),
  };
}

/** @param url as in `DATABASE_URL` */
export function openPostgres(url: string, log: Log): OpenDatabase {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
  });
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', (error) => log.error('database-connection', error));

  return {
    database: drizzleNodePostgres(pool, { schema }),
    prepare: async (work) => {
      const client = await pool.connect();
      try {
        // A migration may take longer than a request may.
        await client.query('set statement_timeout = 0');
        await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
        const database = drizzleNodePostgres(client, { schema });
        await migrateNodePostgres(database, MIGRATIONS);
        await work(database);
      } finally {
        // Closing the connection lets go of the lock, whatever happened.
        client.release(true);
      }
    },
    close: () => pool.end(),
  };
}
