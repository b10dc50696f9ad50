import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { after, test } from 'node:test';
import { follow } from '../adopt/follow.ts';
import { readInstructions, type Instruction } from '../adopt/instructions.ts';
import { root } from '../child-process.ts';

/** What every app of the blueprint has, or makes when it is built. */
const BLUEPRINT = [
  'app/config/environment',
  'app/app',
  'app/router',
  'app/services/store',
];

const folder = mkdtempSync(join(tmpdir(), 'latchkey-adopt-files-'));
after(() => rmSync(folder, { recursive: true }));

test('what docs/adopt.md copies and writes imports nothing that it leaves behind', async () => {
  const document = readFileSync(join(root, 'docs/adopt.md'), 'utf8');
  for (const name of ['app/styles', 'config']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  for (const instruction of readInstructions(document)) {
    if (bringsFiles(instruction)) await follow(instruction, folder);
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.g?ts$/.test(file))
    .map((file) => join(folder, file));
  assert.ok(files.length > 100, `${files.length} files`);
  const missing = files.flatMap((file) =>
    importsOf(file)
      .filter((path) => !isThere(path))
      .map((path) => `${nameOf(file)} imports ${nameOf(path)}`),
  );
  assert.deepEqual(missing, []);
});

/** Commands that do more have to do with packages, which nothing is known of here. */
function bringsFiles(instruction: Instruction): boolean {
  if (instruction.kind !== 'run') return instruction.kind === 'create';
  return instruction.command
    .trim()
    .split('\n')
    .every((line) => /^(mkdir|cp) /.test(line));
}

/** The files that a file imports, as types too. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*'(\.{1,2}\/[^']+)'/g)].map(
    ([, path]) => resolve(dirname(file), path!),
  );
}

function isThere(path: string): boolean {
  const endings = ['', '.ts', '.gts', '.js', '/index.ts'];
  return (
    BLUEPRINT.includes(nameOf(path)) ||
    endings.some((ending) => existsSync(`${path}${ending}`))
  );
}

const nameOf = (path: string) => relative(folder, path);
