import { start, type StartedProcess } from './child-process.ts';

/** Its first start makes a database. In milliseconds. */
const TIMEOUT = 90_000;

/**
 * Starts the real server in a process of its own, which ends with this one.
 *
 * @param environment its settings, over those of this process
 * @returns the process; `answer` is where it listens: scheme, host and port
 */
export function startServer(
  environment: Record<string, string>,
): Promise<StartedProcess> {
  return start({
    command: ['--import', 'tsx', 'server/main.ts', 'serve'],
    environment: { LATCHKEY_EXIT_WITH_PARENT: '1', ...environment },
    ready: /^Latchkey server on (\S+)/,
    timeout: TIMEOUT,
  });
}
