/**
 * Brings the dependencies when they are missing or out of date, so that a fresh clone needs one command. Runs before
 * `npm start`, `npm test` and their kin, in plain Node: there may be nothing else yet.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Latchkey needs Node 20.19 or later; this is ${process.version}.`,
  );
  process.exitCode = 1;
} else if (!isUpToDate()) {
  console.log('Bringing the dependencies: npm ci');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}

/** Whether what npm installed is what the lock file names. Packages of other platforms may be absent. */
function isUpToDate() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) =>
      path === '' || optional || peer || installed[path]?.version === version,
  );
}

function readPackages(file) {
  const path = join(root, file);
  if (!existsSync(path)) return {};
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
