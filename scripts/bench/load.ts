import autocannon from 'autocannon';
import { percentile } from './percentile.ts';
import type { LoadRow } from './table.ts';

/** How much load there is. */
export interface LoadOptions {
  /** For each kind of request. */
  seconds: number;
  /** How many requests are on their way at once. */
  connections: number;
}

/** One kind of request. */
export interface Scenario {
  name: string;
  request: autocannon.Request;
}

/** Before anything is measured, in seconds: code is compiled, caches and connections are filled. */
const WARM_UP = 1;

/** Asks the same again and again, on all connections at once, and measures the answers. */
export async function load(
  server: { name: string; origin: string },
  { name, request }: Scenario,
  options: LoadOptions,
): Promise<LoadRow> {
  const common = {
    url: server.origin,
    connections: options.connections,
    requests: [request],
  };
  await autocannon({ ...common, duration: WARM_UP });

  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      { ...common, duration: options.seconds },
      (cause: unknown, finished) => {
        if (cause) reject(new Error(`${name} could not be asked.`, { cause }));
        else resolve(finished);
      },
    );
    running.on('response', (_client, _status, _bytes, milliseconds) => {
      times.push(milliseconds);
    });
  });
  return {
    server: server.name,
    request: name,
    perSecond: times.length / result.duration,
    p50: percentile(times, 50),
    p99: percentile(times, 99),
    failed: result.non2xx + result.errors,
  };
}
