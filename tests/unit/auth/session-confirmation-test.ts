import {
  AuthError,
  SessionChangedError,
  SessionEndedError,
} from 'latchkey/auth/errors';
import {
  confirmSession,
  type ConfirmationPorts,
} from 'latchkey/auth/session-confirmation';
import type { CookieSession } from 'latchkey/auth/session-data';
import { module, test } from 'qunit';
import { catchError } from '../../helpers/catch-error';

const ANN: CookieSession = {
  kind: 'cookie',
  provider: 'gateway',
  signInId: 'sign-in-of-ann',
  subject: 'ann',
  user: {},
};

module('Unit | auth | session confirmation', function (hooks) {
  let said: string[];
  let current: CookieSession | undefined;

  hooks.beforeEach(function () {
    said = [];
    current = ANN;
  });

  const confirm = (find: ConfirmationPorts['find']) =>
    confirmSession({
      current: () => current,
      isSuspended: () => false,
      find,
      expire: () => {
        said.push('expire');
        return Promise.resolve();
      },
      verified: () => void said.push('verified'),
      doubted: (error) =>
        void said.push(`doubted: ${(error as Error).message}`),
      changeUser: () => void said.push('changeUser'),
    });

  test('L2 the same user holds', async function (assert) {
    await confirm(() => Promise.resolve({ ...ANN }));
    assert.deepEqual(said, ['verified']);
  });

  test('L2 nobody ends the session', async function (assert) {
    await catchError(
      SessionEndedError,
      confirm(() => Promise.resolve(undefined)),
    );
    assert.deepEqual(said, ['expire']);
  });

  test('L2 somebody else gets a page of their own', async function (assert) {
    await catchError(
      SessionChangedError,
      confirm(() => Promise.resolve({ ...ANN, subject: 'bob' })),
    );
    assert.deepEqual(said, ['changeUser']);
  });

  test('L13 where nobody can be asked the session stays, in doubt', async function (assert) {
    const error = await catchError(
      AuthError,
      confirm(() => Promise.reject(new AuthError('server-error', 'down'))),
    );
    assert.strictEqual(error.code, 'server-error');
    assert.deepEqual(said, ['doubted: down']);
  });

  test('an answer for the session before is no word on this one', async function (assert) {
    await catchError(
      SessionChangedError,
      confirm(() => {
        current = { ...ANN, signInId: 'the-next-one' };
        return Promise.resolve(undefined);
      }),
    );
    assert.deepEqual(said, []);
  });
});
