import { hasExpired, isDueForRenewal } from 'latchkey/auth/renewal-plan';
import type { BearerSession } from 'latchkey/auth/session-data';
import { module, test } from 'qunit';

const NOW = Date.UTC(2026, 0, 1);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A session whose token has come now. */
function sessionFor(
  life: number,
  more: Partial<BearerSession> = {},
): BearerSession {
  return {
    kind: 'bearer',
    provider: 'password',
    accessToken: 'a',
    refreshToken: 'r',
    issuedAt: NOW,
    expiresAt: NOW + life,
    ...more,
  };
}

/** From when on it is due, in milliseconds from now; nothing where it is not within its life and an hour after. */
function dueAfter(session: BearerSession): number | undefined {
  const end = (session.expiresAt ?? NOW) + HOUR;
  let [low, high] = [NOW, end];
  if (!isDueForRenewal(session, high)) return undefined;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isDueForRenewal(session, middle)) high = middle;
    else low = middle + 1;
  }
  return low - NOW;
}

module('Unit | auth | renewal plan', function () {
  test('D8 a token is renewed a minute and a half before its end, a short one after three quarters of its life', function (assert) {
    assert.strictEqual(dueAfter(sessionFor(HOUR)), HOUR - 90 * SECOND);
    assert.strictEqual(dueAfter(sessionFor(6 * MINUTE)), 4.5 * MINUTE);
    assert.strictEqual(dueAfter(sessionFor(5 * MINUTE)), 3.75 * MINUTE);
    assert.strictEqual(dueAfter(sessionFor(MINUTE)), 45 * SECOND);
  });

  test('D8 tokens of a month or ten years wait as long as they last', function (assert) {
    for (const life of [30 * DAY, 3_650 * DAY]) {
      assert.strictEqual(dueAfter(sessionFor(life)), life - 90 * SECOND);
    }
  });

  test('D8 a token of less than a minute is never renewed ahead, nor is one that ends before it began', function (assert) {
    for (const life of [0, 1, 5 * SECOND, MINUTE - 1, -1, -HOUR]) {
      const session = sessionFor(life);
      for (const later of [0, 1, SECOND, HOUR]) {
        assert.false(isDueForRenewal(session, NOW + later), `${life}`);
      }
    }
  });

  test('D8 what has just been renewed is not due, whatever its lifetime', function (assert) {
    for (let life = -MINUTE; life <= 2 * HOUR; life += 7 * SECOND) {
      assert.false(isDueForRenewal(sessionFor(life), NOW));
    }
  });

  test('I5 a token without an end, or a session without a refresh token, is never due', function (assert) {
    const endless = sessionFor(HOUR);
    delete endless.expiresAt;
    const unrenewable = sessionFor(HOUR);
    delete unrenewable.refreshToken;
    for (const later of [0, HOUR, 30 * DAY]) {
      assert.false(isDueForRenewal(endless, NOW + later));
      assert.false(isDueForRenewal(unrenewable, NOW + later));
    }
  });

  test('a record of before lifetimes were kept is renewed a minute and a half ahead', function (assert) {
    const { issuedAt: _, ...session } = sessionFor(HOUR);
    assert.strictEqual(dueAfter(session), HOUR - 90 * SECOND);
  });

  test('D9 after a sleep of eight hours it is due', function (assert) {
    assert.true(isDueForRenewal(sessionFor(HOUR), NOW + 8 * HOUR));
  });

  test('D10 a clock that was put back by more than a correction makes it due; a correction does not', function (assert) {
    const session = sessionFor(HOUR);
    assert.false(isDueForRenewal(session, NOW - SECOND));
    assert.false(isDueForRenewal(session, NOW - 90 * SECOND));
    assert.true(isDueForRenewal(session, NOW - 91 * SECOND));
    assert.true(isDueForRenewal(session, NOW - DAY));
    assert.false(
      isDueForRenewal(sessionFor(5 * SECOND), NOW - DAY),
      'one of seconds is renewed when a request needs it',
    );
  });

  test('a token has run out at its end, and not a millisecond before', function (assert) {
    const session = sessionFor(HOUR);
    const { expiresAt: _, ...lasting } = session;
    assert.false(hasExpired(session, NOW + HOUR - 1));
    assert.true(hasExpired(session, NOW + HOUR));
    assert.false(hasExpired(lasting, NOW + 3_650 * DAY));
    assert.true(hasExpired({ ...lasting, expiresAt: 0 }, NOW));
  });
});
