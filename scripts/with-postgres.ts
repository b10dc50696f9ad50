/**
 * `node --import tsx scripts/with-postgres.ts COMMAND...`: runs a command with `TEST_DATABASE_URL`, which names a PostgreSQL
 * that is started for it and thrown away after. Where the variable is set already, that one is used.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './child-process.ts';
import { PostgresError, startPostgres } from './start-postgres.ts';

const [program, ...parameters] = process.argv.slice(2);
const given = process.env['TEST_DATABASE_URL'];

try {
  if (program === undefined) throw new PostgresError('Which command?');
  const postgres = given ? undefined : await startPostgres();
  // The command gets the signal, too, and this process has to stay to clear up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  const child = spawn(program, parameters, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: given ?? postgres?.url },
  });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    process.exitCode = code ?? 1;
  } finally {
    await postgres?.stop();
  }
} catch (error) {
  if (!(error instanceof PostgresError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
