import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { secondsAfter } from '../../clock.ts';
import type { ServerOfContract } from './contract-target.ts';
import { fingerprint } from './database.ts';
import { createWithTables } from './postgres.ts';
import { startRoundRobin } from './round-robin.ts';
import { TEST_START } from './server.ts';
import type { Order, Report } from './server-process.ts';

const PROGRAM = fileURLToPath(new URL('./server-process.ts', import.meta.url));

/** Several servers on one database, seen as one. */
export interface ServerProcesses extends ServerOfContract {
  /** How many requests each has had. */
  counts(): readonly number[];
}

/**
 * Starts test servers, each a process of its own, on one new database, behind one address that gives each request to the
 * next of them. They share a clock that moves when a test says so.
 * @param postgres where the database is made, and dropped
 */
export async function startServerProcesses(
  postgres: string,
  count: number,
): Promise<ServerProcesses> {
  const database = await createWithTables(postgres, await fingerprint());
  const balancer = await startRoundRobin();
  const { origin } = balancer;
  const processes = Array.from({ length: count }, () =>
    fork(PROGRAM, { execArgv: ['--import', 'tsx'], serialization: 'advanced' }),
  );
  const tellAll = (order: Order) =>
    Promise.all(processes.map((process) => tell(process, order)));
  balancer.behind(
    await tellAll({
      kind: 'start',
      databaseUrl: database.url,
      publicOrigin: origin,
    }),
  );
  let now = TEST_START;

  const resetWith: ServerOfContract['resetWith'] = async (
    contract,
    { settings },
  ) => {
    now = TEST_START;
    const [first, ...others] = processes;
    assert.ok(first);
    const order = { kind: 'reset', contract, settings } as const;
    await tell(first, { ...order, isFirst: true });
    await Promise.all(
      others.map((other) => tell(other, { ...order, isFirst: false })),
    );
  };

  return {
    origin,
    counts: () => balancer.counts(),
    fetch: (path, init) => fetch(origin + path, init),
    now: () => now,
    advance: async (seconds) => {
      now = secondsAfter(now, seconds);
      await tellAll({ kind: 'advance', seconds });
    },
    resetWith,
    reset: (settings) => resetWith(settings, {}),
    close: async () => {
      for (const process of processes) process.kill();
      await balancer.close();
      await database.drop();
    },
  };
}

/** @returns where the process listens */
async function tell(process: ChildProcess, order: Order): Promise<string> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const answered = Promise.race([
    once(process, 'message', { signal }).then(([answer]) => answer as Report),
    once(process, 'exit', { signal }).then((): Report => ({
      kind: 'failed',
      why: 'The process has ended.',
    })),
  ]);
  process.send(order);
  const report = await answered;
  waiting.abort();
  if (report.kind === 'failed') throw new Error(report.why);
  return report.origin;
}
