import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { root } from '../child-process.ts';

/** What is made by tools, and the settings of one machine, which must not decide about tests. */
const LEFT_OUT =
  /^(?:node_modules|\.git|dist|dist-test|tmp|coverage|test-results|playwright-report|\.(?:data|cache|eslintcache)|\.env(?:\.(?!.*example).*)?)$/;

/** A copy of the project, in which files may be spoilt. */
export interface WorkingCopy {
  folder: string;
  remove(): void;
}

/**
 * Copies the project, as it is with all that is not committed, to a folder of its own. The dependencies are the project's,
 * but for what tools write beside them.
 */
export function createWorkingCopy(): WorkingCopy {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-mutations-'));
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => {
      const [first = ''] = relative(root, path).split(sep);
      return !LEFT_OUT.test(first);
    },
  });
  linkDependencies(join(folder, 'node_modules'));
  // For what tests leave behind that are stopped in the middle.
  mkdirSync(join(folder, 'tmp'));
  return {
    folder,
    remove: () =>
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

function linkDependencies(folder: string): void {
  const dependencies = join(root, 'node_modules');
  mkdirSync(folder);
  for (const name of readdirSync(dependencies)) {
    // Caches; and among what begins with a dot only the programs are wanted.
    if (name.startsWith('.') && name !== '.bin') continue;
    symlinkSync(join(dependencies, name), join(folder, name));
  }
}
