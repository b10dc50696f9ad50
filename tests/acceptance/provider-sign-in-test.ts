import { click, currentURL, visit } from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requestsTo } from '../helpers/requests';
import { signIn } from '../helpers/sign-in';
import { signedIn } from '../helpers/signed-in';
import { decide, useSimulatedProviders } from '../helpers/simulated-providers';

const ALERT = '[role="alert"]';
const WAYS_ALERT = '.ways [role="alert"]';
const NAMES = {
  google: 'Google',
  facebook: 'Facebook',
  github: 'GitHub',
  oidc: 'OpenID',
} as const;

const also = (name: string) => (answer: URLSearchParams) =>
  answer.append(name, 'x');
const twice = (name: string) => (answer: URLSearchParams) => {
  answer.append(name, 'x');
  answer.append(name, 'y');
};

module('Acceptance | sign-in with each provider', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(function (this: AppTestContext) {
    useSimulatedProviders(this);
  });

  for (const [id, name] of Object.entries(NAMES)) {
    test(`${name}: there, back, and on the page that was wanted`, async function (this: AppTestContext, assert) {
      await visit('/users?sort=email');
      assert.dom(buttonOf(id)).includesText(`Continue with ${name}`);
      assert.dom(buttonOf(id)).includesText('(simulated)');
      await click(buttonOf(id));
      await decide(this);

      assert.strictEqual(currentURL(), '/users?sort=email');
      assert.dom('header').includesText('Ada Lovelace');
      assert.dom('tbody tr').exists();
      await visit('/session');
      assert.dom('.facts').includesText(name);

      await click('header button');
      assert.dom(`${buttonOf(id)} + .badge`).hasText('Last used');
      assert.dom('.badge').exists({ count: 1 });
    });
  }

  test('A28 a provider without PKCE is begun at our server, and its state goes along', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(buttonOf('facebook'));
    const [start] = requestsTo(this.server, '/oauth/identity-provider/start');
    const begun = new URLSearchParams(start!.body);
    const asked = this.browser.leftFor[0]!.searchParams;
    assert.strictEqual(begun.get('provider'), 'facebook');
    assert.strictEqual(begun.get('state'), asked.get('state'));
    assert.strictEqual(begun.get('redirect_uri'), asked.get('redirect_uri'));
    assert.false(asked.has('code_challenge'));

    await click(buttonOf('google'));
    assert.true(this.browser.leftFor[1]!.searchParams.has('code_challenge'));
    assert.strictEqual(
      requestsTo(this.server, '/oauth/identity-provider/start').length,
      1,
    );
  });

  test('A8 the answer to one provider, on the page of another: refused before its code is sent anywhere', async function (this: AppTestContext, assert) {
    await visit('/login');
    // Neither of the two names itself in its answers: there is nothing else that could tell.
    await click(buttonOf('github'));
    const { searchParams } = this.server.identityProviders.answer(
      this.browser.leftFor[0]!,
    );
    this.browser.answer = searchParams;
    await visit('/login/callback/facebook');
    assert.dom(ALERT).includesText('did not fit what was asked');
    assert.deepEqual(requestsTo(this.server, '/oauth/token'), []);
  });

  for (const [name, spoil] of [
    ['A15 a code that comes twice', (answer) => answer.append('code', 'other')],
    ['A15 an unknown parameter that comes twice', twice('flavour')],
    ['A17 an access token that comes along', also('access_token')],
    ['A17 an id_token that comes along', also('id_token')],
  ] as [string, (answer: URLSearchParams) => void][]) {
    test(`${name}: refused before its code is sent anywhere`, async function (this: AppTestContext, assert) {
      await visit('/login');
      await click(buttonOf('google'));
      const { searchParams } = this.server.identityProviders.answer(
        this.browser.leftFor[0]!,
      );
      spoil(searchParams);
      this.browser.answer = searchParams;
      await visit('/login/callback/google');
      assert.dom(ALERT).includesText('did not fit what was asked');
      assert.deepEqual(requestsTo(this.server, '/oauth/token'), []);
    });
  }

  test('a server that can’t begin it: the button says so, and nobody leaves', async function (this: AppTestContext, assert) {
    this.server.post('/oauth/identity-provider/start', () => new Response(503));
    await visit('/login');
    await click(buttonOf('facebook'));
    assert.dom('.sign-in').includesText('The server has a problem');
    assert.deepEqual(this.browser.leftFor, []);
  });

  for (const [scenario, text] of [
    ['cancel', 'You did not finish at the provider'],
    ['email-missing', 'did not tell us a verified e-mail address'],
    ['existing-account-unverified', 'There is already an account'],
    ['state-tampered', 'There is no sign-in under way'],
    ['issuer-wrong', 'did not fit what was asked'],
    ['error-hostile', 'The provider refused the request'],
    ['server-error', 'The provider cannot be reached just now'],
  ] as const) {
    test(`A10 A29 ${scenario}: said in our own words, with a way on`, async function (this: AppTestContext, assert) {
      await visit('/users?sort=email');
      await click(buttonOf('google'));
      await decide(this, { scenario });
      assert.dom('h1').hasText('Not signed in');
      assert.dom(ALERT).includesText(text);
      assert.strictEqual(await this.browser.storage.get('session'), undefined);
      await click('main a');
      assert.strictEqual(currentURL(), '/login');
    });
  }

  test('A20 A4 a code that was used is refused, and the session stays', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(buttonOf('github'));
    await decide(this);
    assert.strictEqual(currentURL(), '/users');
    const asked = requestsTo(this.server, '/oauth/token').length;
    await decide(this);
    assert.strictEqual(currentURL(), '/users');
    assert.strictEqual(requestsTo(this.server, '/oauth/token').length, asked);
  });

  test('the address belongs to an account: sign in the old way, and link on the profile', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(buttonOf('facebook'));
    await decide(this, { scenario: 'existing-account' });
    assert.dom(ALERT).includesText('There is already an account');
    await click('main a');
    await signIn();
    assert.strictEqual(currentURL(), '/profile');

    await click('[aria-label="Link Facebook"]');
    await decide(this, { scenario: 'existing-account' });
    assert.strictEqual(currentURL(), '/profile');
    assert.dom('.ways').includesText('Facebook is linked.');
    assert.dom('[aria-label="Unlink Facebook"]').exists();
  });

  test('what the provider gave out is renewed and revoked at our server', async function (this: AppTestContext, assert) {
    await visit('/session');
    await click(buttonOf('google'));
    await decide(this);
    await click('.actions button');
    assert.dom('.actions').includesText('Renewed.');
    await click('header button');
    assert.true(requestsTo(this.server, '/oauth/revoke').length > 0);
  });
});

module('Acceptance | linked providers', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(function (this: AppTestContext) {
    useSimulatedProviders(this);
  });

  test('a profile that is opened for itself leaves the focus where it begins', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/profile');
    assert.dom('.ways li').exists();
    assert.dom('#ways-title').isNotFocused();
  });

  test('one is linked, and unlinked again', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/profile');
    assert.dom('.ways li').exists({ count: 3 }, 'those that our server asks');
    await click('[aria-label="Link GitHub"]');
    await decide(this);
    assert.strictEqual(currentURL(), '/profile');
    assert.dom('.ways [role="status"]').hasText('GitHub is linked.');
    assert.dom('.ways').includesText('ada.lovelace@gmail.com');

    await click('[aria-label="Unlink GitHub"]');
    assert
      .dom('.ways [role="status"]')
      .hasText('GitHub is not linked any more.');
    assert.dom('[aria-label="Link GitHub"]').exists();
    assert.dom('#ways-title').isFocused('the button that was pressed is gone');
  });

  test('never the last way in', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await click(buttonOf('google'));
    await decide(this);
    assert.strictEqual(currentURL(), '/profile');
    await click('[aria-label="Unlink Google"]');
    assert.dom(WAYS_ALERT).includesText('This is your only way to sign in');
    assert.dom('[aria-label="Unlink Google"]').exists();
  });

  test('an account that is another user’s is refused', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(buttonOf('google'));
    await decide(this);
    await click('header button');
    await signIn();
    await visit('/profile');
    await click('[aria-label="Link Google"]');
    await decide(this);
    assert.dom(WAYS_ALERT).includesText('belongs to another user');
    assert.dom('[aria-label="Link Google"]').exists();
  });

  test('A28 what comes back when another sign-in has taken place is linked with nobody', async function (this: AppTestContext, assert) {
    await visit('/login');
    await signIn();
    await visit('/profile');
    await click('[aria-label="Link GitHub"]');
    await this.owner.lookup('service:session').signIn('password', {
      username: 'demo@latchkey.test',
      password: 'open-sesame-42',
    });
    await decide(this);
    assert.strictEqual(currentURL(), '/profile');
    assert.strictEqual(
      requestsTo(this.server, '/api/me/identities').filter(
        ({ method }) => method === 'POST',
      ).length,
      0,
    );
  });

  test('C9 who signs out leaves no attempt behind', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/profile');
    await click('[aria-label="Link GitHub"]');
    assert.ok(await this.browser.storage.get('transactions'));
    await click('header button');
    assert.strictEqual(
      await this.browser.storage.get('transactions'),
      undefined,
    );
  });

  test('who signs out while a window is open is asked nothing more', async function (this: AppTestContext, assert) {
    this.browser.isDesktop = true;
    await signedIn(this);
    await visit('/profile');
    await click('[aria-label="Link GitHub"]');
    assert.dom('.waiting').exists();
    await click('header button');
    assert.dom('.waiting').doesNotExist();
    assert.true(this.browser.windows[0]!.isClosed);
  });

  test('who leaves the profile gives the link up', async function (this: AppTestContext, assert) {
    this.browser.isDesktop = true;
    await signedIn(this);
    await visit('/profile');
    await click('[aria-label="Link GitHub"]');
    await visit('/session');
    assert.true(this.browser.windows[0]!.isClosed);
    await visit('/profile');
    assert.dom('.waiting').doesNotExist();
  });

  test('a link that is not wanted at the provider: said, and back to the profile', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/profile');
    await click('[aria-label="Link GitHub"]');
    await decide(this, { scenario: 'cancel' });
    assert.dom('h1').hasText('Something went wrong');
    assert.dom(ALERT).includesText('You did not finish');
    await click('main a');
    assert.strictEqual(currentURL(), '/profile');
  });

  test('a server that knows no links: said, and the page stands', async function (this: AppTestContext, assert) {
    this.server.get('/api/me/identities', () => new Response(404));
    await signedIn(this);
    await visit('/profile');
    assert.dom(WAYS_ALERT).includesText('Your server can’t link');
    assert.dom('h1').hasText('Profile');
  });
});

function buttonOf(id: string): string {
  return `.button-provider:has([data-provider="${id}"])`;
}
