import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/child-process.ts';

/** What the build is made of. */
const SOURCES = [
  'app',
  'config',
  'public',
  'index.html',
  'babel.config.mjs',
  'ember-cli-build.js',
  'vite.config.mjs',
  'scripts/read-root-url.ts',
  'package-lock.json',
];

/** The built app. */
export const dist = join(root, 'dist');

/**
 * Builds the app for production, unless that was done since the last change of its sources.
 *
 * @param folder to put it into
 * @param rootUrl the path that it is built for
 */
export function buildIfStale(folder = dist, rootUrl = '/'): void {
  const page = join(folder, 'index.html');
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0;
  if (builtAt > Math.max(...SOURCES.map(lastChange))) return;

  console.log(`Building the app for ${rootUrl}.`);
  const run = (...command: string[]) => runNode(command, rootUrl);
  run('node_modules/vite/bin/vite.js', 'build', '--outDir', folder);
  run('--import', 'tsx', 'scripts/precompress.ts', folder);
}

function runNode(command: readonly string[], rootUrl: string): void {
  const { status, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    // Playwright names the environment `test`; what is tested is what goes to production.
    env: { ...process.env, NODE_ENV: 'production', ROOT_URL: rootUrl },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr}`);
}

function lastChange(source: string): number {
  const path = join(root, source);
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(
    0,
    ...entries.map((entry) => statSync(join(path, entry)).mtimeMs),
  );
}
