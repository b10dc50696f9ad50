import { idlePhase } from 'latchkey/auth/idle-clock';
import { module, test } from 'qunit';

const SECOND = 1_000;
const NOW = Date.UTC(2026, 0, 1);
const times = { timeout: 900 * SECOND, warning: 60 * SECOND };

/** What the clock says so many milliseconds after the last sign of life. */
const after = (milliseconds: number) =>
  idlePhase(NOW, NOW + milliseconds, times);

module('Unit | auth | idle clock', function () {
  test('somebody is present until it is time to ask', function (assert) {
    for (const time of [0, 1, 839 * SECOND, 840 * SECOND - 1]) {
      assert.deepEqual(after(time), { name: 'present' }, `${time}`);
    }
  });

  test('the warning begins and ends to the millisecond', function (assert) {
    assert.deepEqual(after(840 * SECOND), { name: 'warning', secondsLeft: 60 });
    assert.deepEqual(after(900 * SECOND - 1), {
      name: 'warning',
      secondsLeft: 1,
    });
    assert.deepEqual(after(900 * SECOND), { name: 'gone' });
  });

  test('the countdown counts each second once, down to one', function (assert) {
    const said = Array.from({ length: 60 }, (_, second) =>
      after((840 + second) * SECOND),
    ).map((phase) => (phase.name === 'warning' ? phase.secondsLeft : phase));
    assert.deepEqual(
      said,
      Array.from({ length: 60 }, (_, second) => 60 - second),
    );
  });

  test('D9 after a sleep of any length nobody is there', function (assert) {
    assert.deepEqual(after(8 * 3_600 * SECOND), { name: 'gone' });
    assert.deepEqual(after(Number.MAX_SAFE_INTEGER - NOW), { name: 'gone' });
  });

  test('D10 a clock that was put back takes no time away', function (assert) {
    assert.deepEqual(after(-1), { name: 'present' });
    assert.deepEqual(after(-86_400 * SECOND), { name: 'present' });
  });
});
