import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackage } from './install-package.ts';

/** Where Debian and Ubuntu keep the programs of each version, which are not on the PATH. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** Homebrew's, and those of the installers for macOS. */
const OTHER_FOLDERS = ['/opt/homebrew/bin', '/usr/local/bin'];

/**
 * Makes sure that there is a PostgreSQL to test on: one that is installed, or Debian's, which root may install.
 *
 * @returns the folder of its programs; nothing where there is none, and we may not install one
 */
export function ensurePostgres(): string | undefined {
  const found = findPostgres();
  if (found !== undefined) return found;
  installPackage('postgresql');
  return findPostgres();
}

/** The newest of Debian's, else the one on the PATH. The command `postgres` alone is not enough: `initdb` makes the cluster. */
function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const folders = [
    ...versions
      .sort((one, other) => Number(other) - Number(one))
      .map((version) => join(DEBIAN_FOLDER, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...OTHER_FOLDERS,
  ];
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
}
