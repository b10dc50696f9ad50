import BrowserService from 'latchkey/services/browser';
import { setupTest } from 'ember-qunit';
import { module, test } from 'qunit';
import { Deferred } from '../../helpers/stub-fetch';

class App extends BrowserService {
  override rootUrl = '/app/';
}

class OtherApp extends BrowserService {
  override rootUrl = '/other/';
}

const KEY = 'latchkey:of-this-test';

module('Unit | browser | several apps on one origin', function (hooks) {
  setupTest(hooks);

  /** The one that has the origin for itself, and two below paths. */
  let apps: BrowserService[];

  hooks.beforeEach(function () {
    apps = [BrowserService, App, OtherApp].map((kind, index) => {
      this.owner.register(`service:browser-${index}`, kind);
      return this.owner.lookup(`service:browser-${index}`) as BrowserService;
    });
  });

  hooks.afterEach(async function () {
    for (const { browserSession, storage, tabStorage } of apps) {
      await storage.delete(KEY);
      tabStorage.delete(KEY);
      browserSession.clear();
    }
    localStorage.clear();
  });

  test('G6 what one keeps, the others do not find', async function (assert) {
    for (const { rootUrl, storage, tabStorage } of apps) {
      assert.strictEqual(await storage.get(KEY), undefined, rootUrl);
      assert.strictEqual(tabStorage.get(KEY), null, rootUrl);
      await storage.set(KEY, rootUrl);
      tabStorage.set(KEY, rootUrl);
    }
    for (const { rootUrl, storage, tabStorage } of apps) {
      assert.strictEqual(await storage.get(KEY), rootUrl);
      assert.strictEqual(tabStorage.get(KEY), rootUrl);
    }
  });

  test('G6 nor where localStorage has to do', async function (assert) {
    Object.defineProperty(window, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('Not here.', 'SecurityError');
      },
    });
    try {
      for (const { rootUrl, storage } of apps) {
        assert.strictEqual(await storage.get(KEY), undefined, rootUrl);
        await storage.set(KEY, rootUrl);
      }
      assert.deepEqual(
        Object.keys(localStorage).filter((key) => key.includes(KEY)).length,
        3,
      );
    } finally {
      delete (window as { indexedDB?: unknown }).indexedDB;
    }
  });

  test('G6 what one says to its tabs, the others do not hear', async function (assert) {
    const heard: string[] = [];
    const channels = apps.map((app) =>
      app.openChannel(KEY, (message) =>
        heard.push(`${app.rootUrl} ${String(message)}`),
      ),
    );
    const done = new Deferred();
    const sibling = apps[1]!.openChannel(KEY, () => done.resolve());
    channels[0]!.post('of the first');
    sibling.post('of the second');
    channels[1]!.post('over');
    await done.promise;
    assert.deepEqual(heard, ['/app/ of the second']);
    for (const channel of [...channels, sibling]) channel.close();
  });

  test('D1 nobody waits for the lock of another app', async function (assert) {
    const held = new Deferred();
    const entered: string[] = [];
    const tasks = apps.map((app) =>
      app.withLock(KEY, 60_000, () => {
        entered.push(app.rootUrl);
        if (entered.length === apps.length) held.resolve();
        return held.promise;
      }),
    );
    await Promise.all(tasks);
    assert.deepEqual(entered.toSorted(), ['/', '/app/', '/other/']);
  });
});
