import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

const READY = /Latchkey server on (http:\/\/127\.0\.0\.1:\d+)\n/;

/** The command line, as a process of its own, with these settings and no others. */
export function runServer(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  return spawn(
    process.execPath,
    ['--import', 'tsx', 'server/main.ts', ...parameters],
    {
      // A server that ought to have refused to start must not hold the test.
      timeout: 300_000,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        APP_DIR: '/nonexistent',
        ...environment,
      },
    },
  );
}

/** Where a server listens, once it says so. */
export async function ready(
  server: ChildProcessWithoutNullStreams,
): Promise<string> {
  let output = '';
  for await (const chunk of server.stdout.iterator({
    destroyOnReturn: false,
  })) {
    output += String(chunk);
    const [, origin] = READY.exec(output) ?? [];
    if (origin !== undefined) {
      server.stdout.resume();
      return origin;
    }
  }
  throw new Error(`the server did not start: ${output}`);
}

/** How a command ended, and what it wrote until then. */
export async function finish(
  command: ChildProcessWithoutNullStreams,
): Promise<{ code: number | null; output: string; errors: string }> {
  let output = '';
  let errors = '';
  command.stdout.on('data', (chunk) => (output += String(chunk)));
  command.stderr.on('data', (chunk) => (errors += String(chunk)));
  if (command.exitCode === null) await once(command, 'close');
  return { code: command.exitCode, output, errors };
}
