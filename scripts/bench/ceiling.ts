import { start } from '../child-process.ts';
import { load, type LoadOptions } from './load.ts';
import type { LoadRow } from './table.ts';

/** In milliseconds. */
const TIMEOUT = 60_000;

/** What hono on the same adapter answers when it has nothing to do. */
export async function measureCeiling(options: LoadOptions): Promise<LoadRow> {
  const server = await start({
    command: ['--import', 'tsx', 'scripts/bench/ceiling-server.ts'],
    environment: { NODE_ENV: 'production' },
    ready: /^Constant on (\S+)/,
    timeout: TIMEOUT,
  });
  try {
    return await load(
      { name: 'hono alone', origin: server.answer },
      { name: 'a constant', request: { method: 'GET', path: '/' } },
      options,
    );
  } finally {
    await server.stop();
  }
}
