import { module, test } from 'qunit';
import { AuthError } from 'latchkey/auth/errors';
import type { BearerSession } from 'latchkey/auth/session-data';
import { Attempts } from 'latchkey/authenticators/attempts';
import type { Flow } from 'latchkey/authenticators/flow';
import { catchError } from '../../helpers/catch-error';
import { Deferred } from '../../helpers/stub-fetch';

const session = (accessToken: string): BearerSession => ({
  kind: 'bearer',
  provider: 'password',
  accessToken,
});

/** A flow whose tokens come when the test says so, whether they are wanted any more or not. */
class SlowFlow implements Flow {
  readonly answers: Deferred<BearerSession>[] = [];
  readonly revoked: string[] = [];

  signIn(): Promise<BearerSession> {
    const answer = new Deferred<BearerSession>();
    this.answers.push(answer);
    return answer.promise;
  }

  renew(): Promise<BearerSession> {
    throw new TypeError('Nobody renews here.');
  }

  revoke({ accessToken }: BearerSession): Promise<void> {
    this.revoked.push(accessToken);
    return Promise.resolve();
  }
}

module('Unit | authenticators | attempts', function (hooks) {
  let flow: SlowFlow;
  let attempts: Attempts;

  hooks.beforeEach(function () {
    flow = new SlowFlow();
    attempts = new Attempts(() => new Map([['password', flow]]));
  });

  test('an attempt brings its session', async function (assert) {
    const attempt = attempts.signIn('password', {});
    flow.answers[0]?.resolve(session('first'));
    assert.deepEqual(await attempt, session('first'));
    assert.deepEqual(flow.revoked, []);
  });

  test('J8 tokens that come when another attempt has begun are nobody’s, and are revoked', async function (assert) {
    const first = attempts.signIn('password', {});
    const second = attempts.signIn('password', {});
    flow.answers[0]?.resolve(session('first'));
    flow.answers[1]?.resolve(session('second'));

    const error = await catchError(AuthError, first);
    assert.strictEqual(error.code, 'cancelled');
    assert.deepEqual(await second, session('second'));
    assert.deepEqual(flow.revoked, ['first']);
  });

  test('J8 the same when it was cancelled', async function (assert) {
    const attempt = attempts.signIn('password', {});
    attempts.cancel();
    flow.answers[0]?.resolve(session('late'));

    await catchError(AuthError, attempt);
    assert.deepEqual(flow.revoked, ['late']);
  });
});
