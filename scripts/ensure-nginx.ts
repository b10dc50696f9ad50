import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackage } from './install-package.ts';

/** Where it is that not every PATH names. */
const OTHER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/**
 * Makes sure that there is an nginx to test with: one that is installed, or Debian's, which root may install.
 *
 * @returns the path of its program; nothing where there is none, and we may not install one
 */
export function ensureNginx(): string | undefined {
  const found = findNginx();
  if (found !== undefined) return found;
  installPackage('nginx');
  return findNginx();
}

/** The one on the PATH, or where systems keep it. */
export function findNginx(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders, ...OTHER_FOLDERS]
    .map((folder) => join(folder, 'nginx'))
    .find((file) => existsSync(file));
}
