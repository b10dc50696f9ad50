import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../child-process.ts';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, string>;
}

interface Job {
  strategy?: { matrix: Record<string, string[]> };
  steps: Step[];
}

interface Package {
  engines: { node: string };
  scripts: Record<string, string>;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { jobs } = parse(read('.github/workflows/ci.yml'), {
  strict: true,
  uniqueKeys: true,
}) as { jobs: Record<'test' | 'adopt' | 'postgres', Job> };
const manifest = JSON.parse(read('package.json')) as Package;

const commands = ({ steps }: Job) =>
  steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

describe('continuous integration', () => {
  test('runs the whole of npm test, on the oldest Node.js that is allowed and on the newest', () => {
    assert.deepEqual(commands(jobs.test), ['npm ci', 'bash .ci/run']);
    assert.match(read('.ci/run'), /^npm test$/m);
    const versions = jobs.test.strategy?.matrix['node-version'] ?? [];
    assert.deepEqual(versions, ['20.19', '24']);
    assert.equal(manifest.engines.node, `>= ${versions[0]}.0`);
    const node = jobs.test.steps.find(({ uses }) =>
      /setup-node/.test(uses ?? ''),
    );
    assert.equal(node?.with?.['node-version'], '${{ matrix.node-version }}');
  });

  test('runs server and browser on PostgreSQL', () => {
    const run = commands(jobs.postgres);
    assert.match(run[0] ?? '', /apt-get install --yes postgresql$/);
    assert.deepEqual(run.slice(1), [
      'npm ci',
      'npm run test:server:postgres',
      'npm run test:e2e:postgres',
    ]);
  });

  test('takes Latchkey over into a fresh app', () => {
    assert.deepEqual(commands(jobs.adopt), ['npm ci', 'npm run test:adopt']);
  });

  test('runs nothing that package.json does not have', () => {
    for (const command of Object.values(jobs).flatMap(commands)) {
      const script = /^npm run (\S+)$/.exec(command)?.[1];
      if (script !== undefined) assert.ok(manifest.scripts[script], script);
    }
  });
});
