import BrowserService from 'latchkey/services/browser';
import { setupTest } from 'ember-qunit';
import { module, test } from 'qunit';
import { Deferred } from '../../helpers/stub-fetch';
import { setupStubbedTimeouts } from '../../helpers/stub-timeouts';

const WAIT = 15_000;

/** Takes a lock, as a tab does that is frozen then. @returns lets go of it */
async function hold(lock: string): Promise<() => void> {
  const held = new Deferred();
  const taken = new Deferred();
  void navigator.locks.request(lock, () => {
    taken.resolve();
    return held.promise;
  });
  await taken.promise;
  return () => held.resolve();
}

module('Unit | services | browser: locks', function (hooks) {
  setupTest(hooks);
  const timeouts = setupStubbedTimeouts(hooks);

  let browser: BrowserService;
  /** For this test alone: all pages share the locks. */
  let name: string;
  /** How many tasks run, and how many ever did at the same moment. */
  let running: number;
  let most: number;

  hooks.beforeEach(function () {
    this.owner.register('service:real-browser', BrowserService);
    browser = this.owner.lookup('service:real-browser') as BrowserService;
    name = `latchkey:test:${crypto.randomUUID()}`;
    running = most = 0;
  });

  const run = () =>
    browser.withLock(name, WAIT, async () => {
      running += 1;
      most = Math.max(most, running);
      await navigator.locks.query();
      running -= 1;
    });

  test('D1 one task at a time', async function (assert) {
    await Promise.all([run(), run(), run()]);
    assert.strictEqual(most, 1);
    assert.deepEqual(timeouts().asked, [WAIT, WAIT, WAIT], 'a bounded wait');
  });

  test('D3 all that have waited in vain for a frozen tab go on, and still one at a time', async function (assert) {
    const release = await hold(name);
    const all = [run(), run(), run()];
    timeouts().runOut();
    await Promise.all(all);
    assert.strictEqual(most, 1);
    release();
  });

  test('D3 where a second tab is frozen among them, nobody waits for ever', async function (assert) {
    const releases = [await hold(name), await hold(`${name}:overdue`)];
    const task = run();
    timeouts().runOut();
    // The bound of the second lock is set once the first one has run out.
    await navigator.locks.query();
    timeouts().runOut();
    await task;
    assert.strictEqual(most, 1);
    releases.forEach((release) => release());
  });

  test('a task that fails is not tried again', async function (assert) {
    let count = 0;
    const failing = browser.withLock(name, WAIT, () => {
      count += 1;
      return Promise.reject(new Error('It fails.'));
    });
    await assert.rejects(failing, /It fails/);
    assert.strictEqual(count, 1);
  });
});
