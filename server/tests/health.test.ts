import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { openPostgres } from '../database/open.ts';
import type { ServerEnvironment } from '../dependencies.ts';
import { healthRoutes } from '../health/routes.ts';
import { listen } from '../http/listen.ts';
import { createLog, silentLog } from '../log.ts';
import { startTestServer, type TestServer } from './support/server.ts';

describe('health and readiness', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const ask = async (path: string) => {
    const response = await server.fetch(path, {});
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    return [response.status, await response.text()];
  };

  test('both are well while all is well, and not in the log', async () => {
    const lines: string[] = [];
    await server.resetWith({}, { log: createLog((line) => lines.push(line)) });
    assert.deepEqual(await ask('/healthz'), [200, 'ok\n']);
    assert.deepEqual(await ask('/readyz'), [200, 'ok\n']);
    assert.deepEqual(lines, []);
  });

  test('they are the only ones that are never stored on their account', async () => {
    await server.reset({});
    for (const path of ['/', '/nothing.js', '/healthz/nothing']) {
      const { headers } = await server.fetch(path, {});
      assert.equal(headers.get('cache-control'), 'no-cache', path);
    }
  });

  test('without its database the process is up, but not ready; the log says why, the answer does not', async () => {
    const lines: string[] = [];
    const unreachable = openPostgres('postgres://127.0.0.1:1/none', silentLog);
    const { database } = unreachable;
    const log = createLog((line) => lines.push(line));
    await server.resetWith({}, { database, log });
    assert.deepEqual(await ask('/healthz'), [200, 'ok\n']);
    assert.deepEqual(await ask('/readyz'), [503, 'not ready\n']);
    assert.match(lines.join(''), /"database-unavailable"/);
    await unreachable.close();
  });

  test('a database that does not answer is not waited for', async () => {
    const silent = new Proxy(server.database, {
      get: () => () => ({ from: () => new Promise(() => {}) }),
    });
    const routes = healthRoutes(
      { database: silent, isStopping: () => false, log: silentLog },
      1,
    );
    assert.equal((await routes.request('/readyz')).status, 503);
    assert.equal((await routes.request('/healthz')).status, 200);
  });

  test('with tables that are too old it is not ready', async () => {
    await server.reset({});
    const migrations = sql`drizzle.__drizzle_migrations`;
    const shift = (milliseconds: number) =>
      server.database.execute(
        sql`update ${migrations} set created_at = created_at + ${milliseconds}`,
      );
    await shift(-1);
    try {
      assert.deepEqual(await ask('/readyz'), [503, 'not ready\n']);
    } finally {
      await shift(1);
    }
    assert.deepEqual(await ask('/readyz'), [200, 'ok\n']);
  });

  test('once it is asked to end it is not ready, and still up', async () => {
    await server.resetWith({}, { isStopping: () => true });
    assert.deepEqual(await ask('/readyz'), [503, 'stopping\n']);
    assert.deepEqual(await ask('/healthz'), [200, 'ok\n']);
  });
});

describe('the end of a server', () => {
  /** A server whose one page answers when it is told to. */
  const startHeld = async (shutdownTimeout: number) => {
    const app = new Hono<ServerEnvironment>();
    let begun = () => {};
    let release = () => {};
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    app.get('/', async (context) => {
      begun();
      await isReleased;
      return context.text('done');
    });
    const listening = await listen(app, {
      host: '127.0.0.1',
      port: 0,
      limits: { shutdownTimeout },
    });
    return { ...listening, isBegun, release };
  };

  test('a request that runs is answered, another one is not accepted, and no kept connection holds it up', async () => {
    const held = await startHeld(60_000);
    const answer = fetch(held.origin);
    await held.isBegun;
    const closed = held.close();
    await assert.rejects(fetch(held.origin));
    held.release();
    assert.equal(await (await answer).text(), 'done');
    const start = performance.now();
    await closed;
    assert.ok(performance.now() - start < 3_000);
  });

  test('one that does not end is cut off', async () => {
    const held = await startHeld(100);
    const { hostname, port } = new URL(held.origin);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.resume();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await held.isBegun;
    const gone = once(socket, 'close');
    await held.close();
    await gone;
    held.release();
  });
});
