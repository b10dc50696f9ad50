import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { root } from '../../../scripts/child-process.ts';
import { startServer } from '../../../scripts/start-server.ts';
import { copyTemplate as copyEmptyFolder } from '../../../server/tests/support/database.ts';
import { ann } from './accounts.ts';
import { stop } from './stop-server.ts';

/** A database of one server. */
export interface Database {
  /** How the server is told of it. */
  settings: Record<string, string>;
  drop(): Promise<void>;
}

/** Where the workers find the database that all others are copies of: a folder, or the name of a PostgreSQL database. */
const TEMPLATE = 'LATCHKEY_E2E_TEMPLATE';

/** PostgreSQL where `TEST_DATABASE_URL` names one, else the embedded database. */
const postgresUrl = process.env['TEST_DATABASE_URL'];

/** Makes the template: the demo data and Ann. Once for a whole run. */
export async function makeTemplate(): Promise<Database> {
  const database = postgresUrl
    ? await createPostgres(postgresUrl)
    : embedded(await copyEmptyFolder());

  const server = await startServer({ ...database.settings, PORT: '0' });
  await stop(server);
  addAnn(database);

  process.env[TEMPLATE] = postgresUrl
    ? new URL(database.settings['DATABASE_URL']!).pathname.slice(1)
    : database.settings['DATA_DIR'];
  return database;
}

/** A copy of the template. */
export async function newDatabase(): Promise<Database> {
  const template = process.env[TEMPLATE]!;
  if (postgresUrl) return createPostgres(postgresUrl, template);
  const folder = join(tmpdir(), `latchkey-e2e-${randomUUID()}`);
  await cp(template, folder, { recursive: true });
  return embedded(folder);
}

function embedded(folder: string): Database {
  return {
    settings: { DATA_DIR: folder, SEED_DEMO: 'on' },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function createPostgres(
  url: string,
  template = 'template1',
): Promise<Database> {
  const name = `latchkey_e2e_${randomUUID().replaceAll('-', '')}`;
  await inPostgres(url, `create database ${name} template ${template}`);
  const address = new URL(url);
  address.pathname = name;
  return {
    settings: { DATABASE_URL: address.href, SEED_DEMO: 'on' },
    drop: () => inPostgres(url, `drop database ${name} with (force)`),
  };
}

async function inPostgres(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** By the command that an administrator would use. */
function addAnn({ settings }: Database): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', 'server/main.ts', 'add-user'],
      ...['--email', ann.email],
      ...['--first-name', ann.firstName],
      ...['--last-name', ann.lastName],
    ],
    {
      cwd: root,
      env: { ...process.env, ...settings },
      input: ann.password,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`Ann could not be added:\n${stderr}`);
}
