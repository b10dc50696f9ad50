import { click, currentURL, setupOnerror, visit } from '@ember/test-helpers';
import { getPageTitle } from 'ember-page-title/test-support';
import { module, test } from 'qunit';
import type SettingsService from 'latchkey/services/settings';
import { pickSettings } from '../../config/settings';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requests } from '../helpers/requests';
import { signIn } from '../helpers/sign-in';
import { signedIn } from '../helpers/signed-in';

module('Acceptance | pages', function (hooks) {
  setupApplicationTest(hooks);

  test('the start page is the users', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/');
    assert.strictEqual(currentURL(), '/users');
    assert.strictEqual(getPageTitle(), 'Users | Latchkey');
  });

  test('an address that is no page offers a way on', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/no/such/page');
    assert.dom('h1').hasText('Page not found');
    await click('main a');
    assert.strictEqual(currentURL(), '/users');
  });

  test('after a change of page the focus is on the new heading', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    await click('nav a[href="/session"]');
    assert.dom('h1').hasText('Session');
    assert.dom('h1').isFocused();
  });

  test('A28 a provider without PKCE needs a token server on the app’s own origin, and the page says so', async function (this: AppTestContext, assert) {
    settings(this).written = pickSettings(
      {
        SIGN_IN_METHODS: 'password,facebook',
        FACEBOOK_CLIENT_ID: 'ours',
        TOKEN_ENDPOINT: 'https://login.example/oauth/token',
      },
      ['facebook'],
    );
    setupOnerror(() => undefined);
    await visit('/login').catch(() => undefined);
    assert.dom('h1').hasText('This app is not set up');
    assert.dom('[role="alert"]').includesText('SIGN_IN_METHODS');
    assert.dom('[role="alert"]').includesText('no PKCE');
  });

  test('settings that cannot work are named, with the remedy, instead of a blank page', async function (this: AppTestContext, assert) {
    // The router reports what a hook threw, beside showing the page.
    setupOnerror(() => undefined);
    settings(this).written = pickSettings({ TOKEN_ENDPOINT: 'ftp://x' });
    await visit('/login').catch(() => undefined);
    assert.dom('h1').hasText('This app is not set up');
    assert.dom('[role="alert"]').includesText('TOKEN_ENDPOINT');
    assert.dom('[role="alert"]').includesText('Write a path like /oauth/token');
    await click('main button');
    assert.strictEqual(this.browser.reloads, 1);
  });
});

module('Acceptance | servers of other origins', function (hooks) {
  setupApplicationTest(hooks, {
    tokenServerOrigin: 'https://login.example',
    apiOrigin: 'https://api.example:8443',
  });

  hooks.beforeEach(function (this: AppTestContext) {
    settings(this).written = pickSettings({
      TOKEN_ENDPOINT: 'https://login.example/oauth/token',
      REVOKE_TOKEN_ENDPOINT: 'https://login.example/oauth/revoke',
      API_HOST: 'https://api.example',
      API_PORT: '8443',
    });
  });

  test('by settings alone', async function (this: AppTestContext, assert) {
    await visit('/users');
    await signIn();
    assert.dom('tbody tr').exists({ count: 5 });
    assert.dom('header').includesText('Demo User');

    await click('header button');
    assert.strictEqual(currentURL(), '/login');
    const origins = requests(this.server).map(({ url }) => url.origin);
    assert.deepEqual(origins, [
      'https://login.example',
      ...Array<string>(2).fill('https://api.example:8443'),
      ...Array<string>(2).fill('https://login.example'),
    ]);
  });
});

function settings({ owner }: AppTestContext): SettingsService {
  return owner.lookup('service:settings');
}
