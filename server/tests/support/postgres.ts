import { randomUUID } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { openPostgres, type OpenDatabase } from '../../database/open.ts';
import { silentLog } from '../../log.ts';

/** A database on the PostgreSQL of the tests, which nobody else uses. */
export interface TestPostgres {
  url: string;
  drop(): Promise<void>;
}

/** Any number, the same in every process of the tests. */
const TEMPLATE_LOCK = 1_281_456_208;

/** An empty database of its own. */
export async function createDatabase(
  server: string,
  template = 'template1',
): Promise<TestPostgres> {
  const name = `latchkey_test_${randomUUID().replaceAll('-', '')}`;
  await inPostgres(server, (client) => create(client, name, template));
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    drop: () =>
      inPostgres(server, (client) =>
        client.query(`drop database ${escapeIdentifier(name)} with (force)`),
      ),
  };
}

/** A database with all tables: a copy of one that is made once. */
export async function openTestPostgres(
  server: string,
  fingerprint: string,
): Promise<OpenDatabase> {
  const database = await createWithTables(server, fingerprint);
  const open = openPostgres(database.url, silentLog);
  return {
    ...open,
    close: async () => {
      await open.close();
      await database.drop();
    },
  };
}

/**
 * A database with all tables and no rows, for processes that open it themselves.
 * @param fingerprint of the migrations: a changed one makes a new template
 */
export async function createWithTables(
  server: string,
  fingerprint: string,
): Promise<TestPostgres> {
  const template = `latchkey_template_${fingerprint}`;
  await inPostgres(server, (client) => makeTemplate(server, client, template));
  return createDatabase(server, template);
}

async function makeTemplate(
  server: string,
  client: Client,
  name: string,
): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const { rowCount } = await client.query(
    'select from pg_database where datname = $1',
    [name],
  );
  if (rowCount) return;
  // Whole or not there, as a run that was stopped in the middle must not leave half a template.
  const draft = await createDatabase(server);
  const drafted = openPostgres(draft.url, silentLog);
  await drafted.prepare(() => Promise.resolve());
  await drafted.close();
  const [, draftName = ''] = new URL(draft.url).pathname.split('/');
  await client.query(
    `alter database ${escapeIdentifier(draftName)} rename to ${escapeIdentifier(name)}`,
  );
}

async function create(
  client: Client,
  name: string,
  template: string,
): Promise<void> {
  await client.query(
    `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)}`,
  );
}

/** One connection, whose end lets go of its locks. */
async function inPostgres(
  url: string,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
