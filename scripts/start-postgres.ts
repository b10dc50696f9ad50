import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensurePostgres } from './ensure-postgres.ts';

/** A PostgreSQL of its own, with nothing in it, for as long as a run takes. */
export interface ThrowAwayPostgres {
  /** As `DATABASE_URL` wants it. */
  url: string;
  /** Ends it, and removes all that it kept. */
  stop(): Promise<void>;
}

/** There is no PostgreSQL, or it does not start. The message says what to do. */
export class PostgresError extends Error {
  override name = 'PostgresError';
  readonly code = 'postgres';
}

/** What is lost when the machine goes down is thrown away anyway. */
const FAST = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap(
  (name) => ['-c', `${name}=off`],
);

const USER = 'latchkey';

/** PostgreSQL refuses to run as root; Debian's package brings this account. */
const ACCOUNT = 'postgres';

/** Whether what is written outlives a machine that goes down: `durable` waits for the disk, as one in production does. */
export type Durability = 'throw-away' | 'durable';

interface Account {
  uid?: number;
  gid?: number;
}

/**
 * Starts a cluster in a temporary folder. It listens on a socket in that folder and on no port, so it is in nobody's way,
 * and only who may read the folder reaches it.
 *
 * @throws {PostgresError}
 */
export async function startPostgres(
  durability: Durability = 'throw-away',
): Promise<ThrowAwayPostgres> {
  const programs = ensurePostgres();
  if (programs === undefined) {
    throw new PostgresError(
      'There is no PostgreSQL: install it (Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql), or set TEST_DATABASE_URL.',
    );
  }
  const account = accountFor(process.getuid?.());
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pg-'));
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid!);
  const data = join(folder, 'data');
  const remove = () => rmSync(folder, { recursive: true, force: true });

  const options = { ...account, cwd: folder, encoding: 'utf8' as const };
  const made = spawnSync(
    join(programs, 'initdb'),
    [
      ...['--pgdata', data, '--username', USER, '--auth', 'trust'],
      ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    ],
    options,
  );
  if (made.status !== 0) {
    remove();
    throw new PostgresError(`initdb failed:\n${made.stderr}`);
  }
  const server = spawn(
    join(programs, 'postgres'),
    [
      ...['-D', data, '-k', folder],
      ...(durability === 'durable' ? [] : FAST),
      ...['-c', 'listen_addresses=', '-c', 'max_connections=200'],
    ],
    { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    await ready(server);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    url: `postgres://${USER}@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        // Its fast way to end: without waiting for those who are still connected.
        server.kill('SIGINT');
        await once(server, 'exit');
      }
      remove();
    },
  };
}

/** @throws {PostgresError} */
function accountFor(uid: number | undefined): Account {
  if (uid !== 0) return {};
  const idOf = (option: string) =>
    Number(spawnSync('id', [option, ACCOUNT], { encoding: 'utf8' }).stdout);
  const account = { uid: idOf('-u'), gid: idOf('-g') };
  if (account.uid > 0 && account.gid > 0) return account;
  throw new PostgresError(
    `PostgreSQL does not run as root, and there is no account ${ACCOUNT} here: make one (useradd --system ${ACCOUNT}), or run this as somebody else.`,
  );
}

async function ready(server: ChildProcess): Promise<void> {
  const words: string[] = [];
  const lines = createInterface(server.stderr!);
  for await (const line of lines) {
    words.push(line);
    if (line.includes('ready to accept connections')) {
      server.stderr!.resume();
      return;
    }
  }
  throw new PostgresError(`PostgreSQL did not start:\n${words.join('\n')}`);
}
