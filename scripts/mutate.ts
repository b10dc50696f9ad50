/**
 * `npm run mutate`: takes out one guard of the code after the other, and looks whether a test fails. It works in a copy of the
 * project; with `--only NAME` and `--suite server` it does a part.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { emberSuite } from './mutate/ember-suite.ts';
import {
  describeRun,
  mutate,
  MutationDoesNotApplyError,
  type Mutation,
  type SuiteName,
  type TestRun,
} from './mutate/mutation.ts';
import { serverSuite } from './mutate/server-suite.ts';
import type { Outcome, Suite } from './mutate/suite.ts';
import { createWorkingCopy } from './mutate/working-copy.ts';
import { mutations } from './mutations/index.ts';

type Verdict =
  'killed' | 'SURVIVED' | 'does not apply' | 'the tests fail without it';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    suite: { type: 'string' },
  },
});
const chosen = mutations.filter(
  ({ name, suite }) =>
    (options.only?.includes(name) ?? true) &&
    (options.suite === undefined || options.suite === suite),
);
if (chosen.length === 0) {
  console.error('There is no such mutation.');
  process.exit(1);
}

const copy = createWorkingCopy();
const suites = new Map<SuiteName, Promise<Suite<TestRun>>>();
/** What the tests say of the code as it is, by what is run. */
const baselines = new Map<string, Outcome>();

async function stop(): Promise<void> {
  for (const suite of suites.values()) {
    await suite.then((started) => started.stop()).catch(() => undefined);
  }
  copy.remove();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().finally(() => process.exit(130)));
}

try {
  process.exitCode = report(await judgeAll());
} finally {
  await stop();
}

async function judgeAll(): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const mutation of chosen) {
    const started = performance.now();
    const verdict = await judge(mutation);
    const seconds = ((performance.now() - started) / 1_000).toFixed(0);
    verdicts.push(verdict);
    console.log(
      `${verdict.padEnd(14)} ${seconds.padStart(4)} s  ${mutation.row ?? ''} ${mutation.name}`,
    );
  }
  return verdicts;
}

async function judge(mutation: Mutation): Promise<Verdict> {
  const path = join(copy.folder, mutation.file);
  const original = readFileSync(path, 'utf8');
  let mutated: string;
  try {
    mutated = mutate(original, mutation);
  } catch (error) {
    if (error instanceof MutationDoesNotApplyError) return 'does not apply';
    throw error;
  }
  const suite = await suiteOf(mutation.suite);
  if ((await baseline(suite, mutation)) !== 'passed') {
    return 'the tests fail without it';
  }
  try {
    writeFileSync(path, mutated);
    await suite.changed(mutation.file);
    const outcome = await suite.run(mutation);
    if (outcome === 'broken') return 'does not apply';
    return outcome === 'failed' ? 'killed' : 'SURVIVED';
  } finally {
    writeFileSync(path, original);
    await suite.changed(mutation.file);
  }
}

/** A test that fails anyway kills nothing. */
async function baseline(
  suite: Suite<TestRun>,
  mutation: Mutation,
): Promise<Outcome> {
  const run = describeRun(mutation);
  const outcome = baselines.get(run) ?? (await suite.run(mutation));
  baselines.set(run, outcome);
  return outcome;
}

function suiteOf(name: SuiteName): Promise<Suite<TestRun>> {
  const started =
    suites.get(name) ??
    (name === 'ember'
      ? emberSuite(copy.folder)
      : Promise.resolve(serverSuite(copy.folder)));
  suites.set(name, started);
  return started;
}

/** @returns the exit code */
function report(verdicts: readonly Verdict[]): number {
  const count = (wanted: Verdict) =>
    verdicts.filter((verdict) => verdict === wanted).length;
  const killed = count('killed');
  const survived = count('SURVIVED');
  const others = verdicts.length - killed - survived;
  console.log(
    `\n${killed} killed, ${survived} survived${others > 0 ? `, ${others} could not be judged` : ''}`,
  );
  return killed === verdicts.length ? 0 : 1;
}
