import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { percentile } from './percentile.ts';
import { passwordGrant } from './scenarios.ts';

/** How many sign in at the same moment. */
const SIGN_INS = 200;

/** How long one waits for an answer, in seconds. */
const LONGEST_WAIT = 60;

/** What came of it. Times are in milliseconds. */
export interface Burst {
  signIns: number;
  /** How many answers had which status. */
  statuses: Record<number, number>;
  /** How many had no answer. */
  errors: number;
  p95: number;
  /** The most memory that the process ever had, in MiB; nothing where the system does not say. */
  peakMemory: number | undefined;
}

/**
 * Many sign in at once.
 *
 * @param processId of the server
 */
export async function burst(origin: string, processId: number): Promise<Burst> {
  const statuses: Record<number, number> = {};
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url: origin,
        connections: SIGN_INS,
        amount: SIGN_INS,
        timeout: LONGEST_WAIT,
        requests: [passwordGrant.request],
      },
      (cause: unknown, finished) => {
        if (cause) reject(new Error('Nobody could sign in.', { cause }));
        else resolve(finished);
      },
    );
    running.on('response', (_client, status, _bytes, milliseconds) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      times.push(milliseconds);
    });
  });
  return {
    signIns: SIGN_INS,
    statuses,
    errors: result.errors,
    p95: percentile(times, 95),
    peakMemory: peakMemoryOf(processId),
  };
}

/** Linux writes it down. */
function peakMemoryOf(processId: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1_024;
  } catch {
    return undefined;
  }
}
