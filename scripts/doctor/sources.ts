import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseEnv } from 'node:util';
import dotenv from '../../config/dotenv.js';
import type { Environment } from '../../server/settings-reader.ts';

/** What the settings are for. */
export type EnvironmentName = 'development' | 'production';

/** The server's own file: its settings, and its secrets. */
export const SERVER_FILE = '.env.server';

/** Everything that is written somewhere, not yet understood. */
export interface Sources {
  /** All files that are the app's, also those of other environments. */
  appFiles: readonly { name: string; values: Environment }[];
  /** What the app's build sees: its files for this environment, and the process's environment. */
  app: Environment;
  /** What the server sees that is started by itself: its file, and the process's environment. */
  server: Environment;
  hasServerFile: boolean;
  /** Whether git keeps the server's file. */
  isServerFileTracked: boolean;
}

/**
 * Reads the settings' files of a folder.
 *
 * @param processEnvironment wins over all files
 */
export function readSources(
  root: string,
  environment: EnvironmentName,
  processEnvironment: Environment,
): Sources {
  const serverFile = join(root, SERVER_FILE);
  const hasServerFile = existsSync(serverFile);
  // The first of them wins.
  const own = dotenv(environment, root).path.map(read).reverse();
  return {
    appFiles: appFiles(root),
    app: merge(...own, processEnvironment),
    server: merge(hasServerFile ? read(serverFile) : {}, processEnvironment),
    hasServerFile,
    isServerFileTracked: hasServerFile && isTracked(root, SERVER_FILE),
  };
}

/** One environment of several; a later one wins. */
export function merge(...environments: readonly Environment[]): Environment {
  return Object.assign({}, ...environments) as Environment;
}

function appFiles(root: string): Sources['appFiles'] {
  return readdirSync(root)
    .filter((name) => /^\.env(\.|$)/.test(name))
    .filter((name) => name !== SERVER_FILE && !name.endsWith('.example'))
    .map((name) => ({ name: basename(name), values: read(join(root, name)) }));
}

function read(file: string): Environment {
  return parseEnv(readFileSync(file, 'utf8'));
}

function isTracked(root: string, file: string): boolean {
  const command = ['ls-files', '--error-unmatch', '--', file];
  return spawnSync('git', command, { cwd: root }).status === 0;
}
