import { openDatabase, type Database } from '../../server/database/open.ts';
import { silentLog } from '../../server/log.ts';
import { readSettings } from '../../server/settings.ts';
import type { StartedProcess } from '../child-process.ts';
import { startServer } from '../start-server.ts';
import { burst, type Burst } from './burst.ts';
import type { BenchDatabase } from './databases.ts';
import { load, type LoadOptions } from './load.ts';
import { measureLookUps } from './look-up.ts';
import { anyToken, insertTokens } from './many-tokens.ts';
import { get, scenarios } from './scenarios.ts';
import type { LoadRow } from './table.ts';

export interface BenchOptions extends LoadOptions {
  /** How many tokens there are when one is looked up among many. */
  rows: number;
}

/** All that is measured of the server on one database. */
export async function measureServer(
  database: BenchDatabase,
  options: BenchOptions,
): Promise<{ rows: LoadRow[]; remarks: string[] }> {
  const { name } = database;
  const rows: LoadRow[] = [];
  const remarks: string[] = [];

  await withServer(database, async ({ answer: origin, process }) => {
    remarks.push(describeBurst(name, await burst(origin, process.pid!)));
    for (const scenario of await scenarios(origin, options.connections)) {
      rows.push(await load({ name, origin }, scenario, options));
    }
  });
  await withDatabase(database, async (open) => {
    console.log(`${name}: writing ${options.rows} tokens`);
    await insertTokens(open, options.rows);
    const { p50, p99 } = await measureLookUps(open, options.rows);
    remarks.push(
      `${name}: a token among ${options.rows} is looked up in ${p50.toFixed(2)} ms (p50), ${p99.toFixed(2)} ms (p99)`,
    );
  });
  await withServer(database, async ({ answer: origin }) => {
    const random = () => anyToken(options.rows);
    const scenario = get(`the same, ${options.rows} tokens`, '/api/me', random);
    rows.splice(1, 0, await load({ name, origin }, scenario, options));
  });
  return { rows, remarks };
}

async function withServer(
  { name, settings }: BenchDatabase,
  work: (server: StartedProcess) => Promise<void>,
): Promise<void> {
  console.log(`${name}: starting the server`);
  const server = await startServer({
    ...settings,
    NODE_ENV: 'production',
    SEED_DEMO: 'on',
    PORT: '0',
  });
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

async function withDatabase(
  { settings }: BenchDatabase,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const open = await openDatabase(readSettings(settings).database, silentLog);
  try {
    await work(open.database);
  } finally {
    await open.close();
  }
}

function describeBurst(
  name: string,
  { errors, p95, peakMemory, signIns, statuses }: Burst,
): string {
  const answers = Object.entries(statuses)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
  const memory = peakMemory?.toFixed(0) ?? 'unknown';
  return `${name}: ${signIns} sign-ins at once: ${answers}, ${errors} without an answer; p95 ${p95.toFixed(0)} ms; peak memory ${memory} MiB`;
}
