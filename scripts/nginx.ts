/**
 * `npm run nginx -- --out <folder>`: what an nginx needs to serve the built app and to stand before the servers: the app's
 * files with the settings of this environment, and the configuration, made from `deploy/nginx/`.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SettingsError } from '../server/settings-reader.ts';
import { merge, readSources } from './doctor/sources.ts';
import { root } from './child-process.ts';
import { writeSite } from './nginx/write-site.ts';

const USAGE = 'Usage: npm run nginx -- --out <folder> [--app dist]';

async function main(): Promise<void> {
  const { app, out } = readArguments();
  const { app: ofApp, server } = readSources(root, 'production', process.env);
  try {
    await writeSite(merge(server, ofApp), {
      app: resolve(root, app),
      out: resolve(out),
    });
    process.stdout.write(
      `Written to ${resolve(out)}. Try it: nginx -t -c ${resolve(out)}/nginx/nginx.conf\n`,
    );
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function readArguments(): { app: string; out: string } {
  const { app, out } = parseArgs({
    options: {
      app: { type: 'string', default: 'dist' },
      out: { type: 'string' },
    },
  }).values;
  if (out !== undefined) return { app, out };
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

await main();
