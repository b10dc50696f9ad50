import { BrowserSessionCookie } from 'latchkey/browser/browser-session';
import type { TabStorage } from 'latchkey/browser/storages';
import { module, test } from 'qunit';

const NAME = 'latchkey-browser-session';

/** What one tab keeps. */
class Tab implements TabStorage {
  readonly kept = new Map<string, string>();
  get = (key: string) => this.kept.get(key) ?? null;
  set = (key: string, value: string) => void this.kept.set(key, value);
  delete = (key: string) => void this.kept.delete(key);
}

/** Puts `document.cookie` into a test's hand. */
function useCookies(property: { get(): string; set(cookie: string): void }) {
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    ...property,
  });
}

module('Unit | browser | browser session', function (hooks) {
  let tab: Tab;
  let session: BrowserSessionCookie;

  hooks.beforeEach(function () {
    tab = new Tab();
    session = new BrowserSessionCookie(tab, 'http:', '/');
  });
  hooks.afterEach(function () {
    delete (document as { cookie?: unknown }).cookie;
    session.clear();
  });

  test('an id that was put there is there, in this tab and in another one', function (assert) {
    session.write('abc');
    assert.deepEqual(new Set(session.read()), new Set(['abc']));
    const elsewhere = new BrowserSessionCookie(new Tab(), 'http:', '/');
    assert.deepEqual(elsewhere.read(), ['abc']);
  });

  test('where it was cleared, or never put, there is none', function (assert) {
    assert.deepEqual(session.read(), []);
    session.write('abc');
    session.clear();
    assert.deepEqual(session.read(), []);
    assert.notOk(document.cookie.includes(NAME));
  });

  test('it goes with the browser, and to no other site', function (assert) {
    const written: string[] = [];
    useCookies({ get: () => '', set: (cookie) => written.push(cookie) });
    session.write('abc');
    new BrowserSessionCookie(tab, 'https:', '/').write('abc');
    assert.deepEqual(written, [
      `${NAME}=abc; Path=/; SameSite=Strict`,
      `${NAME}=abc; Path=/; SameSite=Strict; Secure`,
    ]);
  });

  test('G6 an app below a path has a cookie of its own, and never takes the one above', function (assert) {
    const written: string[] = [];
    useCookies({
      get: () => `${NAME}=of-the-root`,
      set: (cookie) => written.push(cookie),
    });
    const below = new BrowserSessionCookie(new Tab(), 'http:', '/app/');
    assert.deepEqual(below.read(), []);
    below.write('abc');
    below.clear();
    assert.deepEqual(written, [
      `${NAME}%40%2Fapp%2F=abc; Path=/app/; SameSite=Strict`,
      `${NAME}%40%2Fapp%2F=; Max-Age=0; Path=/app/; SameSite=Strict`,
    ]);
    useCookies({
      get: () => `${NAME}=of-the-root; ${NAME}%40%2Fapp%2F=abc`,
      set: () => undefined,
    });
    assert.deepEqual(
      new BrowserSessionCookie(new Tab(), 'http:', '/app/').read(),
      ['abc'],
    );
  });

  test('another cookie of a like name is none of ours', function (assert) {
    useCookies({
      get: () => `x${NAME}=1; ${NAME}x=2; a=${NAME}=3; ${NAME}=`,
      set: () => undefined,
    });
    assert.deepEqual(session.read(), []);
  });

  const refuse = () => {
    throw new DOMException('The document is sandboxed.', 'SecurityError');
  };

  for (const [name, cookies] of [
    [
      'a browser that takes no cookies',
      { get: () => '', set: () => undefined },
    ],
    [
      'a frame in a sandbox, where the very look at a cookie throws',
      { get: refuse, set: refuse },
    ],
  ] as const) {
    test(`H4 ${name}: the tab remembers it`, function (assert) {
      useCookies(cookies);
      assert.deepEqual(session.read(), []);
      session.write('abc');
      assert.deepEqual(session.read(), ['abc']);
      assert.deepEqual(
        new BrowserSessionCookie(new Tab(), 'http:', '/').read(),
        [],
      );
      session.clear();
      assert.deepEqual(session.read(), []);
    });
  }
});
