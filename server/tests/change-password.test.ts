import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { UsageError } from '../commands/arguments.ts';
import { readPassword } from '../commands/read-password.ts';
import { signInPlaces } from '../database/schema-throttling.ts';
import { tokenFamilies, users } from '../database/schema.ts';
import { Passwords } from '../passwords.ts';
import { readSettings } from '../settings.ts';
import { setPassword } from '../users/set-password.ts';
import { QueueFullError } from '../work-queue.ts';
import { PassThrough } from 'node:stream';
import { TestBrowser } from './support/browser.ts';
import {
  addClients,
  answerOf,
  authorize,
  authorizePath,
  redeem,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM, signIn, statusOfMe, type Pair } from './support/tokens.ts';

const OLD = DEMO_ACCOUNT.password;
const NEW = 'a better one';

/** Behind one proxy, so that a test can come from anywhere, and as patient as in real life. */
const SETTINGS = readSettings({ TRUSTED_PROXIES: '1' });
const HERE = '198.51.100.7';
const ELSEWHERE = '192.0.2.66';

interface Change {
  from?: string;
  current?: string;
  wanted?: string;
}

describe('a password that its owner changes', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(() => server.reset({}));
  after(() => server.close());

  const send = async (
    { accessToken }: Pair,
    { from = HERE, current = OLD, wanted = NEW }: Change = {},
  ) => {
    const [demo] = await server.database
      .select({ id: users.id })
      .from(users)
      .where(eq(users.email, DEMO_ACCOUNT.email));
    const attributes = { 'current-password': current, 'new-password': wanted };
    const response = await server.fetch('/api/me/password', {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/vnd.api+json',
        'x-forwarded-for': from,
      },
      body: JSON.stringify({
        data: { type: 'passwords', id: demo?.id, attributes },
      }),
    });
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: Number(response.headers.get('retry-after')),
      code: /"code":"([a-z-]+)"/.exec(text)?.[1],
    };
  };

  test('F8 ends codes on their way and the sessions at the pages of the server too, and only their own', async () => {
    await addClients(server);
    const pair = await signIn(server);
    const browser = new TestBrowser(server);
    const code = (await authorize(server, { browser })).get('code');
    assert.equal((await send(pair)).status, 204);
    assert.equal((await redeem(server, code)).body['error'], 'invalid_grant');
    const silent = await browser.get(authorizePath({ prompt: 'none' }));
    assert.equal(answerOf(silent).get('error'), 'login_required');
    assert.equal(await statusOfMe(server, pair), 200);
    const families = await server.database.select().from(tokenFamilies);
    assert.deepEqual(
      families.map(({ endReason }) => endReason),
      [null],
    );
  });

  test('M15 wrong ones are counted like wrong ones at sign-in, in the same buckets', async () => {
    await server.resetWith({}, { settings: SETTINGS });
    const pair = await signIn(server);
    const codes = [];
    for (let guess = 0; guess < 7; guess += 1) {
      const { code } = await send(pair, { from: ELSEWHERE, current: 'wrong' });
      codes.push(code);
    }
    assert.deepEqual(codes, [
      ...Array<string>(6).fill('password-wrong'),
      'too-many-attempts',
    ]);
    const right = await send(pair, { from: ELSEWHERE });
    assert.equal(right.status, 429);
    assert.equal(right.retryAfter, 1);
    const signingIn = await server.post('/oauth/token', DEMO_FORM, {
      'x-forwarded-for': ELSEWHERE,
    });
    assert.equal(signingIn.status, 429);
    assert.equal(await statusOfMe(server, pair), 200);

    await server.advance(1);
    assert.equal((await send(pair, { from: ELSEWHERE })).status, 204);
  });

  test('M15 where it was changed the owner is known from then on, and nowhere else', async () => {
    await server.resetWith({}, { settings: SETTINGS });
    const there = { 'x-forwarded-for': ELSEWHERE };
    await server.post('/oauth/token', DEMO_FORM, there);
    const pair = await signIn(server);
    assert.equal((await send(pair)).status, 204);
    assert.equal((await server.database.select().from(signInPlaces)).length, 1);
  });

  test('N9 of several sessions that change it at once one succeeds, and the others are over', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 4 }, () => signIn(server)),
    );
    const answers = await Promise.all(
      pairs.map((pair, index) => send(pair, { wanted: `new ${index}` })),
    );
    const [winner, ...others] = answers.filter(({ status }) => status === 204);
    assert.ok(winner && others.length === 0, JSON.stringify(answers));
    for (const { status } of answers.filter((answer) => answer !== winner)) {
      assert.ok(status === 401 || status === 422, String(status));
    }
    await signIn(server, { password: `new ${answers.indexOf(winner)}` });
    const alive = await Promise.all(
      pairs.map((pair) => statusOfMe(server, pair)),
    );
    assert.equal(alive.filter((status) => status === 200).length, 1);
  });

  test('N9 of several changes of one session at once one succeeds', async () => {
    const pair = await signIn(server);
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        send(pair, { wanted: `new ${index}` }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [204, 422, 422, 422]);
    assert.equal(await statusOfMe(server, pair), 200);
  });

  test('N11 a session that an administrator ends meanwhile changes nothing any more', async (t) => {
    const passwords = await Passwords.create();
    await server.resetWith({}, { passwords });
    const pair = await signIn(server);
    t.mock.method(passwords, 'hash', async () => {
      await setPassword(
        { ...server, clock: () => server.now() },
        { email: DEMO_ACCOUNT.email, password: 'of the administrator' },
      );
      return server.passwords.hash(NEW);
    });
    const { code, status } = await send(pair);
    assert.deepEqual([status, code], [401, 'invalid-token']);
    await signIn(server, { password: 'of the administrator' });
  });

  test('a hash of an older cost, which is renewed on the way, does not stand in the way', async () => {
    const cheap = await Passwords.create({
      memory: 8192,
      time: 2,
      parallelism: 1,
    });
    const passwordHash = await cheap.hash(OLD);
    const pair = await signIn(server);
    await server.database
      .update(users)
      .set({ passwordHash })
      .where(eq(users.email, DEMO_ACCOUNT.email));
    assert.equal((await send(pair)).status, 204);
    await signIn(server, { password: NEW });
  });

  test('M16 a server that has too much to do says so, and when to come back', async (t) => {
    const passwords = await Passwords.create();
    await server.resetWith({}, { passwords });
    const pair = await signIn(server);
    t.mock.method(passwords, 'inTurn', () =>
      Promise.reject(new QueueFullError()),
    );
    const { code, retryAfter, status } = await send(pair);
    assert.deepEqual([status, code, retryAfter], [503, 'too-busy', 2]);
  });

  test('J11 what nobody could sign in with is refused at the command line as well', async () => {
    for (const password of ['a'.repeat(1025), 'a'.repeat(1_000_000)]) {
      const stream = new PassThrough();
      stream.end(password);
      const reading = readPassword(
        Object.assign(stream, {
          isTTY: false,
        }) as unknown as NodeJS.ReadStream,
      );
      await assert.rejects(reading, UsageError);
    }
  });
});
