import { rm } from 'node:fs/promises';
import { copyTemplate } from '../../server/tests/support/database.ts';
import { createDatabase } from '../../server/tests/support/postgres.ts';
import { startPostgres } from '../start-postgres.ts';

export const DATABASE_KINDS = ['pglite', 'postgres'] as const;
export type DatabaseKind = (typeof DATABASE_KINDS)[number];

/** An empty database, as the server is told of it. */
export interface BenchDatabase {
  name: string;
  settings: Record<string, string>;
  drop(): Promise<void>;
}

const START: Record<DatabaseKind, () => Promise<BenchDatabase>> = {
  pglite: async () => {
    const folder = await copyTemplate();
    return {
      name: 'PGlite',
      settings: { DATA_DIR: folder },
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  },
  postgres: async () => {
    const given = process.env['TEST_DATABASE_URL'];
    // One that loses nothing when the machine goes down: a figure that forgets about the disk says little.
    const postgres = given ? undefined : await startPostgres('durable');
    const database = await createDatabase(given ?? postgres!.url);
    return {
      name: 'PostgreSQL',
      settings: { DATABASE_URL: database.url },
      drop: async () => {
        await database.drop();
        await postgres?.stop();
      },
    };
  },
};

export function startDatabase(kind: DatabaseKind): Promise<BenchDatabase> {
  return START[kind]();
}
