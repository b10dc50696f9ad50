import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../../contract/seed.ts';
import { startServer } from '../start-server.ts';
import type { BenchDatabase } from './databases.ts';
import { percentile } from './percentile.ts';

/** Of each of the two. */
export const TRIALS = 200;

/** The first ones compile. */
const WARM_UP = 20;

/** How far the ratio may be from 1, either way: what is measured is the same work, on a machine that does other work, too. */
export const MAX_RATIO = 1.15;

/** How long a wrong password takes, in milliseconds. */
export interface Timing {
  known: number[];
  unknown: number[];
}

const USERNAMES = {
  known: DEMO_ACCOUNT.email,
  unknown: 'nobody@latchkey.test',
};

/**
 * Tries a wrong password at an account that there is, and at one that there is not, in turn, one after the other.
 *
 * @param now milliseconds
 */
export async function measureTiming(
  refuse: (username: string) => Promise<void>,
  trials: number = TRIALS,
  now: () => number = () => performance.now(),
): Promise<Timing> {
  const times: Timing = { known: [], unknown: [] };
  for (let trial = -WARM_UP; trial < trials; trial += 1) {
    // Who is first changes, so that nobody always comes after the same.
    const names = ['known', 'unknown'] as const;
    for (const name of trial % 2 === 0 ? names : names.toReversed()) {
      const started = now();
      await refuse(USERNAMES[name]);
      if (trial >= 0) times[name].push(now() - started);
    }
  }
  return times;
}

/** Of the medians: known to unknown. */
export function ratioOf({ known, unknown }: Timing): number {
  return percentile(known, 50) / percentile(unknown, 50);
}

/** One line. */
export function describeTiming(name: string, timing: Timing): string {
  const medians = [timing.known, timing.unknown]
    .map((times) => `${percentile(times, 50).toFixed(1)} ms`)
    .join(' and ');
  return `${name}: a wrong password at a known and at an unknown account, ${timing.known.length} interleaved trials each: medians ${medians}, ratio ${ratioOf(timing).toFixed(3)}`;
}

/** The same, by HTTP on a server of its own that throttles nobody. */
export async function measureServerTiming({
  settings,
}: BenchDatabase): Promise<Timing> {
  const server = await startServer({
    ...settings,
    NODE_ENV: 'production',
    SEED_DEMO: 'on',
    SIGN_IN_FREE_FAILURES: '1000',
    PORT: '0',
  });
  try {
    return await measureTiming(async (username) => {
      const response = await fetch(`${server.answer}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'password',
          username,
          password: 'a wrong one',
          client_id: FIRST_PARTY_CLIENT.id,
        }),
      });
      assert.equal(response.status, 400, await response.text());
    });
  } finally {
    await server.stop();
  }
}
