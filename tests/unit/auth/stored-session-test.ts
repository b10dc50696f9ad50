import type { BearerSession } from 'latchkey/auth/session-data';
import {
  emptyContent,
  parseStoredSession,
  STORED_SESSION_VERSION,
  toContent,
  toStoredSession,
  type StoredSession,
} from 'latchkey/auth/stored-session';
import { module, test } from 'qunit';
import fixture from '../../fixtures/stored-session.json';

const session: BearerSession = {
  kind: 'bearer',
  provider: 'password',
  accessToken: 'access',
  refreshToken: 'refresh',
  expiresAt: 1_700_000_000_000,
  scope: 'users',
};

const record: StoredSession = {
  version: STORED_SESSION_VERSION,
  authenticator: 'password',
  session,
};

const anything = () => true;

module('Unit | auth | stored session', function () {
  for (const text of fixture) {
    test(`H1 ${text} is discarded`, function (assert) {
      for (const value of build(text)) {
        assert.strictEqual(parseStoredSession(value, anything), undefined);
      }
    });
  }

  test('H1 a record of ours is read, and only the members that are known', function (assert) {
    assert.deepEqual(parseStoredSession(record, anything), record);
    assert.deepEqual(
      parseStoredSession(structuredClone(record), anything),
      record,
    );
    assert.deepEqual(
      parseStoredSession(
        { ...record, x: 1, session: { ...session, user: '<b>' } },
        anything,
      ),
      record,
    );
  });

  test('H1 a record with an authenticator or a session that can’t be is discarded', function (assert) {
    for (const change of [
      { authenticator: undefined },
      { authenticator: null },
      { authenticator: 7 },
      { authenticator: ['password'] },
      { session: undefined },
      { session: null },
      { session: {} },
      { session: [session] },
      { session: JSON.stringify(session) },
      { session: { ...session, accessToken: 'a\r\nb' } },
    ]) {
      assert.strictEqual(
        parseStoredSession({ ...record, ...change }, anything),
        undefined,
        JSON.stringify(change),
      );
    }
    assert.strictEqual(
      parseStoredSession(Object.create(record), anything),
      undefined,
      'what a prototype lends does not count',
    );
  });

  test('H2 the app is asked about the authenticator and its provider, and has the last word', function (assert) {
    const asked: string[][] = [];
    const isKnown = (answer: boolean) => (name: string, provider: string) => {
      asked.push([name, provider]);
      return answer;
    };
    assert.strictEqual(parseStoredSession(record, isKnown(false)), undefined);
    assert.deepEqual(parseStoredSession(record, isKnown(true)), record);
    assert.deepEqual(asked, [
      ['password', 'password'],
      ['password', 'password'],
    ]);
  });

  test('H2 a name of the container is only ever looked up in the app’s own list', function (assert) {
    const known = new Map([['password', 'password']]);
    const isKnown = (name: string, provider: string) =>
      known.get(provider) === name;
    for (const authenticator of [
      'service:session',
      'authenticator:password',
      'authenticator:gone',
      '__proto__',
      'constructor',
      '',
    ]) {
      for (const provider of ['password', '__proto__', 'constructor']) {
        assert.strictEqual(
          parseStoredSession(
            { ...record, authenticator, session: { ...session, provider } },
            isKnown,
          ),
          undefined,
          `${authenticator} ${provider}`,
        );
      }
    }
  });

  test('H7 a record of another version is discarded, not misread', function (assert) {
    for (const version of [
      undefined,
      null,
      0,
      STORED_SESSION_VERSION - 1,
      STORED_SESSION_VERSION + 1,
      String(STORED_SESSION_VERSION),
      NaN,
      [STORED_SESSION_VERSION],
    ]) {
      assert.strictEqual(
        parseStoredSession({ ...record, version }, anything),
        undefined,
        String(version),
      );
    }
  });

  test('from ember-simple-auth’s content to a record and back nothing is lost', function (assert) {
    const content = {
      authenticated: { ...session, authenticator: 'password' },
    };
    const stored = toStoredSession(content);
    assert.deepEqual(stored, record);
    assert.deepEqual(toContent(stored), content);
    assert.deepEqual(parseStoredSession(stored, anything), record);
  });

  test('where nobody is signed in there is no record', function (assert) {
    assert.deepEqual(emptyContent(), { authenticated: {} });
    assert.deepEqual(toContent(undefined), { authenticated: {} });
    assert.strictEqual(toStoredSession(emptyContent()), undefined);
    assert.notStrictEqual(emptyContent(), emptyContent(), 'shared by nobody');
  });

  test('C6 content that is no session becomes no record', function (assert) {
    for (const content of [
      undefined,
      null,
      'x',
      [],
      {},
      { authenticated: null },
      { authenticated: [] },
      { authenticated: { ...session } },
      { authenticated: { ...session, authenticator: 7 } },
      { authenticated: { authenticator: 'password' } },
      {
        authenticated: {
          ...session,
          authenticator: 'password',
          accessToken: 'a\nb',
        },
      },
    ]) {
      assert.strictEqual(toStoredSession(content), undefined);
    }
  });
});

/** The fixture's text as a storage would hold it: as it stands, and read as JSON; or what it says to build. */
function build(text: string): unknown[] {
  if (text.startsWith('(binary')) {
    return [
      '\u0000\ud800\udfff',
      new Uint8Array([0, 0xd8, 0xff]),
      new ArrayBuffer(8),
      { ...record, authenticator: '\u0000\ud800', version: '\ud800' },
    ];
  }
  if (text.startsWith('(valid session of an older')) {
    return [{ ...record, version: STORED_SESSION_VERSION - 1 }];
  }
  try {
    return [text, JSON.parse(text)];
  } catch {
    return [text];
  }
}
