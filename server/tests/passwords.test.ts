import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { users } from '../database/schema.ts';
import { PASSWORD_COST, Passwords } from '../passwords.ts';
import { createAccount } from '../users/accounts.ts';
import { HOSTILE_PASSWORDS } from './fixtures/passwords.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM } from './support/tokens.ts';

describe('passwords', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const attempt = async (username: string, password: string) =>
    (await server.post('/oauth/token', { ...DEMO_FORM, username, password }))
      .status;

  const storedHash = async () => {
    const [demo] = await server.database
      .select()
      .from(users)
      .where(eq(users.email, DEMO_ACCOUNT.email));
    return demo?.passwordHash ?? '';
  };

  test('M14 argon2id with at least 19 MiB, two passes, one lane, and a salt of its own', async () => {
    const one = await server.passwords.hash('same');
    const other = await server.passwords.hash('same');
    assert.match(one, /^\$argon2id\$v=19\$m=19456,p=1,t=2\$/);
    assert.notEqual(one, other);
    assert.ok(await server.passwords.verify(one, 'same'));
    assert.ok(!(await server.passwords.verify(one, 'Same')));
    assert.ok(!(await server.passwords.verify(null, 'same')));
  });

  test('M14 a sign-in renews a hash of an older cost, and only then', async () => {
    await server.reset({});
    const fresh = await storedHash();
    assert.equal(await attempt(DEMO_ACCOUNT.email, DEMO_ACCOUNT.password), 200);
    assert.equal(await storedHash(), fresh);

    const cheaper = await Passwords.create({ ...PASSWORD_COST, time: 3 });
    const old = await cheaper.hash(DEMO_ACCOUNT.password);
    await server.database
      .update(users)
      .set({ passwordHash: old })
      .where(eq(users.email, DEMO_ACCOUNT.email));
    assert.equal(await attempt(DEMO_ACCOUNT.email, 'wrong'), 400);
    assert.equal(await storedHash(), old);
    assert.equal(await attempt(DEMO_ACCOUNT.email, DEMO_ACCOUNT.password), 200);
    assert.match(await storedHash(), /m=19456,p=1,t=2/);
    assert.equal(await attempt(DEMO_ACCOUNT.email, DEMO_ACCOUNT.password), 200);
  });

  test('M14 an unknown user, one without a password, and a wrong password take the same time', async () => {
    await server.reset({});
    const usernames = {
      known: DEMO_ACCOUNT.email,
      unknown: 'nobody@latchkey.test',
      passwordless: 'amara.adeyemi.1@example.org',
    };
    const times = { known: [0], unknown: [0], passwordless: [0] };
    const names = ['known', 'unknown', 'passwordless'] as const;
    for (let round = 0; round < 21; round += 1) {
      for (const name of names) {
        const start = performance.now();
        assert.equal(await attempt(usernames[name], 'wrong'), 400);
        times[name].push(performance.now() - start);
      }
    }
    const known = median(times.known);
    for (const name of names) {
      const ratio = median(times[name]) / known;
      assert.ok(ratio > 0.7 && ratio < 1.4, `${name}: ${ratio.toFixed(2)}`);
    }
  });

  for (const [name, password] of HOSTILE_PASSWORDS) {
    test(`J3 a password can be ${name}, and is compared byte for byte`, async () => {
      await server.reset({});
      const services = { ...server, clock: () => server.now() };
      const email = 'hostile@latchkey.test';
      await createAccount(services, {
        email,
        firstName: 'Hostile',
        lastName: 'Password',
        password,
      });
      assert.equal(await attempt(email, password), 200);
      for (const other of nearMisses(password)) {
        assert.equal(await attempt(email, other), 400, JSON.stringify(other));
      }
    });
  }

  test('J3 an empty password is refused, also for a user who has none', async () => {
    await server.reset({});
    assert.equal(await attempt(DEMO_ACCOUNT.email, ''), 400);
    assert.equal(await attempt('amara.adeyemi.1@example.org', ''), 400);
  });

  test('J3 bytes that are not UTF-8 are refused, not replaced by others', async () => {
    await server.reset({});
    const { password: _, ...others } = DEMO_FORM;
    const form = (password: Uint8Array) =>
      Buffer.concat([
        Buffer.from(`${new URLSearchParams(others).toString()}&password=`),
        password,
      ]);
    const answers = await Promise.all(
      [Buffer.from([0xff, 0xfe]), Buffer.from('%FF%FE')].map((password) =>
        server.fetch('/oauth/token', {
          method: 'POST',
          body: form(password),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      ),
    );
    for (const answer of answers) {
      const { error } = (await answer.json()) as { error: string };
      assert.equal(answer.status, 400);
      assert.equal(error, 'invalid_request');
    }
  });

  test('J11 a password of 1 MB is refused before it is hashed', async () => {
    await server.reset({});
    const start = performance.now();
    assert.equal(await attempt(DEMO_ACCOUNT.email, 'a'.repeat(1_000_000)), 413);
    assert.ok(performance.now() - start < 1000);
  });
});

function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** What a careless server would take for the same password. */
function nearMisses(password: string): string[] {
  const candidates = [
    password.trim(),
    password.normalize('NFC'),
    password.normalize('NFD'),
    password.toUpperCase(),
    password.slice(0, 72),
    `${password}x`,
    password.replace(/\0.*/s, ''),
    password.replaceAll('\r\n', '\n'),
    decodeURIComponent(password.replace(/%(?![0-9a-f]{2})/gi, '')),
  ];
  return [...new Set(candidates)].filter(
    (candidate) => candidate !== password && candidate !== '',
  );
}
