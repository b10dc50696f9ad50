import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { columns } from '../bench/page/columns.ts';
import { loadReport, mediansOf } from '../bench/page/load-report.ts';
import type { LoadFigures } from '../bench/page/measure-load.ts';
import { median } from '../bench/page/median.ts';
import { checkPromises, describePromised } from '../bench/page/promises.ts';
import type { PageRequest } from '../bench/page/request.ts';
import { signInReport } from '../bench/page/sign-in-report.ts';
import { depthOf, toWaterfall, withStarters } from '../bench/page/waterfall.ts';
import { within } from '../bench/page/within.ts';

const figures: LoadFigures = {
  firstPaint: 1_000,
  usable: 1_150,
  app: 1_150,
  scriptBytes: 100_000,
  requests: 3,
  shift: 0,
};

const request = (changes: Partial<PageRequest>): PageRequest => ({
  id: '1',
  method: 'GET',
  path: '/',
  type: 'Fetch',
  startedAt: 0,
  endedAt: 0,
  bytes: 0,
  startedBy: [],
  isAuthorized: false,
  ...changes,
});

/** The form is begun at 1000 and sent at 2000; the part that comes after it is fetched meanwhile, and the table asks with the token. */
const part = { path: '/part.js', startedAt: 1_010, endedAt: 1_500 };
const token = { method: 'POST', path: '/oauth/token', startedBy: ['/main.js'] };
const users = { path: '/users', isAuthorized: true, startedBy: [part.path] };
const course = {
  beganAt: 1_000,
  clickedAt: 2_000,
  requests: [
    request(part),
    request({ ...token, startedAt: 2_010, endedAt: 2_500 }),
    request({ ...users, startedAt: 2_600, endedAt: 3_000 }),
  ],
};

describe('the bench of the page', () => {
  test('a median is the value in the middle, or between the two there', () => {
    assert.equal(median([5, 1, 100]), 5);
    assert.equal(median([4, 1, 2, 100]), 3);
    assert.ok(Number.isNaN(median([])));
    assert.deepEqual(
      mediansOf([figures, { ...figures, usable: 1_250 }]).usable,
      1_200,
    );
  });

  test('promises are kept up to their limit, and broken beyond it', () => {
    const bare = { ...figures, usable: 1_000 };
    const areKept = (changes: Partial<LoadFigures>) =>
      checkPromises({ ...figures, ...changes }, bare).map(
        ({ isKept }) => isKept,
      );
    assert.deepEqual(areKept({}), [true, true, true]);
    assert.deepEqual(areKept({ scriptBytes: 100_001 }), [false, true, true]);
    assert.deepEqual(areKept({ scriptBytes: 0 }), [false, true, true]);
    assert.deepEqual(areKept({ usable: 1_151 }), [true, false, true]);
    assert.deepEqual(areKept({ usable: NaN }), [true, false, true]);
    assert.deepEqual(areKept({ shift: 0.00001 }), [true, true, false]);
    assert.deepEqual(
      checkPromises(figures, bare).map(describePromised)[1],
      [
        '✓',
        "form usable, beside the bare app's first paint:",
        '1.150 times',
        '(promised: at most 1.15 times)',
      ].join(' '),
    );
  });

  test('a request that starts when all is there that it needs could not start earlier', () => {
    const steps = toWaterfall(course);
    assert.deepEqual(
      steps.map(({ waited }) => waited),
      [10, 10, 100],
    );
    assert.ok(steps.every(({ couldStartEarlier }) => !couldStartEarlier));
    assert.deepEqual(
      steps.map(({ depth }) => depth),
      [0, 1, 2],
    );
    assert.equal(depthOf(steps), 2);
  });

  test('one that starts later than that is told, and one that waits for another is not', () => {
    const me = { path: '/me', isAuthorized: true, startedBy: [part.path] };
    const late = { path: '/late.js', startedBy: ['/main.js'] };
    const steps = toWaterfall({
      ...course,
      requests: [
        ...course.requests,
        request({ ...late, startedAt: 2_700, endedAt: 3_000 }),
        request({ ...me, startedAt: 3_100, endedAt: 3_200 }),
        request({
          ...me,
          path: '/me/late',
          startedBy: [late.path],
          startedAt: 3_050,
          endedAt: 3_500,
        }),
      ],
    });
    assert.deepEqual(
      steps
        .filter(({ couldStartEarlier }) => couldStartEarlier)
        .map(({ path, waited }) => [path, waited]),
      [
        ['/late.js', 1_700],
        ['/me', 600],
      ],
    );
  });

  test('a chain counts what had not ended when the button was pressed', () => {
    const steps = toWaterfall({ ...course, clickedAt: 1_400 });
    assert.deepEqual(
      steps.map(({ depth }) => depth),
      [1, 1, 2],
    );
    const slow = { ...part, endedAt: 2_005 };
    const chained = toWaterfall({
      ...course,
      requests: [
        request(slow),
        request({
          ...token,
          startedBy: [part.path],
          startedAt: 2_010,
          endedAt: 2_500,
        }),
        ...course.requests.slice(2),
      ],
    });
    assert.equal(depthOf(chained), 3);
  });

  test('a round that was traced tells who started the requests of another', () => {
    const [first, second] = withStarters(
      [request({ path: '/a' }), request({ path: '/b', startedBy: ['/own'] })],
      [request({ path: '/a', startedBy: ['/main.js'], startedAt: 7 })],
    );
    assert.deepEqual(first?.startedBy, ['/main.js']);
    assert.equal(first?.startedAt, 0);
    assert.deepEqual(second?.startedBy, ['/own']);
  });

  test('the reports are for people', () => {
    const report = loadReport([figures], [{ ...figures, usable: 1_000 }]);
    assert.match(
      report,
      /^form usable, ms +1000 +\(1000-1000\) +1150 +\(1150-1150\) +1\.150$/m,
    );
    assert.match(report, /^shift of the layout.* -$/m);

    const signIn = { ...course, requests: [...course.requests] };
    const rounds = [3_200, 3_100, 3_900].map((shownAt) => ({
      ...signIn,
      shownAt,
    }));
    const lines = signInReport('typed', rounds, rounds[0]!).split('\n');
    assert.match(lines[0]!, /typed: 1200 ms \(1100-1900\)$/);
    assert.match(
      lines[4]!,
      /^POST \/oauth\/token +10 +500 +10 +1 +\/main\.js$/,
    );
    assert.match(lines.at(-1)!, /^2 requests one after the other; 0 of 3/);
  });

  test('columns stand below each other', () => {
    assert.equal(
      columns([
        ['', 'a'],
        ['text', '100'],
      ]),
      '        a\ntext  100',
    );
  });

  test('nobody waits for a page for ever', async () => {
    assert.equal(await within(Promise.resolve(1), 'it is'), 1);
    await assert.rejects(
      within(new Promise(() => undefined), 'It is there', 5),
      /"It is there" does not come true within 5 ms/,
    );
  });
});
