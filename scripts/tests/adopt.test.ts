import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { follow } from '../adopt/follow.ts';
import { readInstructions } from '../adopt/instructions.ts';

/** A document with these blocks. */
const documentOf = (...blocks: [language: string, text: string][]) =>
  blocks
    .map(([language, text]) => `\`\`\`${language}\n${text}\n\`\`\`\n`)
    .join('\n');

describe('the trial of docs/adopt.md', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-adopt-test-'));
    await writeFile(join(folder, 'router.ts'), 'one\ntwo\nthree\ntwo\n');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const followAll = async (markdown: string) => {
    for (const instruction of readInstructions(markdown)) {
      await follow(instruction, folder);
    }
  };
  const read = (path: string) => readFile(join(folder, path), 'utf8');

  test('runs commands, writes new files and changes those that are there, in their order', async () => {
    await followAll(
      documentOf(
        ['ts', '// app/new.ts\nexport default 1;'],
        ['sh', 'cp app/new.ts copy.ts\ntest -d "$LATCHKEY/app/auth"'],
        ['diff', '--- router.ts\n@@\n one\n-two\n+2\n three\n@@\n two\n+four'],
        ['sh example', 'exit 1'],
      ),
    );
    assert.equal(await read('copy.ts'), 'export default 1;\n');
    assert.equal(await read('router.ts'), 'one\n2\nthree\ntwo\nfour\n');
  });

  test('stops, with the line, at what can’t be done', async () => {
    const lies: [language: string, text: string, why: RegExp][] = [
      ['sh', 'cp nobody.ts here.ts\ntrue', /line 1: .*ended with 1/],
      ['diff', '--- router.ts\n@@\n-four', /line 1: .*0 places/],
      ['diff', '--- router.ts\n@@\n-two', /line 1: .*2 places/],
      ['diff', '--- nobody.ts\n@@\n-two', /line 1: .*ENOENT/],
      ['ts', 'export default 1;', /Line 1: no file is named/],
    ];
    for (const [language, text, why] of lies) {
      await assert.rejects(followAll(documentOf([language, text])), why);
    }
  });
});
