import type { StartedProcess } from '../../../scripts/child-process.ts';

/** Ends a server in good order: it runs for as long as its standard input is open. */
export async function stop(server: StartedProcess): Promise<void> {
  server.process.stdin?.end();
  await server.stop();
}
