import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../child-process.ts';

/** Where `npm test` writes down the names of the tests that have passed. */
const FILE = join(root, 'test-results/passed-tests.json');

/** The names in the lines by which testem and Node's test runner say that a test has passed (TAP), subtests included. */
export function passedInTap(output: string): string[] {
  return [...output.matchAll(/^\s*ok \d+ (.*)$/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => !/# (?:SKIP|TODO)\b/i.test(name));
}

/** A part of Playwright's JSON report. */
interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; ok: boolean; tests: { status: string }[] }[];
}

/** The titles of the tests that have passed in a report of Playwright. */
export function passedInPlaywright(report: PlaywrightSuite): string[] {
  const here = (report.specs ?? [])
    .filter(({ ok, tests }) => ok && tests.some((t) => t.status === 'expected'))
    .map(({ title }) => title);
  return [...here, ...(report.suites ?? []).flatMap(passedInPlaywright)];
}

export function writePassedTests(names: readonly string[]): void {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify(names, null, 2));
}

/** Nothing where no run has ended yet. */
export function readPassedTests(): string[] | undefined {
  return existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as string[])
    : undefined;
}
