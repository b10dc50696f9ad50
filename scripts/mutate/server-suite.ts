import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { TestRun } from './mutation.ts';
import { endGroup } from '../process-group.ts';
import type { Outcome, Suite } from './suite.ts';

type ServerRun = Extract<TestRun, { suite: 'server' }>;

/** Longer than any file of tests takes, in milliseconds: a guard that is gone may leave something waiting for ever. */
const TIMEOUT = 180_000;

/** Node's own test runner, on one file. It is stopped at the first test that fails. */
export function serverSuite(folder: string): Suite<ServerRun> {
  let child: ChildProcess | undefined;
  return {
    async run({ filter, tests }) {
      const file = join('server', 'tests', `${tests}.test.ts`);
      child = spawn(
        process.execPath,
        [
          ...['--import', 'tsx', '--test', '--test-reporter=tap'],
          ...(filter === undefined ? [] : [`--test-name-pattern=${filter}`]),
          file,
        ],
        {
          cwd: folder,
          env: { ...process.env, TMPDIR: join(folder, 'tmp') },
          stdio: ['ignore', 'pipe', 'ignore'],
          // A group of its own, because the runner has children that have children.
          detached: true,
        },
      );
      return outcomeOf(child, file);
    },
    changed: () => Promise.resolve(),
    stop: () => {
      endGroup(child);
      return Promise.resolve();
    },
  };
}

function outcomeOf(child: ChildProcess, file: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let output = '';
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      endGroup(child);
      resolve(outcome);
    };
    const timer = setTimeout(() => settle('failed'), TIMEOUT);
    child.once('error', reject);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const failure = /^ *not ok \d+ - (.*)$/m.exec(output)?.[1];
      // A file that cannot be loaded is a test that fails, to Node.
      if (failure) settle(failure.endsWith(file) ? 'broken' : 'failed');
    });
    child.once('close', (code) => {
      const passed = Number(/^# pass (\d+)$/m.exec(output)?.[1] ?? 0);
      if (code !== 0) settle('failed');
      else settle(passed > 0 ? 'passed' : 'broken');
    });
  });
}
