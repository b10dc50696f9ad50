import { backoff, Retry } from 'latchkey/auth/backoff';
import { module, test } from 'qunit';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

module('Unit | auth | backoff', function () {
  test('D12 the wait doubles from five seconds up to a minute', function (assert) {
    const waits = [1, 2, 3, 4, 5, 6, 20].map((failures) =>
      backoff(failures, 0),
    );
    assert.deepEqual(
      waits.map((wait) => wait / SECOND),
      [5, 10, 20, 40, 60, 60, 60],
    );
  });

  test('D12 chance makes it longer by up to three tenths, never shorter', function (assert) {
    assert.strictEqual(backoff(1, 0), 5 * SECOND);
    assert.strictEqual(backoff(1, 0.5), 5.75 * SECOND);
    assert.strictEqual(backoff(1, 1), 6.5 * SECOND);
    assert.strictEqual(backoff(9, 1), 78 * SECOND);
  });

  test('D12 it stays a whole, finite number of milliseconds however often it has failed', function (assert) {
    for (const failures of [1, 10, 1_000, 1e6, Number.MAX_SAFE_INTEGER]) {
      for (const random of [0, 0.123_456_789, 0.999_999]) {
        const wait = backoff(failures, random);
        assert.true(Number.isInteger(wait));
        assert.true(wait >= 5 * SECOND);
        assert.true(wait <= 78 * SECOND);
      }
    }
  });

  test('D13 what the server asks for is the least, and chance comes on top', function (assert) {
    assert.strictEqual(backoff(1, 0, 2 * MINUTE), 2 * MINUTE);
    assert.strictEqual(backoff(1, 1, 5 * MINUTE), 6.5 * MINUTE);
  });

  test('D13 a server that asks for little, and fails again and again, is left alone longer all the same', function (assert) {
    assert.strictEqual(backoff(1, 0, 0), 5 * SECOND);
    assert.strictEqual(backoff(2, 0, SECOND), 10 * SECOND);
    assert.strictEqual(backoff(9, 0, SECOND), MINUTE);
    assert.strictEqual(backoff(3, 0, 25 * SECOND), 25 * SECOND);
  });

  module('a retry', function () {
    const NOW = Date.UTC(2026, 0, 1);

    test('D12 is due at once, and after each failure later than after the one before', function (assert) {
      const retry = new Retry();
      assert.true(retry.isDue(NOW));
      for (const seconds of [5, 10, 20, 40, 60, 60]) {
        retry.failed(NOW, 0);
        assert.false(retry.isDue(NOW + seconds * SECOND - 1));
        assert.true(retry.isDue(NOW + seconds * SECOND));
      }
    });

    test('D12 begins anew once it has succeeded', function (assert) {
      const retry = new Retry();
      retry.failed(NOW, 0);
      retry.failed(NOW, 0);
      retry.succeeded();
      assert.true(retry.isDue(NOW));
      retry.failed(NOW, 0);
      assert.true(retry.isDue(NOW + 5 * SECOND));
    });

    test('D11 may be tried at once when there is hope; in vain, it waits longer than before', function (assert) {
      const retry = new Retry();
      retry.failed(NOW, 0);
      retry.hope();
      assert.true(retry.isDue(NOW));
      retry.failed(NOW, 0);
      assert.false(retry.isDue(NOW + 9 * SECOND));
      assert.true(retry.isDue(NOW + 10 * SECOND));
    });

    test('D13 waits for as long as the server asks for', function (assert) {
      const retry = new Retry();
      retry.failed(NOW, 0, 2 * MINUTE);
      assert.false(retry.isDue(NOW + 2 * MINUTE - 1));
      assert.true(retry.isDue(NOW + 2 * MINUTE));
    });

    test('D10 does not wait for a clock that was put back', function (assert) {
      const retry = new Retry();
      retry.failed(NOW, 0, 5 * MINUTE);
      assert.true(retry.isDue(NOW - 1));
    });
  });
});
