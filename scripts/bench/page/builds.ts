import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildIfStale, dist } from '../../../tests/e2e/support/build.ts';
import { root } from '../../child-process.ts';

/** Folders with the two apps, built for production and compressed. */
export interface Builds {
  ours: string;
  bare: string;
}

const BARE_APP = join(root, 'bench/bare-ember-app');
const BARE_BUILD = join(root, 'tmp/bare-ember-app');

/** Builds ours unless that was done since its last change, and the bare app each time. */
export function build(): Builds {
  buildIfStale();
  console.log('Building the bare Ember app.');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  run(BARE_APP, vite, 'build', '--outDir', BARE_BUILD, '--emptyOutDir');
  run(root, '--import', 'tsx', 'scripts/precompress.ts', BARE_BUILD);
  return { ours: dist, bare: BARE_BUILD };
}

function run(folder: string, ...command: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr}`);
}
