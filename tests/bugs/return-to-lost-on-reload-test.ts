import { currentURL, settled, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { signedIn } from '../helpers/signed-in';

const KEY = 'latchkey:return-to';

/**
 * Many tabs sign in at once. One of them was loaded anew, because another had signed in after it, while it was on the way to
 * the page that was wanted: the next page found nothing of it, and led to the start page.
 */
module('Bugs | return-to lost on reload', function (hooks) {
  setupApplicationTest(hooks, { scenario: 'default' });

  hooks.beforeEach(async function (this: AppTestContext) {
    await signedIn(this);
    await visit('/nowhere');
    this.browser.tabStorage.set(KEY, '/session');
  });

  test('B11 it is there for the next page when this one is left on the way', async function (this: AppTestContext, assert) {
    this.owner.lookup('service:session').continue();
    assert.strictEqual(this.browser.tabStorage.get(KEY), '/session');
    await settled();
    assert.strictEqual(this.browser.tabStorage.get(KEY), null, 'arrived');
  });

  test('B11 it is there for the next page when this one arrives while it is being left', async function (this: AppTestContext, assert) {
    this.owner.lookup('service:session').continue();
    await Promise.resolve();
    this.owner.lookup('service:return-to').keepOverReload();
    await settled();
    assert.strictEqual(currentURL(), '/session');
    assert.strictEqual(this.browser.tabStorage.get(KEY), '/session');
  });
});
