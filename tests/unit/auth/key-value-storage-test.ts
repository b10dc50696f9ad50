import {
  FallbackStorage,
  MemoryStorage,
  type KeyValueStorage,
} from 'latchkey/auth/key-value-storage';
import { module, test } from 'qunit';
import { catchError } from '../../helpers/catch-error';

/** A storage that counts how often it is asked, and works as the test says. */
class FakeStorage implements KeyValueStorage {
  readonly #memory = new MemoryStorage();
  asked = 0;

  constructor(
    public state: 'works' | 'rejects' | 'throws' | 'hangs' = 'works',
  ) {}

  get(key: string): Promise<unknown> {
    return this.#do(() => this.#memory.get(key));
  }

  set(key: string, value: unknown): Promise<void> {
    return this.#do(() => this.#memory.set(key, value));
  }

  delete(key: string): Promise<void> {
    return this.#do(() => this.#memory.delete(key));
  }

  #do<T>(task: () => Promise<T>): Promise<T> {
    this.asked += 1;
    switch (this.state) {
      case 'works':
        return task();
      case 'hangs':
        return new Promise(() => {});
      case 'throws':
        throw new DOMException('The operation is insecure.', 'SecurityError');
      case 'rejects':
        return Promise.reject(
          new DOMException('The quota is exceeded.', 'QuotaExceededError'),
        );
    }
  }
}

/** As short as a timer can be: a storage that hangs is given up at the next turn. */
const AT_ONCE = 0;

/** Longer than any test. */
const LONG = 60_000;

module('Unit | auth | key-value storage', function () {
  module('in memory', function () {
    test('keeps what it is given until that is deleted', async function (assert) {
      const storage = new MemoryStorage();
      assert.strictEqual(await storage.get('a'), undefined);
      await storage.set('a', { b: 1 });
      assert.deepEqual(await storage.get('a'), { b: 1 });
      assert.strictEqual(await storage.get('constructor'), undefined);
      await storage.delete('a');
      assert.strictEqual(await storage.get('a'), undefined);
    });
  });

  module('several as one', function () {
    test('the first that works is the only one that is asked', async function (assert) {
      const [first, second] = [new FakeStorage(), new FakeStorage()];
      const storage = new FallbackStorage([first, second], LONG);
      await storage.set('a', 1);
      assert.strictEqual(await storage.get('a'), 1);
      assert.strictEqual(first.asked, 2);
      assert.strictEqual(second.asked, 0);
      await storage.delete('a');
      assert.strictEqual(await storage.get('a'), undefined);
      assert.strictEqual(first.asked, 4);
    });

    for (const state of ['rejects', 'throws', 'hangs'] as const) {
      test(`H4 H5 one that ${state} is left alone from then on, and the next one used`, async function (assert) {
        const [first, second] = [new FakeStorage(state), new FakeStorage()];
        const storage = new FallbackStorage(
          [first, second],
          state === 'hangs' ? AT_ONCE : LONG,
        );
        await storage.set('a', 1);
        first.state = 'works';
        await storage.set('a', 2);
        assert.strictEqual(await storage.get('a'), 2);
        assert.strictEqual(first.asked, 1);
        await storage.delete('a');
        assert.strictEqual(await storage.get('a'), undefined);
      });

      test(`H5 reading and deleting change over, too, from one that ${state}`, async function (assert) {
        for (const task of ['get', 'delete'] as const) {
          const second = new FakeStorage();
          await second.set('a', 1);
          const storage = new FallbackStorage(
            [new FakeStorage(state), second],
            state === 'hangs' ? AT_ONCE : LONG,
          );
          const result = await storage[task]('a');
          assert.strictEqual(result, task === 'get' ? 1 : undefined);
          assert.strictEqual(second.asked, 2);
        }
      });
    }

    test('H5 the chain goes on to its end', async function (assert) {
      const chain = [
        new FakeStorage('rejects'),
        new FakeStorage('throws'),
        new FakeStorage('hangs'),
        new FakeStorage(),
      ] as const;
      const storage = new FallbackStorage([...chain], AT_ONCE);
      await storage.set('a', 1);
      assert.strictEqual(await storage.get('a'), 1);
      assert.deepEqual(
        chain.map(({ asked }) => asked),
        [1, 1, 1, 2],
      );
    });

    test('H5 one that breaks later is left then, and its values are gone', async function (assert) {
      const first = new FakeStorage();
      const storage = new FallbackStorage([first, new MemoryStorage()], LONG);
      await storage.set('a', 1);
      first.state = 'rejects';
      assert.strictEqual(await storage.get('a'), undefined);
      await storage.set('a', 2);
      assert.strictEqual(await storage.get('a'), 2);
    });

    test('H3 several that fail at once move on by one storage, not by several', async function (assert) {
      const first = new FakeStorage('rejects');
      const second = new FakeStorage();
      const storage = new FallbackStorage(
        [first, second, new MemoryStorage()],
        LONG,
      );
      await Promise.all([
        storage.set('a', 1),
        storage.set('b', 2),
        storage.get('c'),
      ]);
      assert.strictEqual(await storage.get('a'), 1);
      assert.strictEqual(await storage.get('b'), 2);
      assert.strictEqual(await second.get('b'), 2, 'the second is in use');
    });

    test('H5 the last one is waited for as long as it takes, and its failure is told', async function (assert) {
      const last = new FakeStorage('rejects');
      const storage = new FallbackStorage(
        [new FakeStorage('hangs'), last],
        AT_ONCE,
      );
      const error = await catchError(DOMException, storage.get('a'));
      assert.strictEqual(error.name, 'QuotaExceededError');
      last.state = 'works';
      assert.strictEqual(await storage.get('a'), undefined, 'still in use');
    });

    test('C9 what is deleted while the first did not work does not come back with it on the next page', async function (assert) {
      const first = new FakeStorage();
      await first.set('session', 'of somebody');
      first.state = 'hangs';
      const storage = new FallbackStorage(
        [first, new MemoryStorage()],
        AT_ONCE,
      );
      assert.strictEqual(await storage.get('session'), undefined);
      first.state = 'works';
      await storage.delete('session');
      assert.strictEqual(await first.get('session'), undefined);
    });

    test('D9 H5 one whose answer came while the page could not run is not left', async function (assert) {
      const first = new FakeStorage();
      const second = new FakeStorage();
      const storage = new FallbackStorage([first, second], 100);
      await storage.set('session', 'kept');
      // It is there after 110 ms; a computer that sleeps, or is busy, lets neither the page nor its timers run until later.
      const get = first.get.bind(first);
      first.get = async (key) => {
        await new Promise((resolve) => setTimeout(resolve, 110));
        return get(key);
      };
      const answer = storage.get('session');
      const wake = performance.now() + 200;
      while (performance.now() < wake);
      assert.strictEqual(await answer, 'kept');
      assert.strictEqual(second.asked, 0);
    });

    test('H5 one that answers in time is not left', async function (assert) {
      const first = new FakeStorage();
      const second = new FakeStorage();
      const storage = new FallbackStorage([first, second], LONG);
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => storage.set('a', index)),
      );
      assert.strictEqual(await storage.get('a'), 19);
      assert.strictEqual(second.asked, 0);
    });
  });
});
