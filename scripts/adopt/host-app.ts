import { spawnSync } from 'node:child_process';
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readlink,
  symlink,
} from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../child-process.ts';

/** What npm knows of a tree. It writes it anew, so the host app has one of its own. */
const NPM_MEMORY = '.package-lock.json';

/** Beside the packages themselves; other names with a dot are caches. */
const COMMANDS = '.bin';

/**
 * Makes a fresh app, as `ember new` does: by the blueprint that Latchkey itself was made with, from the installed packages.
 *
 * @param folder where to make it; it may not be there yet
 */
export async function makeHostApp(folder: string): Promise<void> {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/ember-cli/bin/ember'),
      ...['new', 'host-app', '--typescript', '--no-welcome'],
      ...['--skip-npm', '--skip-git', '--directory', folder],
      ...['--blueprint', join(root, 'node_modules/@ember/app-blueprint')],
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, CI: 'true' } },
  );
  if (status !== 0) throw new Error(`ember new failed:\n${stderr}`);
  await lendPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** Gives the app our packages without a download: npm takes away what its package.json does not name, and brings what is missing. */
async function lendPackages(ours: string, theirs: string): Promise<void> {
  await mkdir(theirs);
  for (const name of await readdir(ours)) {
    if (name.startsWith('.') && name !== COMMANDS) continue;
    await lend(join(ours, name), join(theirs, name));
  }
  // The last one, because npm believes it only if it is newer than the folders.
  await copyFile(join(ours, NPM_MEMORY), join(theirs, NPM_MEMORY));
}

/** Hard links, or copies where the two places are not on one disk. */
async function lend(from: string, to: string): Promise<void> {
  await mkdir(to);
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const source = join(from, entry.name);
      const target = join(to, entry.name);
      if (entry.isDirectory()) return lend(source, target);
      if (entry.isSymbolicLink()) {
        return symlink(await readlink(source), target);
      }
      return link(source, target).catch(() => copyFile(source, target));
    }),
  );
}
