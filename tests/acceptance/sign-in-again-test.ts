import { currentURL, find, settled, visit } from '@ember/test-helpers';
import { a11yAudit } from 'ember-a11y-testing/test-support';
import type StoreService from 'latchkey/services/store';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { DEMO_ACCOUNT } from '../../contract/seed';
import { userId } from '../../mirage/user-id';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { grants, requestsTo } from '../helpers/requests';
import { EMAIL, PASSWORD, SIGN_IN } from '../helpers/sign-in';
import { SESSION_KEY, signedIn } from '../helpers/signed-in';
import { appears, disappears, press, type } from '../helpers/unsettled';

const NOTICE = 'main [role="status"]';
const DIALOG = 'dialog';
const CANCEL = 'dialog > button';
const SORT = 'th.email a';

const BOB = { email: 'bob@latchkey.test', password: 'bob-has-one-too' };

const invalidToken = () =>
  new Response(
    401,
    { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    { errors: [{ status: '401', title: 'Invalid token' }] },
  );

/** The server does not know the session any more. */
async function endOnServer(context: AppTestContext): Promise<void> {
  const { accessToken, refreshToken } = await signedIn(context);
  await visit('/users?sort=-email');
  const { schema } = context.server;
  schema.find('accessToken', accessToken)?.update({ revokedAt: 1 });
  schema.find('refreshToken', refreshToken)?.destroy();
}

function signInAgain({
  email,
  password,
}: { email: string; password: string } = DEMO_ACCOUNT): void {
  type(`${DIALOG} ${EMAIL}`, email);
  type(`${DIALOG} ${PASSWORD}`, password);
  press(`${DIALOG} ${SIGN_IN}`);
}

/** Whether the store still has anything of a user that was shown. */
const isLoaded = ({ owner }: AppTestContext) => {
  const store = owner.lookup('service:store') as StoreService;
  return store.peekRecord('user', userId(1)) !== null;
};

module('Acceptance | signing in again in place', function (hooks) {
  setupApplicationTest(hooks);

  test('D14 the page stays when the session ends: signed in again, the request that waited is made', async function (this: AppTestContext, assert) {
    await endOnServer(this);
    press(SORT);
    await appears(DIALOG);

    assert.strictEqual(currentURL(), '/users?sort=email');
    assert.dom('tbody tr').exists({ count: 5 }, 'the page is as it was');
    assert.dom(DIALOG).includesText('Your session was ended by the server');
    assert.dom(`${DIALOG} ${EMAIL}`).hasValue(DEMO_ACCOUNT.email);
    assert.strictEqual(this.owner.lookup('service:session').status, 'ended');
    assert.strictEqual(await this.browser.storage.get(SESSION_KEY), undefined);
    await a11yAudit();

    const before = requestsTo(this.server, '/api/users').length;
    signInAgain();
    await disappears(DIALOG);
    await settled();
    assert.strictEqual(currentURL(), '/users?sort=email');
    assert.dom('tbody tr').exists({ count: 5 });
    assert.dom('main [role="alert"]').hasText('');
    assert.strictEqual(
      requestsTo(this.server, '/api/users').length,
      before + 1,
      'the request was made once more',
    );
    assert.strictEqual(grants(this.server, 'refresh_token').length, 1);
    assert.strictEqual(this.owner.lookup('service:session').status, 'active');
  });

  test('E2 refused once more after the renewal: the session ends, without a third request', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    this.server.get('/api/users', invalidToken);
    press(SORT);
    await appears(DIALOG);

    assert.strictEqual(requestsTo(this.server, '/api/users').length, 3);
    assert.strictEqual(grants(this.server, 'refresh_token').length, 1);

    press(CANCEL);
    await settled();
    assert.strictEqual(requestsTo(this.server, '/api/users').length, 3);
  });

  test('an address that refuses every token is the page’s matter once the user has signed in anew', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    this.server.get('/api/users', invalidToken);
    press(SORT);
    await appears(DIALOG);
    signInAgain();
    await disappears(DIALOG);
    await settled();

    assert.strictEqual(currentURL(), '/users?sort=email');
    assert.dom('main [role="alert"]').includesText('Try again');
    assert.ok(await this.browser.storage.get(SESSION_KEY), 'no loop');
  });

  test('a wrong password says so in the dialog, and the request goes on waiting', async function (this: AppTestContext, assert) {
    await endOnServer(this);
    press(SORT);
    await appears(DIALOG);
    signInAgain({ ...DEMO_ACCOUNT, password: 'wrong' });
    await appears(`${DIALOG} .notice-error`);
    assert.dom(`${DIALOG} .notice-error`).includesText('wrong');
    assert.dom(`${DIALOG} ${PASSWORD}`).isFocused();

    signInAgain();
    await disappears(DIALOG);
    await settled();
    assert.dom('tbody tr').exists({ count: 5 });
  });

  test('Cancel leads to the sign-in page, which says why, and back to the page afterwards', async function (this: AppTestContext, assert) {
    await endOnServer(this);
    assert.true(isLoaded(this));
    press(SORT);
    await appears(DIALOG);
    press(CANCEL);
    await settled();

    assert.strictEqual(currentURL(), '/login');
    assert.dom(NOTICE).includesText('Your session was ended by the server.');
    assert.false(isLoaded(this), 'what was loaded is thrown away');

    type(EMAIL, DEMO_ACCOUNT.email);
    type(PASSWORD, DEMO_ACCOUNT.password);
    press(SIGN_IN);
    await settled();
    assert.strictEqual(currentURL(), '/users?sort=email');
  });

  test('A32 somebody else signs in: nothing that waited is sent, the store is empty, and the page begins anew', async function (this: AppTestContext, assert) {
    this.server.create('user', BOB as never);
    await endOnServer(this);
    press(SORT);
    await appears(DIALOG);
    const before = requestsTo(this.server, '/api/users').length;
    signInAgain({ ...DEMO_ACCOUNT, ...BOB });
    await settled();

    assert.strictEqual(this.browser.reloads, 1);
    assert.strictEqual(requestsTo(this.server, '/api/users').length, before);
    assert.false(isLoaded(this));
    const session = this.owner.lookup('service:session');
    assert.true(session.takeUserChange(), 'the user will be told');
    assert.false(session.takeUserChange(), 'once');
  });

  test('nobody can say who has signed in: the dialog says so, and one can try again', async function (this: AppTestContext, assert) {
    await endOnServer(this);
    press(SORT);
    await appears(DIALOG);
    let isFirst = true;
    this.server.get('/api/me', () => {
      if (!isFirst) return { id: userId(1), email: DEMO_ACCOUNT.email };
      isFirst = false;
      return new Response(503);
    });
    signInAgain();
    await appears(`${DIALOG} .notice-error`);
    assert.dom(`${DIALOG} .notice-error`).includesText('server has a problem');
    const before = requestsTo(this.server, '/api/users').length;

    signInAgain();
    await disappears(DIALOG);
    await settled();
    assert.strictEqual(
      requestsTo(this.server, '/api/users').length,
      before + 1,
      'not before it was known that it is the same user',
    );
  });

  test('Escape does not throw away the page', async function (this: AppTestContext, assert) {
    await endOnServer(this);
    press(SORT);
    await appears(DIALOG);
    const dialog = find(DIALOG) as HTMLDialogElement;
    const escape = () =>
      new KeyboardEvent('keydown', {
        key: 'Escape',
        bubbles: true,
        cancelable: true,
      });
    assert.false(
      document.body.dispatchEvent(escape()),
      'the browser does not come to close it',
    );
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    dialog.close();
    await appears(`${DIALOG}[open]`);
    assert.dom(DIALOG).exists();
    press(CANCEL);
    await settled();
    assert.true(document.body.dispatchEvent(escape()), 'gone with the dialog');
  });
});
