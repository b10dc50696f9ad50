import { currentURL, settled, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { signedIn } from '../helpers/signed-in';

const KEY = 'latchkey:return-to';

/**
 * One sign-in may be told of by several: the page that has signed in, and the session that another tab told of. The second
 * found the page that was wanted taken already, and sent the user to the start page instead.
 */
module('Bugs | return-to taken twice', function (hooks) {
  setupApplicationTest(hooks, { scenario: 'default' });

  hooks.beforeEach(async function (this: AppTestContext) {
    await signedIn(this);
    await visit('/nowhere');
    this.browser.tabStorage.set(KEY, '/session');
  });

  test('B11 both lead to the page that was wanted', async function (this: AppTestContext, assert) {
    const session = this.owner.lookup('service:session');
    session.continue();
    session.continue();
    await settled();
    assert.strictEqual(currentURL(), '/session');
  });

  test('B7 once it was reached it is not returned to again', async function (this: AppTestContext, assert) {
    const session = this.owner.lookup('service:session');
    session.continue();
    await settled();
    session.continue();
    await settled();
    assert.strictEqual(currentURL(), '/users');
  });
});
