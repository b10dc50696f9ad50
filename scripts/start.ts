/**
 * `npm start`: the real server on its embedded database, and the app against it. With `--mirage` the app alone, on the
 * simulated server.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRootUrl } from './read-root-url.ts';
import { root, start } from './child-process.ts';
import { pagesOfApp } from './development-pages.ts';
import {
  developmentSettings,
  startSimulatedProvider,
} from './development-providers.ts';
import { freePort } from './free-port.ts';
import { startServer } from './start-server.ts';

const isSimulated = process.argv.includes('--mirage');

/** The first build makes a cache. In milliseconds. */
const VITE_TIMEOUT = 180_000;

// What `.env` says is for both: the server must know the client by the id that the app has.
for (const file of ['.env.development', '.env']) {
  const path = join(root, file);
  if (existsSync(path)) process.loadEnvFile(path);
}

console.log('Starting Latchkey. The first start takes a little longer.');

const port = await freePort(4200);
const address = `http://localhost:${port}`;
const rootUrl = readRootUrl('development');

const provider = isSimulated
  ? undefined
  : await startSimulatedProvider(await freePort(4400));

// All ways to sign in work at once: those that are not set up are played by a stand-in, and the buttons say so.
if (provider) {
  Object.assign(
    process.env,
    developmentSettings(process.env, { address, provider: provider.answer }),
  );
}

const publicUrl = process.env['PUBLIC_URL'] ?? address;
const server = isSimulated
  ? undefined
  : await startServer({
      PORT: String(await freePort(3000)),
      // Browsers see it behind the app's own address.
      PUBLIC_URL: publicUrl,
      ...pagesOfApp(`${publicUrl}${rootUrl}`, join(root, '.env.server')),
    });

const vite = await start({
  command: [
    'node_modules/vite/bin/vite.js',
    ...['--port', String(port), '--strictPort'],
  ],
  environment: {
    SIMULATE_SERVER: String(isSimulated),
    APP_ORIGIN: address,
    ...(server && { API_PROXY: server.answer }),
  },
  // Ember's own build beside it.
  hasChildren: true,
  ready: /Local:\s+(\S+)/,
  timeout: VITE_TIMEOUT,
});
// From here on its words are of interest: a file that does not compile, a page that was reloaded.
vite.process.stdout?.pipe(process.stdout);
vite.process.stderr?.pipe(process.stderr);

console.log(`
  Latchkey   ${address}${rootUrl}
  Server     ${server?.answer ?? 'simulated in the page'}
  Sign in    demo@latchkey.test / open-sesame-42${played()}

  Stop with Ctrl+C.
`);

function played(): string {
  const ids = process.env['SIMULATED_PROVIDERS'];
  return provider && ids
    ? `\n  Simulated  ${ids.replaceAll(',', ', ')} (set their client ids in .env for the real ones)`
    : '';
}

const stop = async () => {
  await Promise.all([vite.stop(), server?.stop(), provider?.stop()]);
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
for (const child of [vite, server, provider]) {
  child?.process.once('exit', () => void stop());
}
