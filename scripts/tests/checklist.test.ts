import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageOf } from '../suites/coverage.ts';
import { passedInPlaywright, passedInTap } from '../suites/passed-tests.ts';

const CHECKLIST = `
## A. Redirect
- **A1** first
- **A2** second _(10.1.2)_ [U]
- **B12** third
- **N9** fourth
`;

test('a row counts when a passing test begins with it', () => {
  const { missing, rows } = coverageOf(CHECKLIST, [
    'Chrome 156.0 - [12 ms] - Unit | auth | callback: A1 B12 a state that is missing',
    'A27 another row',
    'a test that speaks of A2 in the middle',
  ]);
  assert.deepEqual(rows, ['A1', 'A2', 'B12', 'N9']);
  assert.deepEqual(missing, ['A2', 'N9']);
});

test('the names of TAP: those that passed, subtests too, and none that was skipped', () => {
  const output = [
    'TAP version 13',
    'ok 1 - A1 one',
    'not ok 2 - A2 two',
    '    ok 1 - N9 within',
    'ok 3 - B12 three # SKIP not now',
  ].join('\n');
  assert.deepEqual(passedInTap(output), ['- A1 one', '- N9 within']);
  assert.deepEqual(coverageOf(CHECKLIST, passedInTap(output)).missing, [
    'A2',
    'B12',
  ]);
});

test('the titles of Playwright: those that passed, at any depth', () => {
  const spec = (title: string, status: string) => ({
    title,
    ok: status !== 'unexpected',
    tests: [{ status }],
  });
  assert.deepEqual(
    passedInPlaywright({
      suites: [
        {
          specs: [spec('A1 one', 'expected'), spec('A2 two', 'unexpected')],
          suites: [
            { specs: [spec('N9 three', 'expected'), spec('B12', 'skipped')] },
          ],
        },
      ],
    }),
    ['A1 one', 'N9 three'],
  );
});
