import { click, currentURL, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { EMAIL, PASSWORD, signIn } from '../helpers/sign-in';

module('Acceptance | sign in with a password', function (hooks) {
  setupApplicationTest(hooks);

  test('a visitor signs in, sees the users, and signs out', async function (this: AppTestContext, assert) {
    await visit('/');
    assert.strictEqual(currentURL(), '/login');

    await signIn();
    assert.strictEqual(currentURL(), '/users');
    assert.dom('tbody tr').exists({ count: 5 });
    assert.dom('header').includesText('Demo User');

    await click('header button');
    assert.strictEqual(currentURL(), '/login');
    assert.dom('[role="status"]').hasText('You are signed out.');
    assert.dom(EMAIL).hasNoValue();
    assert.dom(PASSWORD).hasNoValue();
  });
});
