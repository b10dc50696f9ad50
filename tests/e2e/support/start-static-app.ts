import { start, type StartedProcess } from '../../../scripts/child-process.ts';

/** In milliseconds. */
const TIMEOUT = 60_000;

/** Serves the built app alone, in a process of its own. `answer` is its origin. */
export function startStaticApp(
  settings: Readonly<Record<string, string>>,
): Promise<StartedProcess> {
  return start({
    command: ['--import', 'tsx', 'tests/e2e/support/static-app.ts'],
    environment: settings,
    ready: /^App on (\S+)/,
    timeout: TIMEOUT,
  });
}
