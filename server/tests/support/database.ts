import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { openPglite, type OpenDatabase } from '../../database/open.ts';
import { openTestPostgres } from './postgres.ts';

const MIGRATIONS = fileURLToPath(
  new URL('../../database/migrations', import.meta.url),
);

/**
 * A database with all tables, for one test file: on PostgreSQL where `TEST_DATABASE_URL` names one, else embedded. Making
 * an embedded one takes seconds, so it is made once and copied.
 */
export async function openTestDatabase(): Promise<OpenDatabase> {
  const url = process.env['TEST_DATABASE_URL'];
  if (url) return openTestPostgres(url, await fingerprint());
  const folder = await copyTemplate();
  const open = await openPglite(new PGlite(folder));
  return {
    ...open,
    close: async () => {
      await open.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A folder of its own with an embedded database in it that has all tables and no rows. */
export async function copyTemplate(): Promise<string> {
  const folder = join(tmpdir(), `latchkey-test-${randomUUID()}`);
  await cp(await templateFolder(), folder, { recursive: true });
  return folder;
}

/** Named by what is in it, so that a changed migration makes a new one. Renaming is atomic: it is whole or not there. */
async function templateFolder(): Promise<string> {
  const template = join(tmpdir(), `latchkey-template-${await fingerprint()}`);
  if (existsSync(template)) return template;

  const draft = `${template}-${randomUUID()}`;
  await mkdir(draft, { recursive: true });
  const open = await openPglite(new PGlite(draft));
  await open.prepare(() => Promise.resolve());
  await open.close();
  await rename(draft, template).catch(() =>
    rm(draft, { recursive: true, force: true }),
  );
  return template;
}

/** Of the migrations: the name of a template says what is in it. */
export async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(MIGRATIONS)).sort()) {
    if (!name.endsWith('.sql')) continue;
    hash.update(await readFile(join(MIGRATIONS, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
