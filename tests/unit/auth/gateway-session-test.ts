import { AuthError } from 'latchkey/auth/errors';
import { GatewayClient } from 'latchkey/auth/gateway-client';
import { GatewaySession } from 'latchkey/auth/gateway-session';
import {
  FallbackStorage,
  MemoryStorage,
} from 'latchkey/auth/key-value-storage';
import { module, test } from 'qunit';
import { catchError } from '../../helpers/catch-error';
import { setupStubbedFetch } from '../../helpers/stub-fetch';

const ORIGIN = 'https://app.example';

module('Unit | auth | gateway session', function (hooks) {
  const network = setupStubbedFetch(hooks);
  let session: GatewaySession;
  /** Whom the gateway knows; it does not hear of sign-outs while it is deaf. */
  let user: string | undefined;
  let isDeaf: boolean;
  let asked: string[];

  hooks.beforeEach(function () {
    user = 'ann';
    isDeaf = false;
    asked = [];
    network().answer = ({ url }) => {
      const { pathname } = new URL(url);
      asked.push(pathname);
      if (pathname === '/oauth2/sign_out') {
        return new Response(null, { status: isDeaf ? 503 : 204 });
      }
      return user === undefined
        ? new Response(null, { status: 401 })
        : Response.json({ user });
    };
    session = new GatewaySession({
      client: new GatewayClient(
        { gatewayBase: `${ORIGIN}/oauth2`, origin: ORIGIN },
        { now: () => 0, isOnline: () => true },
      ),
      storage: new FallbackStorage([new MemoryStorage()], 1_000),
      randomId: () => 'another-sign-in',
    });
  });

  async function signOutUnheard(): Promise<void> {
    isDeaf = true;
    await session.end();
    isDeaf = false;
    asked = [];
  }

  test('F6 a sign-out that the gateway did not hear is made up for, and nobody is signed in until then', async function (assert) {
    await signOutUnheard();
    assert.strictEqual(await session.find('gateway'), undefined);
    assert.deepEqual(asked, ['/oauth2/sign_out']);
  });

  test('F6 who comes back from the gateway has signed in anew: the sign-out that was due is due no more', async function (assert) {
    await signOutUnheard();
    assert.strictEqual((await session.arrived('gateway')).subject, 'ann');
    assert.strictEqual((await session.find('gateway'))?.subject, 'ann');
    assert.deepEqual(asked, ['/oauth2/userinfo', '/oauth2/userinfo']);
  });

  test('F6 who sets out for the gateway’s page wants to be signed in', async function (assert) {
    await signOutUnheard();
    await session.pageLeadingTo('/users');
    assert.strictEqual((await session.find('gateway'))?.subject, 'ann');
    assert.deepEqual(asked, ['/oauth2/userinfo']);
  });

  test('who comes back without a session is told so', async function (assert) {
    user = undefined;
    const error = await catchError(AuthError, session.arrived('gateway'));
    assert.strictEqual(error.code, 'callback-unknown');
  });
});
