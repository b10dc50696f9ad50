import { performance } from 'node:perf_hooks';
import type { Database } from '../../server/database/open.ts';
import { authenticate } from '../../server/sessions/authenticate.ts';
import { anyToken } from './many-tokens.ts';
import { percentile } from './percentile.ts';

/** How many tokens are looked up, one after the other. */
const LOOK_UPS = 5_000;

/**
 * How long it takes the database to say whom a token stands for, without HTTP.
 *
 * @param rows how many tokens there are
 * @returns milliseconds
 */
export async function measureLookUps(
  database: Database,
  rows: number,
): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (let done = 0; done < LOOK_UPS; done += 1) {
    const token = anyToken(rows);
    const started = performance.now();
    const principal = await authenticate(database, token, {
      now: new Date(),
      address: undefined,
    });
    times.push(performance.now() - started);
    if (!principal) throw new Error(`${token} is not valid.`);
  }
  return { p50: percentile(times, 50), p99: percentile(times, 99) };
}
