import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../child-process.ts';
import type { Change, Instruction } from './instructions.ts';

/** What lies in the host's folder already is taken; what is missing comes as fast as it can. */
const NPM = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_ignore_scripts: 'true',
  npm_config_prefer_offline: 'true',
};

/**
 * Does one thing that the document says, in the folder of an app.
 *
 * @throws {Error} with the line of the document where it can't be done
 */
export async function follow(
  instruction: Instruction,
  folder: string,
): Promise<void> {
  try {
    await doIt(instruction, folder);
  } catch (cause) {
    const where = `docs/adopt.md, line ${instruction.line}`;
    throw new Error(`${where}: ${String(cause)}`, { cause });
  }
}

async function doIt(instruction: Instruction, folder: string): Promise<void> {
  switch (instruction.kind) {
    case 'run':
      return run(instruction.command, folder);
    case 'create': {
      const path = join(folder, instruction.path);
      await mkdir(dirname(path), { recursive: true });
      return writeFile(path, instruction.text);
    }
    case 'change': {
      const path = join(folder, instruction.path);
      const text = await readFile(path, 'utf8');
      return writeFile(path, instruction.changes.reduce(change, text));
    }
  }
}

function run(command: string, folder: string): void {
  const { status } = spawnSync('bash', ['-euo', 'pipefail', '-c', command], {
    cwd: folder,
    stdio: 'inherit',
    // What is built is what goes to production, whoever runs this.
    env: { ...process.env, ...NPM, LATCHKEY: root, NODE_ENV: undefined },
  });
  if (status !== 0) throw new Error(`It ended with ${status}.`);
}

/** @throws {Error} where the lines are not in the file, or not once */
function change(text: string, { before, after }: Change): string {
  const parts = `\n${text}`.split(`\n${before}`);
  if (parts.length !== 2) {
    throw new Error(`${parts.length - 1} places in the file are:\n${before}`);
  }
  return parts.join(`\n${after}`).slice(1);
}
