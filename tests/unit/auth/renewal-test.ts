import {
  AuthError,
  NetworkError,
  SessionEndedError,
  TokenEndpointError,
} from 'latchkey/auth/errors';
import { Renewal, type RenewalPorts } from 'latchkey/auth/renewal';
import type { BearerSession } from 'latchkey/auth/session-data';
import { module, test } from 'qunit';
import { catchError } from '../../helpers/catch-error';
import { Deferred } from '../../helpers/stub-fetch';

function sessionWith(accessToken: string): BearerSession {
  return {
    kind: 'bearer',
    provider: 'password',
    accessToken,
    refreshToken: `refresh-of-${accessToken}`,
  };
}

/** A store, a token server and a lock in a test's hand; `steps` says what was done, in its order. */
class FakePorts implements RenewalPorts {
  stored: BearerSession | undefined = sessionWith('a1');
  readonly steps: string[] = [];
  readonly discarded: BearerSession[] = [];

  read = (): Promise<BearerSession | undefined> => {
    this.steps.push('read');
    return Promise.resolve(this.stored);
  };

  write = (session: BearerSession): Promise<void> => {
    this.steps.push(`write ${session.accessToken}`);
    this.stored = session;
    return Promise.resolve();
  };

  discard = (session: BearerSession): void => {
    this.discarded.push(session);
  };

  refresh = (session: BearerSession): Promise<BearerSession> => {
    this.steps.push(`refresh ${session.accessToken}`);
    return Promise.resolve(sessionWith('a2'));
  };

  time = 0;
  now = () => this.time;

  withLock = async <T>(task: () => Promise<T>): Promise<T> => {
    this.steps.push('lock');
    try {
      return await task();
    } finally {
      this.steps.push('unlock');
    }
  };

  count(step: string): number {
    return this.steps.filter((each) => each.startsWith(step)).length;
  }
}

const refusal = (error = 'invalid_grant') =>
  new TokenEndpointError('refused', 'The token server said no.', error);

module('Unit | auth | renewal', function (hooks) {
  let ports: FakePorts;
  let renewal: Renewal;

  hooks.beforeEach(function () {
    ports = new FakePorts();
    renewal = new Renewal(ports);
  });

  /** The token server answers when the test says so. */
  function holdTheServer(): Deferred<BearerSession> & { asked: Deferred } {
    const asked = new Deferred();
    const answer = new Deferred<BearerSession>();
    ports.refresh = ({ accessToken }) => {
      ports.steps.push(`refresh ${accessToken}`);
      asked.resolve();
      return answer.promise;
    };
    return Object.assign(answer, { asked });
  }

  test('D1 fifty callers at once: one request, and all get the same', async function (assert) {
    const server = holdTheServer();
    const callers = Array.from({ length: 50 }, () => renewal.renew('a1'));
    await server.asked.promise;
    callers.push(renewal.renew('a1'));
    server.resolve(sessionWith('a2'));

    const results = await Promise.all(callers);
    assert.strictEqual(ports.count('refresh'), 1);
    assert.strictEqual(ports.count('lock'), 1);
    assert.true(results.every((result) => result === results[0]));
    assert.strictEqual(results[0]?.accessToken, 'a2');
  });

  test('D1 after it is over the next renewal asks again', async function (assert) {
    await renewal.renew('a1');
    ports.refresh = () => Promise.resolve(sessionWith('a3'));
    assert.strictEqual((await renewal.renew('a2')).accessToken, 'a3');
  });

  test('D1 a failure is told to all who wait, and does not stop the next attempt', async function (assert) {
    const server = holdTheServer();
    const callers = [renewal.renew('a1'), renewal.renew('a1')];
    await server.asked.promise;
    const lost = new NetworkError('offline', 'There is no connection.');
    server.reject(lost);
    for (const caller of callers) {
      assert.strictEqual(await catchError(NetworkError, caller), lost);
    }
    ports.refresh = () => Promise.resolve(sessionWith('a2'));
    assert.strictEqual((await renewal.renew('a1')).accessToken, 'a2');
  });

  test('D4 the new session is written, within the lock, before anybody gets it', async function (assert) {
    const written = new Deferred();
    ports.write = async (session) => {
      ports.steps.push('write begins');
      await written.promise;
      ports.stored = session;
      ports.steps.push('write ends');
    };
    const server = holdTheServer();
    const promise = renewal
      .renew('a1')
      .finally(() => ports.steps.push('caller'));
    server.resolve(sessionWith('a2'));
    await server.asked.promise;
    written.resolve();
    await promise;

    assert.deepEqual(ports.steps, [
      'lock',
      'read',
      'refresh a1',
      'read',
      'write begins',
      'write ends',
      'unlock',
      'caller',
    ]);
  });

  test('D4 what cannot be written is given to nobody', async function (assert) {
    const failure = new Error('QuotaExceededError');
    ports.write = () => Promise.reject(failure);
    assert.strictEqual(await catchError(Error, renewal.renew('a1')), failure);
    assert.strictEqual(ports.discarded[0]?.accessToken, 'a2');
  });

  test('G4 a sibling was quicker: its token is taken and nobody is asked', async function (assert) {
    ports.stored = sessionWith('of-a-sibling');
    const result = await renewal.renew('a1');
    assert.strictEqual(result.accessToken, 'of-a-sibling');
    assert.strictEqual(ports.count('refresh') + ports.count('write'), 0);
  });

  test('D2 the store is read within the lock, so that two tabs make one request', async function (assert) {
    let before: Promise<unknown> = Promise.resolve();
    ports.withLock = <T>(task: () => Promise<T>): Promise<T> => {
      const run = before.then(task);
      before = run;
      return run;
    };
    const sibling = new Renewal(ports);
    const results = await Promise.all([
      renewal.renew('a1'),
      sibling.renew('a1'),
    ]);
    assert.deepEqual(
      results.map(({ accessToken }) => accessToken),
      ['a2', 'a2'],
    );
    assert.strictEqual(ports.count('refresh'), 1);
    assert.strictEqual(ports.count('write'), 1);
  });

  test('D7 nobody is signed in any more: nobody is asked', async function (assert) {
    ports.stored = undefined;
    await catchError(SessionEndedError, renewal.renew('a1'));
    assert.strictEqual(ports.count('refresh') + ports.count('write'), 0);
    assert.deepEqual(ports.discarded, []);
  });

  test('D6 the user signs out while the server is asked: what it answers is thrown away', async function (assert) {
    const server = holdTheServer();
    const promise = renewal.renew('a1');
    await server.asked.promise;
    ports.stored = undefined;
    server.resolve(sessionWith('a2'));

    await catchError(SessionEndedError, promise);
    assert.strictEqual(ports.stored, undefined);
    assert.strictEqual(ports.count('write'), 0);
    assert.strictEqual(ports.discarded.length, 1);
    assert.strictEqual(ports.discarded[0]?.accessToken, 'a2');
  });

  test('D6 the user signs out while it is written: what the server answered is thrown away', async function (assert) {
    ports.write = () => Promise.reject(new SessionEndedError());
    await catchError(SessionEndedError, renewal.renew('a1'));
    assert.strictEqual(ports.discarded[0]?.accessToken, 'a2');
  });

  test('D6 another session lies in the store when the answer comes: it is not written over', async function (assert) {
    const server = holdTheServer();
    const promise = renewal.renew('a1');
    await server.asked.promise;
    ports.stored = { ...sessionWith('of-another'), signInId: 'another' };
    server.resolve(sessionWith('a2'));
    assert.strictEqual((await promise).signInId, 'another', 'the caller sees');
    assert.strictEqual(ports.stored.accessToken, 'of-another');
    assert.strictEqual(ports.count('write'), 0);
    assert.strictEqual(ports.discarded[0]?.accessToken, 'a2');
  });

  test('D17 the lock was waited for in vain and a sibling’s token lies in the store when our answer comes: the sibling’s is taken, and the session is not over', async function (assert) {
    const server = holdTheServer();
    const promise = renewal.renew('a1');
    await server.asked.promise;
    ports.stored = sessionWith('of-a-sibling');
    server.resolve(sessionWith('a2'));
    assert.strictEqual((await promise).accessToken, 'of-a-sibling');
  });

  test('D14 invalid_grant while a sibling’s newer token lies in the store: it is taken, and the session is not over', async function (assert) {
    const server = holdTheServer();
    const promise = renewal.renew('a1');
    await server.asked.promise;
    ports.stored = sessionWith('of-a-sibling');
    server.reject(refusal());
    assert.strictEqual((await promise).accessToken, 'of-a-sibling');
  });

  for (const error of [
    'invalid_grant',
    'invalid_client',
    'unauthorized_client',
    'invalid_scope',
    'unsupported_grant_type',
    'invalid_request',
  ]) {
    test(`D14 D16 ${error} is the end, told with its cause, and asked for once`, async function (assert) {
      const cause = refusal(error);
      ports.refresh = (session) => {
        ports.steps.push(`refresh ${session.accessToken}`);
        return Promise.reject(cause);
      };
      const ended = await catchError(SessionEndedError, renewal.renew('a1'));
      assert.strictEqual(ended.cause, cause);
      assert.strictEqual(ports.count('refresh'), 1);
      assert.strictEqual(ports.count('write'), 0);
    });
  }

  for (const failure of [
    new NetworkError('offline', 'There is no connection.'),
    new NetworkError('timeout', 'The server took too long.'),
    new TokenEndpointError('server-error', 'The token server said 500.'),
    new TokenEndpointError('rate-limited', 'The token server said 429.'),
    new TokenEndpointError('bad-answer', 'That makes no sense.'),
    new TokenEndpointError('refused', 'No.', 'temporarily_unavailable'),
    new TypeError('a mistake of ours'),
  ]) {
    test(`D12 ${failure.name}: ${failure.message} leaves the session as it is`, async function (assert) {
      ports.refresh = () => Promise.reject(failure);
      assert.strictEqual(await catchError(Error, renewal.renew('a1')), failure);
      assert.strictEqual(ports.stored?.accessToken, 'a1');
      assert.strictEqual(ports.count('write'), 0);
      assert.deepEqual(ports.discarded, []);
    });
  }

  module('a token server that wants to be left alone', function (pauseHooks) {
    const MINUTE = 60_000;

    const busy = (retryAfter: number | undefined) =>
      new TokenEndpointError('rate-limited', 'It said 429.', undefined, {
        ...(retryAfter !== undefined && { retryAfter }),
      });

    pauseHooks.beforeEach(function () {
      ports.refresh = () => {
        ports.steps.push('refresh');
        return Promise.reject(busy(2 * MINUTE));
      };
    });

    const renewed = async () => (await renewal.renew('a1')).accessToken;

    /** Fails, and tells how often the token server has been asked by then. */
    async function asksAgain(): Promise<number> {
      await catchError(AuthError, renewal.renew('a1'));
      return ports.count('refresh');
    }

    test('D13 is, whoever needs a token, until the time is over', async function (assert) {
      assert.strictEqual(await asksAgain(), 1);
      ports.time += 2 * MINUTE - 1;
      assert.strictEqual(await asksAgain(), 1);
      ports.time += 1;
      assert.strictEqual(await asksAgain(), 2);
    });

    test('D13 who asks meanwhile is told how long is left, and not the whole time once more', async function (assert) {
      await asksAgain();
      ports.time += 1.5 * MINUTE;
      const error = await catchError(AuthError, renewal.renew('a1'));
      assert.strictEqual(error.code, 'rate-limited');
      assert.strictEqual(error.retryAfter, 0.5 * MINUTE);
      assert.false(error instanceof SessionEndedError);
    });

    test('D13 G4 a sibling’s token is taken all the same', async function (assert) {
      await asksAgain();
      ports.stored = sessionWith('of-a-sibling');
      assert.strictEqual(await renewed(), 'of-a-sibling');
    });

    test('D7 and who is signed out hears that', async function (assert) {
      await asksAgain();
      ports.stored = undefined;
      const error = await catchError(Error, renewal.renew('a1'));
      assert.true(error instanceof SessionEndedError);
    });

    test('D10 a clock that is put back does not make it wait for days', async function (assert) {
      await asksAgain();
      ports.time -= 24 * 60 * MINUTE;
      assert.strictEqual(await asksAgain(), 2);
    });

    test('D13 a good answer ends it', async function (assert) {
      await asksAgain();
      ports.time += 2 * MINUTE;
      ports.refresh = () => Promise.resolve(sessionWith('a2'));
      assert.strictEqual(await renewed(), 'a2');
      ports.stored = sessionWith('a1');
      assert.strictEqual(await renewed(), 'a2');
    });

    test('D12 one that fails without a word of it may be asked again at once', async function (assert) {
      for (const error of [
        busy(undefined),
        new NetworkError('timeout', 'The server took too long.'),
        new TypeError('a mistake of ours'),
      ]) {
        ports.refresh = () => Promise.reject(error);
        await catchError(Error, renewal.renew('a1'));
      }
      ports.refresh = () => Promise.resolve(sessionWith('a2'));
      assert.strictEqual(await renewed(), 'a2');
    });
  });
});
