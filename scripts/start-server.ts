import { start, type StartedProcess } from './child-process.ts';

/** Its first start makes a database. In milliseconds. */
const TIMEOUT = 90_000;

/**
 * Starts the real server in a process of its own, which ends with this one.
 *
 * @param environment its settings, over those of this process
 * @param hear is told each line that it prints
 * @returns the process; `answer` is where it listens: scheme, host and port
 */
export function startServer(
  environment: Record<string, string>,
  hear?: (line: string) => void,
): Promise<StartedProcess> {
  return start({
    command: ['--import', 'tsx', 'server/main.ts', 'serve'],
    environment: { LATCHKEY_EXIT_WITH_PARENT: '1', ...environment },
    ready: /^Latchkey server on (\S+)/,
    timeout: TIMEOUT,
    ...(hear && { hear }),
  });
}
