import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { readInstructions } from '../adopt/instructions.ts';
import { root } from '../child-process.ts';
import {
  problemsOfBlock,
  unknownScripts,
} from '../documents/check-commands.ts';
import { codeBlocks } from '../documents/code-blocks.ts';
import { anchorsOf, relativeLinks } from '../documents/links.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'deploy/README.md',
  'server/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];

/** What a line begins with that somebody may paste into a shell. */
const COMMAND = /^(npm|npx|node|cp|docker|git) /m;

for (const path of DOCUMENTS) {
  describe(path, () => {
    const text = read(path);

    test('what is to be run can be run, or is marked as an example', () => {
      const blocks = codeBlocks(text).filter(({ isExample }) => !isExample);
      for (const { language, line, text } of blocks) {
        const isShell = language === 'sh';
        assert.ok(isShell || language || !COMMAND.test(text), `line ${line}`);
        if (!isShell) continue;
        assert.deepEqual(problemsOfBlock(text), [], `line ${line}`);
      }
      assert.deepEqual(unknownScripts(text), []);
    });

    test('its links lead somewhere', () => {
      for (const link of relativeLinks(text)) {
        const target = link.path ? join(dirname(path), link.path) : path;
        const name = `${link.path}#${link.anchor}`;
        assert.ok(existsSync(join(root, target)), name);
        if (!link.anchor) continue;
        assert.ok(anchorsOf(read(target)).has(link.anchor), name);
      }
    });
  });
}

describe('docs/', () => {
  test('has no document that README.md does not lead to', () => {
    const linked = relativeLinks(read('README.md')).map(({ path }) => path);
    const lonely = DOCUMENTS.filter((path) => /^docs\/[^/]+$/.test(path));
    assert.deepEqual(
      lonely.filter((path) => !linked.includes(path)),
      [],
    );
  });

  test('adopt.md says what its trial can do: commands, new files, changes', () => {
    const kinds = readInstructions(read('docs/adopt.md')).map(
      ({ kind }) => kind,
    );
    assert.deepEqual(new Set(kinds), new Set(['run', 'create', 'change']));
  });
});

describe('a document that is wrong', () => {
  test('names a script, a file, a package, a setting or a program that there is not', () => {
    assert.deepEqual(
      problemsOfBlock(
        [
          'npm run nothing',
          'npm run server -- dance',
          'npm install idb-keyval@^1.0.0',
          'cp "$LATCHKEY"/app/auth/{errors,nobody}.ts app/auth/',
          'NO_SUCH_THING=1 npm test && teleport',
        ].join('\n'),
      ),
      [
        'npm: there is no script nothing',
        'server/commands/dance.ts: no such file',
        'idb-keyval@^1.0.0: package.json has ^6.3.0',
        'app/auth/nobody.ts: no such file',
        'NO_SUCH_THING: no such setting',
        'teleport: nobody checks it; mark the block as example',
      ],
    );
  });

  test('is seen by its blocks and links, and not by what stands in code', () => {
    const text = [
      '# One, two: *three*',
      '[a](other.md#part) `[b](no.md)` [c](https://example.com) [d](#one-two-three)',
      '```sh example',
      '[e](no.md)',
      '# no heading',
      '```',
      '# One, two: three',
    ].join('\n');
    const [block] = codeBlocks(text);
    assert.deepEqual([block?.isExample, block?.line], [true, 3]);
    assert.deepEqual(relativeLinks(text), [
      { path: 'other.md', anchor: 'part' },
      { path: '', anchor: 'one-two-three' },
    ]);
    assert.deepEqual(
      [...anchorsOf(text)],
      ['one-two-three', 'one-two-three-1'],
    );
  });
});
