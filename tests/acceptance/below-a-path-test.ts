import { click, currentURL, find, findAll, visit } from '@ember/test-helpers';
import Router from 'latchkey/router';
import { module, test } from 'qunit';
import hostile from '../fixtures/return-to.json';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { signIn } from '../helpers/sign-in';
import { signedIn } from '../helpers/signed-in';

const KEY = 'latchkey:return-to';

class RouterBelowPath extends Router {
  override rootURL = '/app/';
}

module('Acceptance | an app below a path', function (hooks) {
  setupApplicationTest(hooks, { scenario: 'default' });

  hooks.beforeEach(function () {
    this.owner.register('router:main', RouterBelowPath);
  });

  test('a deep link leads back to where it pointed', async function (this: AppTestContext, assert) {
    await visit('/app/users?page=3&search=a');
    assert.strictEqual(currentURL(), '/login');
    assert.strictEqual(
      this.browser.tabStorage.get(KEY),
      '/users?page=3&search=a',
      'what is remembered is a page of the app, wherever that lies',
    );

    await signIn();
    assert.strictEqual(currentURL(), '/users?page=3&search=a');
  });

  test('all links of the pages are below it', async function (this: AppTestContext, assert) {
    await signedIn(this);
    for (const page of ['users', 'session', 'profile', 'nowhere']) {
      await visit(`/app/${page}`);
      for (const link of findAll('a[href]')) {
        assert.true(
          /^(\/app\/|#)/.test(link.getAttribute('href') ?? ''),
          link.outerHTML,
        );
      }
    }
    await click('main a');
    assert.strictEqual(currentURL(), '/users', 'home');
  });

  const inputs = Object.values(hostile.groups).flatMap((group) =>
    group.map(({ input }) => input),
  );

  test('B7 a return-to beside it is refused, and so is everything hostile', async function (this: AppTestContext, assert) {
    const returnTo = this.owner.lookup('service:return-to');
    await visit('/app/login');
    for (const beside of [
      '/app/users',
      '/app/',
      '/other/users',
      '/app',
      '/api/me',
      '//app/users',
      '/../users',
      ...inputs,
    ]) {
      returnTo.restore(beside);
      assert.strictEqual(this.browser.tabStorage.get(KEY), null, beside);
    }
    returnTo.restore('/session');
    await signIn();
    assert.strictEqual(currentURL(), '/session');
    assert.dom(find('h1')).exists();
  });
});
