import { setupTest } from 'ember-qunit';
import { AuthError } from 'latchkey/auth/errors';
import type { GatewaySession } from 'latchkey/auth/gateway-session';
import type { CookieSession } from 'latchkey/auth/session-data';
import GatewayAuthenticator, {
  type GatewayPorts,
} from 'latchkey/authenticators/gateway';
import { module, test } from 'qunit';
import { catchError } from '../../helpers/catch-error';

const ANN: CookieSession = {
  kind: 'cookie',
  provider: 'gateway',
  signInId: 'sign-in-of-ann',
  subject: 'ann',
  user: {},
};

const NEVER = new Promise<never>(() => undefined);

module('Unit | authenticators | gateway', function (hooks) {
  setupTest(hooks);

  /** What becomes of a session of a former visit. */
  function restore(
    owner: object,
    {
      check,
      after = () => NEVER,
    }: { check: GatewaySession['check']; after?: GatewayPorts['after'] },
  ) {
    const ports: Pick<GatewayPorts, 'session' | 'after'> = {
      session: () => Promise.resolve({ check } as unknown as GatewaySession),
      after,
    };
    return new GatewayAuthenticator(owner, ports as GatewayPorts).restore(ANN);
  }

  test('L2 it counts as the gateway knows it now', async function (assert) {
    const bob = { ...ANN, subject: 'bob' };
    const check = () => Promise.resolve(bob);
    assert.deepEqual(await restore(this.owner, { check }), bob);
  });

  test('L2 it does not count where it is over at the gateway', async function (assert) {
    const check = () => Promise.resolve(undefined);
    const restored = restore(this.owner, { check });
    const error = await catchError(TypeError, restored);
    assert.strictEqual(error.message, 'The gateway knows of nobody.');
  });

  test('L13 it counts where the gateway can’t be asked, or says nothing', async function (assert) {
    const check = () => Promise.reject(new AuthError('server-error', 'down'));
    assert.deepEqual(await restore(this.owner, { check }), ANN);
    const silent = { check: () => NEVER, after: () => Promise.resolve() };
    assert.deepEqual(await restore(this.owner, silent), ANN);
  });
});
