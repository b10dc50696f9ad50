import { MemoryStorage } from 'latchkey/auth/key-value-storage';
import { Transactions, type Transaction } from 'latchkey/auth/transactions';
import { module, test } from 'qunit';

const MINUTE = 60_000;

/** A browser with several tabs: one storage, one clock, one task at a time. */
class World {
  readonly storage = new MemoryStorage();
  readonly key = 'transactions';
  time = 1_000_000;
  #last: Promise<unknown> = Promise.resolve();

  now = () => this.time;

  withLock = <T>(task: () => Promise<T>): Promise<T> => {
    const run = this.#last.then(task, task);
    this.#last = run.catch(() => undefined);
    return run;
  };
}

function transaction(world: World, state: string): Transaction {
  return {
    state,
    provider: 'oidc',
    issuer: 'https://login.example',
    tokenEndpoint: 'https://login.example/token',
    redirectUri: 'https://app.example/login/callback/oidc',
    codeVerifier: 'v'.repeat(43),
    nonce: 'n',
    returnTo: '/users',
    navigator: 'redirect',
    startedAt: world.time,
  };
}

module('Unit | auth | transactions', function () {
  test('A4 an attempt is taken once', async function (assert) {
    const world = new World();
    const transactions = new Transactions(world);
    await transactions.begin(transaction(world, 'S'));

    assert.deepEqual(await transactions.take('S'), transaction(world, 'S'));
    assert.strictEqual(await transactions.take('S'), undefined);
  });

  test('A21 of two that take at once, in two tabs, one gets it', async function (assert) {
    const world = new World();
    const [one, other] = [new Transactions(world), new Transactions(world)];
    await one.begin(transaction(world, 'S'));
    const taken = await Promise.all([one.take('S'), other.take('S')]);
    assert.strictEqual(taken.filter(Boolean).length, 1);
  });

  test('A3 names of the prototype are not attempts', async function (assert) {
    const transactions = new Transactions(new World());
    for (const state of ['constructor', '__proto__', 'toString', '']) {
      assert.strictEqual(await transactions.take(state), undefined);
    }
  });

  test('A18 attempts of many tabs do not disturb each other', async function (assert) {
    const world = new World();
    const states = Array.from({ length: 10 }, (_, index) => `S${index}`);
    await Promise.all(
      states.map((state) =>
        new Transactions(world).begin(transaction(world, state)),
      ),
    );
    const taken = await Promise.all(
      [...states].reverse().map((state) => new Transactions(world).take(state)),
    );
    assert.deepEqual(
      taken.map((each) => each?.state),
      [...states].reverse(),
    );
  });

  test('A19 at most ten are pending, the oldest gives way', async function (assert) {
    const world = new World();
    const transactions = new Transactions(world);
    for (let index = 0; index < 11; index += 1) {
      await transactions.begin(transaction(world, `S${index}`));
    }
    assert.strictEqual(await transactions.take('S0'), undefined);
    assert.strictEqual((await transactions.take('S1'))?.state, 'S1');
  });

  test('A19 after ten minutes an attempt is over, also when the clock was turned back', async function (assert) {
    for (const minutes of [10, -10]) {
      const world = new World();
      const transactions = new Transactions(world);
      await transactions.begin(transaction(world, 'S'));
      world.time += minutes * MINUTE;
      assert.strictEqual(await transactions.take('S'), undefined);
    }
  });

  test('A19 whatever else lies in storage is not an attempt, and is removed', async function (assert) {
    const world = new World();
    const good = transaction(world, 'S');
    await world.storage.set('transactions', [
      null,
      'S',
      { ...good, state: 1 },
      { ...good, returnTo: 5 },
      { state: 'S' },
      good,
    ]);
    const transactions = new Transactions(world);
    assert.deepEqual(await transactions.take('S'), good);
    assert.strictEqual(await world.storage.get('transactions'), undefined);

    await world.storage.set('transactions', '{oops');
    assert.strictEqual(await transactions.take('S'), undefined);
  });
});
