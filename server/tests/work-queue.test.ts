import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PASSWORD_COST, Passwords } from '../passwords.ts';
import { readSettings } from '../settings.ts';
import { QueueFullError, WorkQueue } from '../work-queue.ts';
import { TestBrowser } from './support/browser.ts';
import { authorizePath, addClients, DEMO_INPUT } from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM } from './support/tokens.ts';

/** Work that goes on until the test says otherwise. */
function heldWork() {
  const waiting: (() => void)[] = [];
  let most = 0;
  let running = 0;
  return {
    most: () => most,
    work: async () => {
      most = Math.max(most, (running += 1));
      await new Promise<void>((resolve) => waiting.push(resolve));
      running -= 1;
    },
    /** Ends one thing that runs. */
    async finishOne() {
      while (waiting.length === 0) await Promise.resolve();
      waiting.shift()?.();
    },
  };
}

describe('M16 the queue before the passwords', () => {
  test('so many at once, so many waiting, the rest refused', async () => {
    const queue = new WorkQueue({ concurrency: 2, length: 3 });
    const held = heldWork();
    const five = Array.from({ length: 5 }, () => queue.run(held.work));
    await assert.rejects(queue.run(held.work), QueueFullError);
    for (let done = 0; done < 5; done += 1) await held.finishOne();
    await Promise.all(five);
    assert.equal(held.most(), 2);
  });

  test('first come, first served; and one that fails makes room like any other', async () => {
    const queue = new WorkQueue({ concurrency: 1, length: 10 });
    const order: number[] = [];
    const all = [0, 1, 2, 3].map((number) =>
      queue.run(() => {
        order.push(number);
        return number === 1
          ? Promise.reject(new Error('failed'))
          : Promise.resolve(number);
      }),
    );
    const results = await Promise.allSettled(all);
    assert.deepEqual(order, [0, 1, 2, 3]);
    assert.equal(results[1]?.status, 'rejected');
    assert.equal(await queue.run(() => Promise.resolve(4)), 4);
  });

  describe('on the server', () => {
    let server: TestServer;
    before(async () => {
      server = await startTestServer();
    });
    after(() => server.close());

    const statuses = async (count: number) => {
      const answers = await Promise.all(
        Array.from({ length: count }, () =>
          server.post('/oauth/token', DEMO_FORM),
        ),
      );
      return answers.map(({ status }) => status);
    };

    test('200 sign-ins at once all succeed, without more memory than the hashes at work need', async (context) => {
      await server.reset({});
      await statuses(5);
      const before = process.memoryUsage.rss();
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage.rss());
      }, 5);
      const times: number[] = [];
      const start = performance.now();
      await Promise.all(
        Array.from({ length: 200 }, async () => {
          const { status } = await server.post('/oauth/token', DEMO_FORM);
          assert.equal(status, 200);
          times.push(performance.now() - start);
        }),
      );
      clearInterval(watch);
      const grown = (most - before) / 2 ** 20;
      const p95 = times.sort((one, other) => one - other)[189] ?? NaN;
      context.diagnostic(
        `p95 ${Math.round(p95)} ms; ${Math.round(grown)} MiB more, where 200 hashes at once would take 3800`,
      );
      assert.ok(grown < 600, `${grown} MiB`);
    });

    test('beyond the queue the token server says 503 and when to come back, the page too', async () => {
      const settings = readSettings({
        PASSWORD_CONCURRENCY: '1',
        PASSWORD_QUEUE: '0',
      });
      const passwords = await Passwords.create(
        PASSWORD_COST,
        settings.passwordLimits,
      );
      await server.resetWith({}, { settings, passwords });
      await addClients(server);
      const browser = new TestBrowser(server);
      const page = await browser.get(authorizePath());
      const held = heldWork();
      const turn = passwords.inTurn(held.work);
      const refused = await server.fetch('/oauth/token', {
        method: 'POST',
        body: new URLSearchParams(DEMO_FORM),
      });
      assert.equal(refused.status, 503);
      assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
      assert.deepEqual(await refused.json(), {
        error: 'temporarily_unavailable',
        error_description: 'The server cannot answer just now.',
      });
      const refusedPage = await browser.submit(page, DEMO_INPUT);
      assert.equal(refusedPage.status, 503);
      assert.match(refusedPage.headers.get('retry-after') ?? '', /^[1-9]\d*$/);

      // What hashes nothing is answered all the same.
      const { status } = await server.fetch('/api/status', {});
      assert.equal(status, 200);

      await held.finishOne();
      await turn;
      assert.deepEqual(await statuses(1), [200]);
    });
  });
});
