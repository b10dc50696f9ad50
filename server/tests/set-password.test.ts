import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, beforeEach, describe, test } from 'node:test';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { UsageError } from '../commands/arguments.ts';
import { readPassword } from '../commands/read-password.ts';
import { signInPlaces } from '../database/schema-throttling.ts';
import { tokenFamilies } from '../database/schema.ts';
import { createAccount } from '../users/accounts.ts';
import { setPassword, UnknownUserError } from '../users/set-password.ts';
import { TestBrowser } from './support/browser.ts';
import {
  addClients,
  answerOf,
  authorize,
  authorizePath,
  redeem,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { DEMO_FORM, renew, signIn, statusOfMe } from './support/tokens.ts';

const OTHER = { username: 'other@latchkey.test', password: 'of another' };

describe('another password', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    await addClients(server);
    const { password, username: email } = OTHER;
    const names = { firstName: 'Other', lastName: 'User' };
    await createAccount(services(), { email, password, ...names });
  });
  after(() => server.close());

  const services = () => ({ ...server, clock: () => server.now() });
  const change = () =>
    setPassword(services(), {
      email: DEMO_ACCOUNT.email,
      password: 'the new one',
    });

  test('F8 whoever had the old one is out at once, and nobody else is', async () => {
    const pair = await signIn(server);
    const others = await signIn(server, OTHER);
    const browser = new TestBrowser(server);
    const code = (await authorize(server, { browser })).get('code');
    assert.equal(await statusOfMe(server, pair), 200);

    await change();
    assert.equal(await statusOfMe(server, pair), 401);
    assert.equal((await renew(server, pair)).body['error'], 'invalid_grant');
    assert.equal((await redeem(server, code)).body['error'], 'invalid_grant');
    const silent = await browser.get(authorizePath({ prompt: 'none' }));
    assert.equal(answerOf(silent).get('error'), 'login_required');
    const families = await server.database.select().from(tokenFamilies);
    const reasons = families.map(({ endReason }) => endReason ?? 'none');
    assert.deepEqual(reasons.sort(), ['none', 'password-changed']);
    assert.equal(await statusOfMe(server, others), 200);
    assert.equal((await renew(server, others)).status, 200);
    // Where the old password was given nobody is known any more.
    assert.equal((await server.database.select().from(signInPlaces)).length, 1);
  });

  test('from then on the new one is right, and the old one wrong', async () => {
    await change();
    const old = await server.post('/oauth/token', DEMO_FORM);
    assert.equal(old.body['error'], 'invalid_grant');
    await signIn(server, { password: 'the new one' });
  });

  test('nobody has an address that is not known', async () => {
    for (const email of ['nobody@latchkey.test', '\0', 'a'.repeat(400)]) {
      const attempt = setPassword(services(), { email, password: 'x' });
      await assert.rejects(attempt, UnknownUserError);
    }
  });
});

describe('a password that is read', () => {
  const read = (input: string, isTTY: boolean) => {
    const stream = new PassThrough();
    stream.end(input);
    return readPassword(
      Object.assign(stream, { isTTY }) as unknown as NodeJS.ReadStream,
    );
  };

  test('comes whole from standard input, but for one line feed', async () => {
    for (const [input, password] of [
      ['two words', 'two words'],
      ['two words\n', 'two words'],
      [' spaces \r\n', ' spaces '],
      ['a\nb\n\n', 'a\nb\n'],
    ] as const) {
      assert.deepEqual(await read(input, false), { password, isNew: false });
    }
  });

  test('nothing brings a new one', async () => {
    for (const input of ['', '\n']) {
      const { isNew, password } = await read(input, false);
      assert.ok(isNew);
      assert.match(password, /^[\w-]{43}$/);
    }
  });

  test('who gives up at the keyboard changes nothing', async (t) => {
    t.mock.method(process.stderr, 'write', () => true);
    for (const key of ['\u0003', '\u0004']) {
      await assert.rejects(read(`secr${key}`, true), UsageError);
    }
  });

  test('from the keyboard it is not shown', async (t) => {
    const shown: string[] = [];
    t.mock.method(process.stderr, 'write', (text: string) => shown.push(text));
    const given = await read('secret words\r', true);
    t.mock.restoreAll();
    assert.deepEqual(given, { password: 'secret words', isNew: false });
    assert.deepEqual(shown, ['Password (nothing makes a new one): ', '\n']);
  });
});
