/**
 * `npm run checklist`: how many rows of `docs/security-checklist.md` are named by a test that has passed in the last `npm test`,
 * and which are not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child-process.ts';
import { coverageOf } from './suites/coverage.ts';
import { readPassedTests } from './suites/passed-tests.ts';

const passed = readPassedTests();
if (passed) {
  const checklist = join(root, 'docs/security-checklist.md');
  const { rows, missing } = coverageOf(readFileSync(checklist, 'utf8'), passed);
  const covered = rows.length - missing.length;
  console.log(`${covered} of ${rows.length} rows have a passing test.`);
  if (missing.length > 0) console.log(`Without one: ${missing.join(', ')}`);
} else {
  console.error('Nothing is known yet: run npm test first.');
  process.exitCode = 1;
}
