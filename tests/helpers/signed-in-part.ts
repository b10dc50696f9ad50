import type { AppTestContext } from './index';
import { DEMO_ACCOUNT } from '../../contract/seed';
import type ApiService from 'latchkey/services/api';
import type SessionService from 'latchkey/services/session';
import type StoreService from 'latchkey/services/store';
import { installSignedInPart } from 'latchkey/signed-in';
import StubRouter from './stub-router';
import { bearer } from './bearer';

/** The signed-in part of the app, without its pages. */
export interface SignedInContext extends AppTestContext {
  api: ApiService;
  session: SessionService;
  store: StoreService;
}

/** Signs the demo user in before each test of a module. To be called after `setupTest(hooks)`. */
export function setupSignedIn(hooks: NestedHooks): void {
  hooks.beforeEach(async function (this: SignedInContext) {
    this.owner.register('service:router', StubRouter);
    installSignedInPart(this.owner);
    this.session = this.owner.lookup('service:session');
    this.api = this.owner.lookup('service:api');
    this.store = this.owner.lookup('service:store') as StoreService;
    await this.session.setup();
    await this.session.signIn('password', {
      username: DEMO_ACCOUNT.email,
      password: DEMO_ACCOUNT.password,
    });
  });
}

/** The server forgets an access token; its refresh token is still good. */
export function revokeAccessToken({ server, session }: SignedInContext): void {
  const token = bearer(session)?.accessToken ?? '';
  server.schema.find('accessToken', token)?.update({ revokedAt: 0 });
}
