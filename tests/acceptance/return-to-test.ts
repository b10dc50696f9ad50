import { click, currentURL, visit, waitUntil } from '@ember/test-helpers';
import { module, test } from 'qunit';
import hostile from '../fixtures/return-to.json';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { withoutAccessibilityChecks } from '../helpers/accessibility';
import { signIn } from '../helpers/sign-in';
import { signedIn } from '../helpers/signed-in';
import { Deferred } from '../helpers/stub-fetch';

const KEY = 'latchkey:return-to';
const SIGN_OUT = 'header button';

module('Acceptance | return-to', function (hooks) {
  setupApplicationTest(hooks, { scenario: 'default' });

  test('a deep link leads back to where it pointed', async function (assert) {
    await visit('/users?page=3&search=a');
    assert.strictEqual(currentURL(), '/login');

    await signIn();
    assert.strictEqual(currentURL(), '/users?page=3&search=a');
    assert.dom('.position').includesText('Page 3 of');
  });

  test('a link in a page leads there after the sign-in', async function (assert) {
    await visit('/nowhere');
    await click('main a');
    assert.strictEqual(currentURL(), '/login');

    await signIn();
    assert.strictEqual(currentURL(), '/users');
  });

  test('G2 somebody signs in elsewhere while the sign-in page is on its way: this tab goes on, too', async function (this: AppTestContext, assert) {
    const { storage } = this.browser;
    const asked = new Deferred<void>();
    const answered = new Deferred<void>();
    const get = storage.get.bind(storage);
    storage.get = async (key) => {
      if (key === 'last-provider') {
        asked.resolve();
        await answered.promise;
      }
      return get(key);
    };
    const visited = visit('/users?page=3');
    await asked.promise;
    await signedIn(this);
    const otherTab = this.browser.openChannel('latchkey:session', () => {});
    otherTab.post({ type: 'changed' });
    const session = this.owner.lookup('service:session');
    await waitUntil(() => session.isAuthenticated);
    answered.resolve();
    await visited;
    assert.strictEqual(currentURL(), '/users?page=3');
  });

  test('B7 it is used once', async function (assert) {
    await visit('/session');
    await signIn();
    assert.strictEqual(currentURL(), '/session');

    await visit('/login');
    assert.strictEqual(currentURL(), '/users', 'for whoever is signed in');

    await click(SIGN_OUT);
    await signIn();
    assert.strictEqual(currentURL(), '/users');
  });

  test('B7 it is forgotten when the user signs out', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    this.browser.tabStorage.set(KEY, '/session');
    await click(SIGN_OUT);

    assert.strictEqual(this.browser.tabStorage.get(KEY), null);
  });

  test('B7 what one user had open is not where the next one arrives', async function (assert) {
    await visit('/users?page=3&search=a');
    await signIn();
    await click(SIGN_OUT);
    await signIn();
    assert.strictEqual(currentURL(), '/users');
  });

  test('B6 the sign-in page itself is not returned to', async function (this: AppTestContext, assert) {
    await visit('/login');
    this.browser.tabStorage.set(KEY, '/login');
    await signIn();
    assert.strictEqual(currentURL(), '/users');
  });

  test('whoever is signed in has no use for the sign-in page', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/login');
    assert.strictEqual(currentURL(), '/users');
  });
});

module('Acceptance | hostile return-to', function (hooks) {
  setupApplicationTest(hooks);
  withoutAccessibilityChecks(hooks);

  // Of each kind some: all of them go through the grammar in tests/unit/auth, and through a real browser in tests/e2e.
  const inputs = Object.values(hostile.groups).flatMap((group) =>
    group.filter((_, index) => index % 5 === 0).map(({ input }) => input),
  );

  test(`B1 B7 B8 ${inputs.length} hostile values in the tab's storage lead home, and throw nothing`, async function (this: AppTestContext, assert) {
    await visit('/login');
    for (const input of inputs) {
      this.browser.tabStorage.set(KEY, input);
      await signIn();
      assert.strictEqual(currentURL(), '/users', JSON.stringify(input));
      await click(SIGN_OUT);
    }
  });
});
