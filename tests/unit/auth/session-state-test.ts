import {
  canBeTakenUp,
  INITIAL_STATE,
  isEndReason,
  isSignedIn,
  isSignOut,
  nextState,
  type EndReason,
  type SessionEvent,
  type SessionState,
  type SessionStatus,
} from 'latchkey/auth/session-state';
import { module, test } from 'qunit';

const STATES: Record<SessionStatus, SessionState> = {
  restoring: { status: 'restoring' },
  anonymous: { status: 'anonymous' },
  active: { status: 'active', reason: 'signed-in' },
  renewing: { status: 'renewing', reason: 'signed-in' },
  unverified: { status: 'unverified', reason: 'offline' },
  ended: { status: 'ended', reason: 'expired' },
};

const EVENTS = {
  restored: { type: 'restored' },
  nobody: { type: 'nobody' },
  'signed-in': { type: 'signed-in' },
  'renewal-began': { type: 'renewal-began' },
  renewed: { type: 'renewed' },
  verified: { type: 'verified' },
  doubted: { type: 'doubted', reason: 'unreachable' },
  ended: { type: 'ended', reason: 'idle' },
} satisfies Record<SessionEvent['type'], SessionEvent>;

/** Status and reason after each event; a dash where nothing may change, not even the object. */
const TABLE: Record<SessionStatus, Record<SessionEvent['type'], string>> = {
  restoring: {
    restored: 'active',
    nobody: 'anonymous',
    'signed-in': 'active signed-in',
    'renewal-began': '-',
    renewed: '-',
    verified: '-',
    doubted: '-',
    ended: '-',
  },
  anonymous: {
    restored: '-',
    nobody: '-',
    'signed-in': 'active signed-in',
    'renewal-began': '-',
    renewed: '-',
    verified: '-',
    doubted: '-',
    ended: '-',
  },
  active: {
    restored: '-',
    nobody: '-',
    'signed-in': '-',
    'renewal-began': 'renewing signed-in',
    renewed: '-',
    verified: '-',
    doubted: 'unverified unreachable',
    ended: 'ended idle',
  },
  renewing: {
    restored: '-',
    nobody: '-',
    'signed-in': 'active signed-in',
    'renewal-began': '-',
    renewed: 'active signed-in',
    verified: 'active signed-in',
    doubted: 'unverified unreachable',
    ended: 'ended idle',
  },
  unverified: {
    restored: '-',
    nobody: '-',
    'signed-in': 'active signed-in',
    'renewal-began': '-',
    renewed: 'active signed-in',
    verified: 'active signed-in',
    doubted: 'unverified unreachable',
    ended: 'ended idle',
  },
  ended: {
    restored: '-',
    nobody: '-',
    'signed-in': 'active signed-in',
    'renewal-began': '-',
    renewed: '-',
    verified: '-',
    doubted: '-',
    ended: 'ended idle',
  },
};

const shown = ({ status, reason }: SessionState) =>
  [status, reason].filter(Boolean).join(' ');

module('Unit | auth | session state', function () {
  for (const [status, row] of Object.entries(TABLE)) {
    for (const [type, expected] of Object.entries(row)) {
      const state = STATES[status as SessionStatus];
      const event = EVENTS[type as SessionEvent['type']];
      const changes = expected !== '-';

      test(`${status} x ${type}: ${changes ? expected : 'nothing changes'}`, function (assert) {
        const next = nextState(state, event);
        assert.strictEqual(shown(next), changes ? expected : shown(state));
        assert.strictEqual(next !== state, changes, 'as an object, too');
      });
    }
  }

  test('until anybody has said anything it is restored', function (assert) {
    assert.deepEqual(INITIAL_STATE, { status: 'restoring' });
  });

  test('the same event once more changes nothing', function (assert) {
    for (const state of Object.values(STATES)) {
      for (const event of Object.values(EVENTS)) {
        const once = nextState(state, event);
        if (once.status === 'renewing') continue;
        assert.strictEqual(nextState(once, event), once);
      }
    }
  });

  test('a doubt, or an end, of another reason is news', function (assert) {
    const offline = nextState(STATES.active, {
      type: 'doubted',
      reason: 'offline',
    });
    assert.strictEqual(shown(offline), 'unverified offline');
    const unreachable = nextState(offline, EVENTS.doubted);
    assert.strictEqual(shown(unreachable), 'unverified unreachable');

    const replaced = nextState(STATES.active, {
      type: 'ended',
      reason: 'replaced',
    });
    assert.strictEqual(shown(replaced), 'ended replaced');
  });

  test('a restored session has no reason until something has happened to it, and keeps it while it is renewed', function (assert) {
    const restored = nextState(INITIAL_STATE, EVENTS.restored);
    assert.strictEqual(restored.reason, undefined);
    const renewing = nextState(restored, EVENTS['renewal-began']);
    assert.strictEqual(shown(renewing), 'renewing');
    assert.strictEqual(
      shown(nextState(renewing, EVENTS.renewed)),
      'active signed-in',
    );
  });

  test('somebody is signed in also while it is renewed, or in doubt', function (assert) {
    assert.deepEqual(
      Object.values(STATES)
        .filter(isSignedIn)
        .map(({ status }) => status),
      ['active', 'renewing', 'unverified'],
    );
  });

  const reasons: Record<EndReason, { isSignOut: boolean; isSudden: boolean }> =
    {
      'signed-out': { isSignOut: true, isSudden: false },
      'signed-out-elsewhere': { isSignOut: true, isSudden: false },
      expired: { isSignOut: false, isSudden: true },
      revoked: { isSignOut: false, isSudden: true },
      idle: { isSignOut: false, isSudden: false },
      replaced: { isSignOut: false, isSudden: false },
    };

  for (const [name, { isSudden, ...expected }] of Object.entries(reasons)) {
    test(`${name}: what follows from it`, function (assert) {
      const reason = name as EndReason;
      assert.strictEqual(isSignOut(reason), expected.isSignOut);
      assert.strictEqual(canBeTakenUp(reason), isSudden);
      assert.true(isEndReason(reason), 'another tab may say it');
    });
  }

  test('G7 nothing else that another tab says is a reason', function (assert) {
    for (const value of [
      undefined,
      null,
      '',
      'signed-in',
      'offline',
      'unreachable',
      'EXPIRED',
      'constructor',
      '__proto__',
      0,
      {},
      ['expired'],
    ]) {
      assert.false(isEndReason(value), JSON.stringify(value));
    }
  });
});
