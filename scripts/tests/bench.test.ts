import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authenticate } from '../../server/sessions/authenticate.ts';
import { startTestServer } from '../../server/tests/support/server.ts';
import { insertTokens, tokenOf } from '../bench/many-tokens.ts';
import { percentile } from '../bench/percentile.ts';
import { loadTable } from '../bench/table.ts';
import { describeTiming, measureTiming, ratioOf } from '../bench/timing.ts';
import { wholeNumber } from '../bench/whole-number.ts';

describe('the bench', () => {
  test('its tokens are as good as any, from the first to the last', async () => {
    const server = await startTestServer();
    try {
      await server.reset({});
      await insertTokens(server.database, 25);
      const use = { now: new Date(), address: undefined };
      for (const row of [1, 10, 11, 25]) {
        const found = await authenticate(server.database, tokenOf(row), use);
        assert.deepEqual(found?.scope, ['profile', 'users', 'todos']);
      }
      assert.equal(
        await authenticate(server.database, tokenOf(26), use),
        undefined,
      );
    } finally {
      await server.close();
    }
  });

  test('a percentile is a value that was measured, the nearest', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    assert.equal(percentile(values, 50), 100);
    assert.equal(percentile(values, 99), 198);
    assert.equal(percentile([7], 99), 7);
    assert.ok(Number.isNaN(percentile([], 50)));
  });

  test('the columns of the table stand below each other', () => {
    const times = { p50: 1.24, p99: 10, failed: 0 };
    const table = loadTable([
      { server: 'a', request: 'one', perSecond: 1234.4, ...times },
      { server: 'longer', request: 'another', perSecond: 5, ...times },
    ]);
    assert.deepEqual(table.split('\n'), [
      'server  request  req/s  p50 ms  p99 ms  failed',
      'a       one       1234     1.2    10.0       0',
      'longer  another      5     1.2    10.0       0',
    ]);
  });

  test('the time of a refusal is measured in turn, and tells which accounts there are', async () => {
    const asked: string[] = [];
    let time = 0;
    const timing = await measureTiming(
      (username) => {
        asked.push(username);
        time += username.startsWith('demo') ? 30 : 20;
        return Promise.resolve();
      },
      10,
      () => time,
    );
    assert.equal(timing.known.length, 10);
    assert.equal(timing.unknown.length, 10);
    assert.equal(asked.length, 2 * (20 + 10));
    assert.notEqual(asked.at(-1), asked.at(-3));
    assert.equal(ratioOf(timing), 1.5);
    assert.match(
      describeTiming('PGlite', timing),
      /10 interleaved trials each: medians 30\.0 ms and 20\.0 ms, ratio 1\.500$/,
    );
  });

  test('an option that is no number is refused', () => {
    assert.equal(wholeNumber('rows', '10000'), 10_000);
    assert.throws(() => wholeNumber('rows', '1e4'), /--rows takes a whole/);
    assert.throws(() => wholeNumber('seconds', '0'), /--seconds/);
  });
});
