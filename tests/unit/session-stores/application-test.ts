import {
  FallbackStorage,
  MemoryStorage,
  type KeyValueStorage,
} from 'latchkey/auth/key-value-storage';
import type { SessionContent } from 'latchkey/auth/stored-session';
import ApplicationSessionStore from 'latchkey/session-stores/application';
import { settled } from '@ember/test-helpers';
import { module, test } from 'qunit';
import fixture from '../../fixtures/stored-session.json';
import { setupTest, type AppTestContext } from '../../helpers';
import type FakeBrowser from '../../helpers/fake-browser';
import FakeBrowserService from '../../helpers/fake-browser';

const CHANNEL = 'latchkey:session';

const contentOf = (accessToken: string): SessionContent => ({
  authenticated: {
    authenticator: 'password',
    kind: 'bearer',
    provider: 'password',
    accessToken,
  },
});

const recordOf = (accessToken: string) => ({
  version: 1,
  authenticator: 'password',
  session: { kind: 'bearer', provider: 'password', accessToken },
});

const nobody: SessionContent = { authenticated: {} };

const isKnown = (authenticator: string, provider: string) =>
  authenticator === 'password' && provider === 'password';

/** A browser that forbids it all. */
class ForbiddenStorage implements KeyValueStorage {
  asked = 0;

  get(): Promise<unknown> {
    return this.#refuse();
  }

  set(): Promise<void> {
    return this.#refuse();
  }

  delete(): Promise<void> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    this.asked += 1;
    return Promise.reject(
      new DOMException('The operation is insecure.', 'SecurityError'),
    );
  }
}

module('Unit | session stores | application', function (hooks) {
  setupTest(hooks);

  function useStorage(browser: FakeBrowser, storage: KeyValueStorage): void {
    Object.defineProperty(browser, 'storage', { get: () => storage });
  }

  /** A store in this tab, with what it has announced. */
  function openStore({
    owner,
    browser,
  }: Pick<AppTestContext, 'owner' | 'browser'>) {
    const store = new ApplicationSessionStore(owner, browser, {
      isKnown,
      isBusy: () => false,
      endReason: () => 'signed-out',
      onReplaced: () => undefined,
      onEnded: () => undefined,
    });
    const announced: SessionContent[] = [];
    store.on('sessionDataUpdated', ((event: CustomEvent<SessionContent>) => {
      announced.push(event.detail);
    }) as never);
    return { store, announced };
  }

  /** A store in another tab of the same browser. */
  function openSibling({ owner, browser }: AppTestContext) {
    const other = new FakeBrowserService(owner);
    other.computer = browser.computer;
    return openStore({ owner, browser: other });
  }

  /** What other tabs hear of this one. */
  function listen({ browser }: AppTestContext): unknown[] {
    const heard: unknown[] = [];
    browser.computer.openChannel(CHANNEL, (message) => heard.push(message));
    return heard;
  }

  test('what is persisted is restored, as one record of our own shape', async function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    await store.persist(contentOf('a'));
    assert.deepEqual(await this.browser.storage.get('session'), recordOf('a'));
    assert.deepEqual(await store.restore(), contentOf('a'));
    assert.deepEqual(await openStore(this).store.restore(), contentOf('a'));
    assert.deepEqual(await store.readSession(), recordOf('a').session as never);
  });

  test('C9 cleared, or persisted without a session, nothing is left', async function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    for (const task of [
      () => store.clear(),
      () => store.persist(nobody),
      () => store.persist({}),
      () => store.persist(undefined),
    ]) {
      await store.persist(contentOf('a'));
      await task();
      assert.strictEqual(await this.browser.storage.get('session'), undefined);
      assert.deepEqual(await store.restore(), nobody);
      assert.strictEqual(await store.readSession(), undefined);
    }
  });

  for (const text of fixture) {
    test(`H1 ${text} restores as nobody, and is thrown away`, async function (this: AppTestContext, assert) {
      for (const value of [text, parsed(text)]) {
        await this.browser.storage.set('session', value);
        const { store } = openStore(this);
        assert.deepEqual(await store.restore(), nobody);
        assert.strictEqual(
          await this.browser.storage.get('session'),
          undefined,
        );
      }
    });
  }

  for (const text of fixture) {
    test(`H1 G7 ${text} in the place of the session, as another tab says: nobody is signed in, and nothing throws`, async function (this: AppTestContext, assert) {
      for (const value of [text, parsed(text)]) {
        const { announced, store } = openStore(this);
        await store.persist(contentOf('a'));
        await this.browser.storage.set('session', value);
        this.browser.computer
          .openChannel(CHANNEL, () => undefined)
          .post({ type: 'changed' });
        await settled();
        assert.deepEqual(announced, [nobody]);
        assert.strictEqual(
          await this.browser.storage.get('session'),
          undefined,
        );
      }
    });
  }

  test('H2 a record of an authenticator that the app has not got is thrown away', async function (this: AppTestContext, assert) {
    for (const change of [
      { authenticator: 'service:session' },
      { version: 0 },
      { session: { ...recordOf('a').session, provider: 'gone' } },
    ]) {
      await this.browser.storage.set('session', {
        ...recordOf('a'),
        ...change,
      });
      const { store } = openStore(this);
      assert.strictEqual(await store.readSession(), undefined);
      assert.strictEqual(await this.browser.storage.get('session'), undefined);
    }
  });

  test('C6 content that no header could carry is not stored', async function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    await store.persist(contentOf('a\r\nb'));
    assert.strictEqual(await this.browser.storage.get('session'), undefined);
  });

  test('H3 H4 where the browser forbids its storages the session lives in memory, and nothing rejects', async function (this: AppTestContext, assert) {
    const forbidden = new ForbiddenStorage();
    useStorage(
      this.browser,
      new FallbackStorage([forbidden, new MemoryStorage()], 1_000),
    );
    const { store } = openStore(this);
    assert.deepEqual(await store.restore(), nobody);
    await store.persist(contentOf('a'));
    assert.deepEqual(await store.restore(), contentOf('a'));
    assert.strictEqual(forbidden.asked, 1);
    await store.clear();
    assert.deepEqual(await store.restore(), nobody);
  });

  test('H3 H4 a storage that rejects makes none of its methods reject', async function (this: AppTestContext, assert) {
    useStorage(this.browser, new ForbiddenStorage());
    const { store } = openStore(this);
    assert.deepEqual(await store.restore(), nobody);
    assert.strictEqual(await store.readSession(), undefined);
    await store.persist(contentOf('a'));
    await store.clear();
    assert.deepEqual(await store.restore(), nobody);
  });

  test('G8 the same once more is neither written nor told', async function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    const heard = listen(this);
    let writes = 0;
    const { storage } = this.browser;
    const set = storage.set.bind(storage);
    storage.set = (key, value) => {
      writes += 1;
      return set(key, value);
    };

    await store.persist(contentOf('a'));
    await store.persist(contentOf('a'));
    const turned = Object.fromEntries(
      Object.entries(contentOf('a').authenticated).reverse(),
    );
    await store.persist({ authenticated: turned, other: 1 });
    assert.strictEqual(writes, 1);
    assert.strictEqual(heard.length, 1);

    await store.persist(contentOf('b'));
    assert.strictEqual(writes, 2);
    assert.strictEqual(heard.length, 2);
  });

  test('G8 what has just been restored is not written back', async function (this: AppTestContext, assert) {
    await this.browser.storage.set('session', recordOf('a'));
    const heard = listen(this);
    const { store } = openStore(this);
    await store.persist(await store.restore());
    assert.deepEqual(heard, []);
  });

  test('G8 to clear what is empty tells nobody', async function (this: AppTestContext, assert) {
    const heard = listen(this);
    await openStore(this).store.clear();
    assert.deepEqual(heard, []);
  });

  test('C5 no token goes over the channel', async function (this: AppTestContext, assert) {
    const heard = listen(this);
    await openStore(this).store.persist(contentOf('s3cret'));
    assert.strictEqual(heard.length, 1);
    assert.notOk(JSON.stringify(heard).includes('s3cret'));
  });

  test('G1 G2 G4 what changes in another tab is announced, each change once', async function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    const sibling = openSibling(this);
    await store.persist(contentOf('a'));
    await settled();
    await store.persist(contentOf('b'));
    await settled();
    await store.clear();
    await settled();
    assert.deepEqual(sibling.announced, [
      contentOf('a'),
      contentOf('b'),
      nobody,
    ]);
  });

  test('G8 what changes in this tab is not announced in it', async function (this: AppTestContext, assert) {
    const { store, announced } = openStore(this);
    openSibling(this);
    await store.persist(contentOf('a'));
    await store.clear();
    await settled();
    assert.deepEqual(announced, []);
  });

  test('G8 what was announced is not written back by persisting it', async function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    const sibling = openSibling(this);
    await store.persist(contentOf('a'));
    await settled();
    const heard = listen(this);
    await sibling.store.persist(sibling.announced[0]);
    assert.deepEqual(heard, []);
  });

  test('G7 a message of garbage, or one without a change, announces nothing', async function (this: AppTestContext, assert) {
    const { store, announced } = openStore(this);
    await store.persist(contentOf('a'));
    const channel = this.browser.computer.openChannel(CHANNEL, () => undefined);
    for (const message of [
      undefined,
      null,
      0,
      '',
      {},
      [],
      'CHANGED',
      { type: 'changed', session: recordOf('evil') },
      'changed',
    ]) {
      channel.post(message);
      await settled();
    }
    assert.deepEqual(announced, []);
  });

  test('G6 G7 a record that became garbage in another tab is announced as nobody, and thrown away', async function (this: AppTestContext, assert) {
    const { store, announced } = openStore(this);
    await store.persist(contentOf('a'));
    await this.browser.storage.set('session', '{oops');
    const channel = this.browser.computer.openChannel(CHANNEL, () => undefined);
    channel.post({ type: 'changed' });
    await settled();
    assert.deepEqual(announced, [nobody]);
    assert.strictEqual(await this.browser.storage.get('session'), undefined);
  });

  test('G4 a session that another tab has written is read at once, before it is announced', async function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    await store.persist(contentOf('a'));
    await this.browser.storage.set('session', recordOf('b'));
    assert.deepEqual(await store.readSession(), recordOf('b').session as never);
  });

  test('G4 what was read before this tab has written something counts no more', async function (this: AppTestContext, assert) {
    const { announced, store } = openStore(this);
    await store.persist(contentOf('a'));
    const { storage } = this.browser;
    const read = storage.get.bind(storage);
    let release!: (value: unknown) => void;
    storage.get = () => {
      storage.get = read;
      return new Promise((resolve) => (release = resolve));
    };
    const caughtUp = store.catchUp();
    await store.persist(contentOf('b'));
    release(recordOf('old'));
    await caughtUp;
    assert.deepEqual(announced, []);
  });

  test('B7 it keeps no return-to of ember-simple-auth’s', function (this: AppTestContext, assert) {
    const { store } = openStore(this);
    store.setRedirectTarget();
    assert.strictEqual(store.getRedirectTarget(), null);
    store.clearRedirectTarget();
    assert.strictEqual(store.getRedirectTarget(), null);
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
