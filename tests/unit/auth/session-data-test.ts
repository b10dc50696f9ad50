import { SessionChangedError } from 'latchkey/auth/errors';
import {
  bearerOf,
  isBearerToken,
  isRecord,
  isRefreshToken,
  isSameSession,
  own,
  parseSessionData,
  type SessionData,
} from 'latchkey/auth/session-data';
import { module, test } from 'qunit';

const whole: SessionData = {
  kind: 'bearer',
  provider: 'password',
  signInId: '0123456789abcdef',
  accessToken: 'a.b-c_d~e+f/g==',
  refreshToken: 'r !"~',
  issuedAt: 1_699_999_000_000,
  expiresAt: 1_700_000_000_000,
  endsAt: 1_700_500_000_000,
  browserSession: 'fedcba9876543210',
  scope: 'profile users',
  subject: 'ada',
};

const smallest: SessionData = {
  kind: 'bearer',
  provider: 'password',
  accessToken: 'a',
};

const cookie: SessionData = {
  kind: 'cookie',
  provider: 'gateway',
  signInId: '0123456789abcdef',
  endsAt: 1_700_500_000_000,
  browserSession: 'fedcba9876543210',
  subject: 'ada',
  user: { email: 'ada@example.org', name: 'Ada' },
};

module('Unit | auth | session data', function () {
  test('H1 L14 a session of a gateway is read without what could be a token', function (assert) {
    assert.deepEqual(parseSessionData(cookie), cookie);
    assert.deepEqual(
      parseSessionData({ ...cookie, accessToken: 'a', refreshToken: 'r' }),
      cookie,
    );
    assert.deepEqual(
      parseSessionData({ ...cookie, user: { email: 7, name: '', role: 'x' } }),
      { ...cookie, user: {} },
    );
    for (const user of [undefined, null, 'ada', [], 7]) {
      assert.strictEqual(parseSessionData({ ...cookie, user }), undefined);
    }
    for (const kind of ['Cookie', 'gateway', '', null]) {
      assert.strictEqual(parseSessionData({ ...cookie, kind }), undefined);
    }
  });

  test('a session with a cookie is none for who asks with a token', function (assert) {
    assert.strictEqual(bearerOf(whole), whole);
    assert.throws(() => bearerOf(cookie), SessionChangedError);
  });

  test('H1 a whole session and the smallest one are read as they are', function (assert) {
    assert.deepEqual(parseSessionData(whole), whole);
    assert.deepEqual(parseSessionData(smallest), smallest);
    assert.deepEqual(
      parseSessionData({
        ...smallest,
        refreshToken: undefined,
        scope: undefined,
      }),
      smallest,
    );
    assert.deepEqual(parseSessionData(structuredClone(whole)), whole);
  });

  test('H1 only the members that are known are read', function (assert) {
    const value = {
      ...whole,
      authenticator: 'authenticator:evil',
      isAdmin: true,
      access_token: 'x',
      user: { name: '<img src=x onerror=alert(1)>' },
    };
    assert.deepEqual(parseSessionData(value), whole);
  });

  test('H1 what is not a session is none', function (assert) {
    for (const value of [
      undefined,
      null,
      '',
      'bearer',
      0,
      42,
      true,
      [],
      [whole],
      {},
      Symbol('bearer'),
      () => whole,
      new Map(Object.entries(whole)),
    ]) {
      assert.strictEqual(parseSessionData(value), undefined, typeof value);
    }
  });

  for (const [member, values] of Object.entries({
    kind: [undefined, null, '', 'Bearer', 'cookie', 1, ['bearer']],
    provider: [undefined, null, '', 7, {}, [], 'p'.repeat(16_385)],
    accessToken: [
      undefined,
      null,
      '',
      7,
      ['a'],
      {},
      'a b',
      'a\r\nb',
      'a\n',
      '\u0000',
      'a\u00e9',
      '<script>alert(1)</script>',
      'a'.repeat(16_385),
    ],
    refreshToken: [
      null,
      '',
      7,
      ['r'],
      {},
      'r\n',
      'r\u00e9',
      'r'.repeat(16_385),
    ],
    signInId: [null, '', 7, {}, ['a'], 'i'.repeat(16_385)],
    issuedAt: [null, '1', NaN, Infinity, -1, {}, new Date()],
    expiresAt: [null, '1', NaN, Infinity, -Infinity, -1, {}, new Date()],
    endsAt: [null, '1', NaN, Infinity, -1, {}, new Date()],
    browserSession: [null, '', 7, true, {}, ['a'], 'b'.repeat(16_385)],
    subject: [null, '', 7, {}, ['ada'], 's'.repeat(16_385)],
    scope: [null, 7, [], ['users'], {}],
  })) {
    test(`H1 a session with a ${member} that can’t be is none`, function (assert) {
      for (const value of values) {
        assert.strictEqual(
          parseSessionData({ ...whole, [member]: value }),
          undefined,
          JSON.stringify(value)?.slice(0, 40),
        );
      }
    });
  }

  test('H1 members that a prototype lends do not count', function (assert) {
    assert.strictEqual(parseSessionData(Object.create(whole)), undefined);
    const text = JSON.stringify(whole).replace('{', '{"__proto__":{},');
    assert.deepEqual(parseSessionData(JSON.parse(text)), whole);
    const { kind: _, ...withoutKind } = whole;
    const polluted: unknown = JSON.parse(
      `{"__proto__":{"kind":"bearer"},${JSON.stringify(withoutKind).slice(1)}`,
    );
    assert.strictEqual(parseSessionData(polluted), undefined);
  });

  test('C6 an access token is what may stand in an Authorization header (RFC 6750 section 2.1)', function (assert) {
    for (const token of ['a', 'A1-._~+/', 'a=', 'a==', 'a'.repeat(16_384)]) {
      assert.true(isBearerToken(token), token.slice(0, 20));
      const headers = new Headers({ Authorization: `Bearer ${token}` });
      assert.strictEqual(headers.get('Authorization'), `Bearer ${token}`);
    }
    for (let code = 0; code <= 0xff; code += 1) {
      const character = String.fromCharCode(code);
      assert.strictEqual(
        isBearerToken(`a${character}b`),
        /[A-Za-z0-9\-._~+/]/.test(character),
        `U+${code.toString(16)}`,
      );
    }
    for (const token of ['', '=', '=a', 'a=b', 'a\n', '\na', 'a\u2028', 7]) {
      assert.false(isBearerToken(token), JSON.stringify(token));
    }
  });

  test('C6 a refresh token is visible ASCII (RFC 6749 appendix A.17)', function (assert) {
    for (let code = 0; code <= 0xff; code += 1) {
      assert.strictEqual(
        isRefreshToken(`a${String.fromCharCode(code)}b`),
        /[ -~]/.test(String.fromCharCode(code)),
        `U+${code.toString(16)}`,
      );
    }
    for (const token of ['', 'a\n', 'a'.repeat(16_385), 7, null]) {
      assert.false(isRefreshToken(token));
    }
  });

  test('G8 two sessions are the same when they hold the same', function (assert) {
    assert.true(isSameSession(whole, { ...whole }));
    assert.true(isSameSession(undefined, undefined));
    assert.false(isSameSession(whole, undefined));
    assert.false(isSameSession(undefined, whole));
    for (const change of [
      { provider: 'other' },
      { accessToken: 'b' },
      { refreshToken: 's' },
      { expiresAt: 1 },
      { issuedAt: 1 },
      { endsAt: 1 },
      { signInId: 'other' },
      { browserSession: 'other' },
      { scope: '' },
      { subject: 'bob' },
    ]) {
      assert.false(isSameSession(whole, { ...whole, ...change }));
    }
  });

  test('G8 the order of the members makes no other session', function (assert) {
    const turned = Object.fromEntries(
      Object.entries(whole).reverse(),
    ) as unknown as SessionData;
    assert.true(
      isSameSession(parseSessionData(whole), parseSessionData(turned)),
    );
  });

  test('a record is an object that is no list', function (assert) {
    assert.true(isRecord({}));
    assert.true(isRecord(Object.create(null)));
    for (const value of [undefined, null, [], 'x', 1, () => ({})]) {
      assert.false(isRecord(value));
    }
  });

  test('a member of the object itself is read, one of its prototype is not', function (assert) {
    assert.strictEqual(own({ a: 1 }, 'a'), 1);
    for (const name of ['constructor', 'toString', '__proto__', 'b']) {
      assert.strictEqual(own({ a: 1 }, name), undefined);
    }
  });
});
