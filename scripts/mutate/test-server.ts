/**
 * Serves the page of the tests from the working copy that it is started in. A process of its own, because the build of an
 * Ember app takes the current folder for the app's.
 */
import { join } from 'node:path';
import { createServer } from 'vite';

// Embroider starts ember-cli as a child with the flags of this process, and it is none that tsx should read.
process.execArgv = [];

const server = await createServer({
  mode: 'test',
  logLevel: 'error',
  server: {
    port: 0,
    hmr: false,
    // Which file has changed, we are told.
    watch: null,
    // The dependencies lie where the project is.
    fs: { strict: false },
  },
});
await server.listen();

process.on('message', ({ file }: { file: string }) => {
  const path = join(process.cwd(), file);
  for (const { moduleGraph } of Object.values(server.environments)) {
    moduleGraph.onFileChange(path);
  }
  process.send?.({ file });
});
// It leads a group, of which ember-cli is a part.
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
process.send?.({ address: server.resolvedUrls?.local[0] });
