import type { AppTestContext } from '.';
import { pickSettings } from '../../config/settings';
import { userId } from '../../mirage/user-id';
import { SESSION_KEY } from './signed-in';

/** Puts the app behind a gateway: it is the only way to sign in. To be called right after `setupApplicationTest(hooks)`. */
export function setupGateway(
  hooks: NestedHooks,
  values: Record<string, string> = {},
): void {
  hooks.beforeEach(function (this: AppTestContext) {
    this.owner.lookup('service:settings').written = pickSettings(
      { SIGN_IN_METHODS: 'gateway', ...values },
      ['gateway'],
    );
  });
}

/** The gateway knows the demo user; what a former visit has left in the browser's storage says the same. */
export async function signedInByGateway(
  { browser, server }: AppTestContext,
  id = userId(1),
): Promise<void> {
  server.gateway.signIn(id);
  const user = server.schema.find('user', id);
  await browser.storage.set(SESSION_KEY, {
    version: 1,
    authenticator: 'gateway',
    session: {
      kind: 'cookie',
      provider: 'gateway',
      signInId: `sign-in-of-${id}`,
      subject: id,
      user: { email: user?.email },
    },
  });
}
