import { module, test } from 'qunit';
import { remember, type PastState } from 'latchkey/auth/session-history';
import { toReport } from 'latchkey/auth/session-report';
import type { SessionData } from 'latchkey/auth/session-data';

const NOW = Date.UTC(2026, 10, 1, 12);
const MINUTE = 60_000;

const SECRETS = {
  accessToken: 'secret-access',
  refreshToken: 'secret-refresh',
  signInId: 'secret-sign-in',
  browserSession: 'secret-browser',
  subject: 'secret-subject',
};

const observed = {
  history: [],
  now: NOW,
  isOnline: true,
  language: 'de-AT',
  userAgent: 'Browser/1',
  settings: {
    apiBase: 'https://api.example.com/api/',
    signInMethods: ['password'],
    tokenEndpoint: 'https://api.example.com/oauth/token',
  },
};

const parse = (session: SessionData | undefined, history: PastState[] = []) => {
  const report = toReport({ ...observed, history, session });
  return { report, content: JSON.parse(report) as Record<string, unknown> };
};

module('Unit | auth | session-report', function () {
  test('a bearer session: how it is kept and when it is renewed, and nothing secret or personal', function (assert) {
    const { content, report } = parse({
      kind: 'bearer',
      provider: 'password',
      issuedAt: NOW,
      expiresAt: NOW + 60 * MINUTE,
      scope: 'profile users',
      ...SECRETS,
    });
    assert.deepEqual(content['session'], {
      kind: 'bearer',
      provider: 'password',
      isKept: false,
      scope: 'profile users',
      issuedAt: '2026-11-01T12:00:00.000Z',
      expiresAt: '2026-11-01T13:00:00.000Z',
      renewsAt: '2026-11-01T12:58:30.000Z',
      hasRefreshToken: true,
    });
    assert.false(report.includes('secret'));
  });

  test('a cookie session: without whose it is', function (assert) {
    const { content, report } = parse({
      kind: 'cookie',
      provider: 'gateway',
      user: { email: 'secret@example.com', name: 'secret' },
      subject: 'secret',
    });
    assert.deepEqual(content['session'], {
      kind: 'cookie',
      provider: 'gateway',
      isKept: true,
    });
    assert.false(report.includes('secret'));
  });

  test('nobody, and a clock that is beyond all dates', function (assert) {
    const { content } = parse(undefined, [
      { status: 'ended', reason: 'idle', at: 8.64e15 + 1 },
    ]);
    assert.false('session' in content);
    assert.deepEqual(content['history'], [
      { at: '8640000000000001', status: 'ended', reason: 'idle' },
    ]);
    assert.deepEqual(content['settings'], observed.settings);
  });
});

module('Unit | auth | session-history', function () {
  test('keeps the last fifty states', function (assert) {
    let history: readonly PastState[] = [];
    for (let at = 1; at <= 60; at++) {
      history = remember(history, { status: 'active' }, at);
    }
    assert.strictEqual(history.length, 50);
    assert.deepEqual(history[0], { status: 'active', at: 11 });
    assert.deepEqual(history.at(-1), { status: 'active', at: 60 });
  });
});
