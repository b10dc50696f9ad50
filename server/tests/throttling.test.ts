import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { signInBuckets } from '../database/schema-throttling.ts';
import { secondsAfter } from '../clock.ts';
import { createLog } from '../log.ts';
import { PASSWORD_COST, Passwords } from '../passwords.ts';
import { readSettings } from '../settings.ts';
import { countAttempt, uncount, type Bucket } from '../throttling/buckets.ts';
import { createAccount } from '../users/accounts.ts';
import { TestBrowser } from './support/browser.ts';
import { addClients, authorizePath, DEMO_INPUT } from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM } from './support/tokens.ts';

/** Behind one proxy, so that a test can come from anywhere. */
const SETTINGS = readSettings({ TRUSTED_PROXIES: '1' });

const HOUR = 3600;
const LONGEST_WAIT = 15 * 60;

const ATTACKER = '192.0.2.66';
const VICTIM = '198.51.100.7';

interface Attempt {
  from?: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
}

describe('M15 throttling', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(() => server.resetWith({}, { settings: SETTINGS }));
  after(() => server.close());

  const attempt = async ({
    from = ATTACKER,
    headers = {},
    ...changes
  }: Attempt) => {
    const response = await server.fetch('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({
        ...DEMO_FORM,
        password: 'a wrong one',
        ...changes,
      }),
      headers: { 'x-forwarded-for': from, ...headers },
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
      retryAfter: Number(response.headers.get('retry-after')),
    };
  };
  const signInFrom = (from: string, headers: Record<string, string> = {}) =>
    attempt({ from, headers, password: DEMO_ACCOUNT.password });

  /** Fails until the first refusal. */
  const exhaust = async (guess: Attempt) => {
    for (let failures = 0; failures < 2000; failures += 1) {
      const answer = await attempt(guess);
      if (answer.status === 429) return { ...answer, failures };
      assert.equal(answer.status, 400);
    }
    throw new Error('never refused');
  };

  /** A thousand guesses in an hour; how many of them were checked. */
  const thousandGuesses = async (guess: (number: number) => Attempt) => {
    let checked = 0;
    for (let number = 0; number < 1000; number += 1) {
      const { status } = await attempt(guess(number));
      assert.ok(status === 400 || status === 429, String(status));
      if (status === 400) checked += 1;
      await server.advance(HOUR / 1000);
    }
    return checked;
  };

  test('an attempt that overtakes another, or comes by a clock that is behind, is not refused for it', async () => {
    const { database } = server;
    const rule = { free: 5, longestWait: LONGEST_WAIT, forgetsOneIn: HOUR };
    const buckets: Bucket[] = [{ key: 'overtaken', rule }];
    const now = server.now();
    const before = secondsAfter(now, -1);
    const first = await countAttempt(database, buckets, now);
    await countAttempt(database, buckets, before);
    await uncount(database, first);
    await countAttempt(database, buckets, before);
  });

  test('a few failures are free, then each wait is twice the one before, up to the longest', async () => {
    const { body, headers, failures, retryAfter } = await exhaust({});
    assert.equal(failures, 6);
    assert.equal(retryAfter, 1);
    assert.deepEqual(body, {
      error: 'too_many_requests',
      error_description: 'There were too many attempts to sign in.',
    });
    assert.equal(headers.get('cache-control'), 'no-store');
    const waits = [];
    for (let round = 0; round < 13; round += 1) {
      const { retryAfter: wait } = await exhaust({});
      waits.push(wait);
      await server.advance(wait);
    }
    for (const [index, wait] of waits.entries()) {
      const expected = Math.min(2 ** index, LONGEST_WAIT);
      assert.ok(
        wait > 0.7 * expected && wait <= expected,
        `${wait}, not about ${expected}`,
      );
    }
  });

  test('who does not wait is not punished: the wait ends when it was said to', async () => {
    await exhaust({});
    await server.advance(1);
    await exhaust({});
    const { retryAfter } = await exhaust({});
    for (let second = 1; second < retryAfter; second += 1) {
      await server.advance(1);
      assert.equal((await signInFrom(ATTACKER)).status, 429);
    }
    await server.advance(1);
    assert.equal((await signInFrom(ATTACKER)).status, 200);
  });

  test('of 1000 guesses at one account from one address in an hour at most 20 are checked; its owner elsewhere waits for moments', async (t) => {
    const checked = await thousandGuesses(() => ({}));
    t.diagnostic(`${checked} of 1000 checked`);
    assert.ok(checked <= 20, String(checked));
    const first = await signInFrom(VICTIM);
    if (first.status === 429) {
      assert.ok(first.retryAfter <= 60, String(first.retryAfter));
      await server.advance(first.retryAfter);
      assert.equal((await signInFrom(VICTIM)).status, 200);
    } else assert.equal(first.status, 200);
  });

  test('of 1000 from two addresses at most 30 are checked', async (t) => {
    const checked = await thousandGuesses((number) => ({
      from: `192.0.2.${number % 2}`,
    }));
    t.diagnostic(`${checked} of 1000 checked`);
    assert.ok(checked <= 30, String(checked));
  });

  test('of 1000 from 1000 addresses at most 30 are checked; the owner signs in after a bounded wait', async (t) => {
    const checked = await thousandGuesses((number) => ({
      from: `10.0.${number >> 8}.${number & 255}`,
    }));
    t.diagnostic(`${checked} of 1000 checked`);
    assert.ok(checked <= 30, String(checked));
    const { status, retryAfter } = await signInFrom(VICTIM);
    if (status === 429) {
      assert.ok(retryAfter <= LONGEST_WAIT);
      await server.advance(retryAfter);
      assert.equal((await signInFrom(VICTIM)).status, 200);
    } else assert.equal(status, 200);
  });

  test('where the owner has signed in before, an attack from elsewhere is not noticed, while it goes on', async () => {
    assert.equal((await signInFrom(VICTIM)).status, 200);
    for (let number = 0; number < 100; number += 1) {
      await attempt({ from: `10.0.0.${number}` });
    }
    assert.equal((await attempt({ from: '10.0.1.1' })).status, 429);
    assert.equal((await signInFrom(VICTIM)).status, 200);
    assert.equal((await signInFrom('198.51.100.8')).status, 429);
  });

  test('nor by a browser that has, wherever it is, also beside the attacker', async () => {
    const browser = { 'sec-fetch-site': 'same-origin' };
    const first = await signInFrom(VICTIM, browser);
    const cookie = first.headers.get('set-cookie') ?? '';
    assert.match(
      cookie,
      /^latchkey_device=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const device = cookie.split(';')[0] ?? '';
    await exhaust({});
    assert.equal((await signInFrom(ATTACKER)).status, 429);
    const again = await signInFrom(ATTACKER, { ...browser, cookie: device });
    assert.equal(again.status, 200);
    assert.equal(again.headers.get('set-cookie'), cookie);
  });

  test('such a browser has an allowance, not a licence; and for its own account only', async () => {
    const browser = { 'sec-fetch-site': 'same-origin' };
    await createAccount(
      { ...server, clock: () => server.now() },
      {
        email: 'mallory@latchkey.test',
        firstName: 'M',
        lastName: 'M',
        password: 'mallory',
      },
    );
    const own = await attempt({
      username: 'mallory@latchkey.test',
      password: 'mallory',
      headers: browser,
    });
    const cookie = own.headers.get('set-cookie')?.split(';')[0] ?? '';
    const headers = { ...browser, cookie };
    const { failures } = await exhaust({ headers });
    assert.equal(failures, 6);
    const guess = { headers, username: 'mallory@latchkey.test' };
    assert.equal((await exhaust(guess)).failures, 6);
    const made = { cookie: `latchkey_device=${'a'.repeat(43)}` };
    assert.equal((await attempt({ headers: made })).status, 429);
  });

  test('only what is a browser and keeps cookies gets one', async () => {
    for (const site of [undefined, 'cross-site']) {
      const headers = site === undefined ? {} : { 'sec-fetch-site': site };
      const { headers: answered } = await signInFrom(VICTIM, headers);
      assert.equal(answered.get('set-cookie'), null);
    }
  });

  test('a place is remembered for 90 days from the last time', async () => {
    const busy = async () => {
      for (let number = 0; number < 40; number += 1) {
        await attempt({ from: `10.0.0.${number}` });
      }
    };
    await signInFrom(VICTIM);
    await server.advance(89 * 24 * HOUR);
    await busy();
    assert.equal((await signInFrom(VICTIM)).status, 200);
    await server.advance(89 * 24 * HOUR);
    await busy();
    assert.equal((await signInFrom(VICTIM)).status, 200);
    await server.advance(90 * 24 * HOUR);
    await busy();
    assert.equal((await signInFrom(VICTIM)).status, 429);
  });

  test('the right password forgives what failed there before; elsewhere it does not', async () => {
    for (let failures = 0; failures < 5; failures += 1) await attempt({});
    assert.equal((await signInFrom(ATTACKER)).status, 200);
    assert.equal((await exhaust({})).failures, 6);

    await server.resetWith({}, { settings: SETTINGS });
    for (let number = 0; number < 40; number += 1) {
      await attempt({ from: `10.0.0.${number}` });
    }
    const { retryAfter } = await attempt({ from: '10.0.1.1' });
    await server.advance(retryAfter);
    assert.equal((await signInFrom(VICTIM)).status, 200);
    // One opening was used, and given back: there is one guess, as there would have been without it.
    assert.equal((await attempt({ from: '10.0.1.1' })).status, 400);
    assert.equal((await attempt({ from: '10.0.1.2' })).status, 429);
  });

  test('an account that there is not is treated like one', async () => {
    const unknown = { username: 'nobody@latchkey.test' };
    const one = await exhaust({});
    const other = await exhaust({ ...unknown, from: '192.0.2.67' });
    assert.deepEqual(
      [one.failures, one.retryAfter, one.body],
      [other.failures, other.retryAfter, other.body],
    );
  });

  test('an account is one, however its address is spelt', async () => {
    const spellings = ['DEMO@latchkey.test', ' demo@Latchkey.TEST '];
    for (let number = 0; number < 6; number += 1) {
      await attempt({ username: spellings[number % 2] ?? '' });
    }
    assert.equal((await attempt({})).status, 429);
    for (let number = 0; number < 6; number += 1) {
      const username = number % 2 ? 'NOBODY@x.test ' : 'nobody@X.test';
      await attempt({ username, from: VICTIM });
    }
    const answer = await attempt({ username: 'nobody@x.test', from: VICTIM });
    assert.equal(answer.status, 429);
  });

  test('a network is one, also of IPv6, whatever the client adds to X-Forwarded-For', async () => {
    for (let number = 0; number < 6; number += 1) {
      await attempt({ from: `10.0.0.${number}, 2001:db8:1:2::${number}` });
    }
    const beside = { from: '2001:db8:1:2:ffff::1' };
    assert.equal((await attempt(beside)).status, 429);
    assert.equal((await attempt({ from: '2001:db8:1:3::1' })).status, 400);
  });

  test('one address that tries one password at many accounts is slowed down, and one beside it is not', async () => {
    let checked = 0;
    for (let number = 0; number < 200; number += 1) {
      const { status } = await attempt({ username: `u${number}@x.test` });
      if (status === 400) checked += 1;
    }
    assert.equal(checked, 51);
    const answer = await attempt({ username: 'u@x.test', from: '192.0.2.67' });
    assert.equal(answer.status, 400);
  });

  test('many addresses at many accounts are slowed down to one attempt a second; users where they are known are not', async () => {
    const settings = {
      ...SETTINGS,
      patience: { freeFailures: 1, longestWait: LONGEST_WAIT },
    };
    await server.resetWith({}, { settings });
    assert.equal((await signInFrom(VICTIM)).status, 200);
    const guess = (number: number) =>
      attempt({
        username: `u${number}@x.test`,
        from: `10.0.${number >> 8}.${number & 255}`,
      });
    let checked = 0;
    for (let number = 0; number < 300; number += 1) {
      if ((await guess(number)).status === 400) checked += 1;
    }
    assert.equal(checked, 201);
    assert.equal((await guess(300)).retryAfter, 1);
    assert.equal((await signInFrom(VICTIM)).status, 200);
    await server.advance(1);
    assert.equal((await guess(301)).status, 400);
    assert.equal((await guess(302)).status, 429);
  });

  test('right passwords are never too many, one after the other or at once', async () => {
    for (let number = 0; number < 100; number += 1) {
      assert.equal((await signInFrom(VICTIM)).status, 200);
    }
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => signInFrom('198.51.100.9')),
    );
    assert.deepEqual(
      new Set(answers.map(({ status }) => status)),
      new Set([200]),
    );
  });

  test('200 guesses at the same moment get no further than one after the other', async (t) => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => attempt({})),
    );
    const checked = answers.filter(({ status }) => status === 400).length;
    t.diagnostic(`${checked} of 200 checked`);
    assert.equal(checked, 6);
  });

  test("the server's own page is the same door: it says how long to wait, and keeps the address", async () => {
    await addClients(server);
    const browser = new TestBrowser(server);
    const page = await browser.get(authorizePath());
    await exhaust({ from: '127.0.0.1' });
    await server.advance(1);
    await exhaust({ from: '127.0.0.1' });
    const refused = await browser.submit(page, DEMO_INPUT);
    assert.equal(refused.status, 429);
    assert.match(refused.headers.get('retry-after') ?? '', /^[12]$/);
    assert.match(refused.html, /role="alert"/);
    assert.match(
      refused.html,
      /There were too many attempts\. Please try again in [12] seconds?\./,
    );
    assert.ok(refused.html.includes(`value="${DEMO_INPUT.username}"`));
    await server.advance(2);
    assert.equal((await browser.submit(refused, DEMO_INPUT)).status, 303);

    const again = await browser.get(authorizePath({ prompt: 'login' }));
    for (let failures = 0; failures < 6; failures += 1) {
      const wrong = { ...DEMO_INPUT, password: 'wrong' };
      assert.equal((await browser.submit(again, wrong)).status, 400);
    }
    assert.equal((await attempt({ from: '127.0.0.1' })).status, 429);
  });

  test('who has to wait takes nobody a place in the queue of the passwords', async () => {
    const passwords = await Passwords.create(PASSWORD_COST, {
      concurrency: 1,
      length: 0,
    });
    await server.resetWith({}, { settings: SETTINGS, passwords });
    await exhaust({});
    let finish = () => {};
    const turn = passwords.inTurn(
      () => new Promise<void>((resolve) => (finish = resolve)),
    );
    assert.equal((await attempt({})).status, 429);
    assert.equal((await attempt({ from: VICTIM })).status, 503);
    finish();
    await turn;
  });

  test('the path of a request changes nothing', async () => {
    await exhaust({});
    for (const path of ['//oauth/token', '/oauth//token', '/oauth/token/']) {
      const { status } = await server.fetch(path, {
        method: 'POST',
        body: new URLSearchParams(DEMO_FORM),
        headers: { 'x-forwarded-for': ATTACKER },
      });
      assert.ok(status === 404 || status === 405, `${path}: ${status}`);
    }
  });

  test('J11 an address that nobody can have is refused before it is hashed or counted', async () => {
    const { body, status } = await attempt({ username: 'a'.repeat(10_000) });
    assert.equal(status, 400);
    assert.equal(body['error'], 'invalid_grant');
    assert.deepEqual(await server.database.select().from(signInBuckets), []);
  });

  test('C12 a refusal is in the log, without account or address', async () => {
    const lines: string[] = [];
    const log = createLog((line) => lines.push(line));
    await server.resetWith({}, { settings: SETTINGS, log });
    await exhaust({});
    const text = lines.join('');
    assert.match(text, /"event":"sign-in-throttled"/);
    assert.ok(!text.includes('demo@'));
    assert.ok(!text.includes(ATTACKER));
  });
});
