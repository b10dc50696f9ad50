import {
  click,
  currentURL,
  fillIn,
  find,
  focus,
  settled,
  triggerEvent,
  visit,
  waitFor,
} from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { DEMO_ACCOUNT } from '../../contract/seed';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { grants, requests } from '../helpers/requests';
import { EMAIL, PASSWORD, SIGN_IN, signIn } from '../helpers/sign-in';

const ALERT = '[role="alert"]';

module('Acceptance | sign in with a password', function (hooks) {
  setupApplicationTest(hooks);

  test('a visitor signs in, sees the users, and signs out', async function (this: AppTestContext, assert) {
    await visit('/');
    assert.strictEqual(currentURL(), '/login');
    assert.dom('h1').hasText('Sign in');
    assert.dom(EMAIL).isFocused();

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

  test('one token request, then the user and the first page', async function (this: AppTestContext, assert) {
    await visit('/login');
    await signIn();

    const paths = requests(this.server).map(({ url }) => url.pathname);
    assert.deepEqual(paths.sort(), ['/api/me', '/api/users', '/oauth/token']);
  });

  test('what a signed-in user needs is at work before the form is sent', async function (this: AppTestContext, assert) {
    await visit('/login');
    assert.false(Boolean(this.owner.factoryFor('service:store')));

    await fillIn(EMAIL, 'd');
    assert.true(Boolean(this.owner.factoryFor('service:store')));
    assert.strictEqual(currentURL(), '/login');
    assert.deepEqual(requests(this.server), [], 'nobody is asked for anything');
  });

  test('J5 wrong credentials: one message, e-mail kept, password cleared and focused, then it works', async function (assert) {
    await visit('/login');
    await signIn({ password: 'wrong' });

    assert.strictEqual(currentURL(), '/login');
    assert.dom(ALERT).hasText('E-mail or password is wrong. Please try again.');
    assert.dom(EMAIL).hasValue(DEMO_ACCOUNT.email);
    assert.dom(PASSWORD).hasNoValue();
    assert.dom(PASSWORD).isFocused();
    assert.dom(PASSWORD).hasAttribute('aria-invalid', 'true');

    await signIn({ email: 'nobody@latchkey.test', password: 'wrong' });
    assert
      .dom(ALERT)
      .hasText(
        'E-mail or password is wrong. Please try again.',
        'an unknown user gets the same message',
      );

    await signIn();
    assert.strictEqual(currentURL(), '/users');
  });

  test('what is no e-mail address is pointed out when the field is left, and forbids nothing', async function (assert) {
    const hint = '#sign-in-email-hint';
    await visit('/login');
    await fillIn(EMAIL, 'demo.latchkey.test');
    assert.dom(hint).hasText('', 'nobody is interrupted');
    await focus(PASSWORD);
    assert.dom(hint).hasText('This does not look like an e-mail address.');
    assert.dom(EMAIL).hasAttribute('aria-describedby', /sign-in-email-hint/);
    assert.dom(EMAIL).doesNotHaveAttribute('aria-invalid');
    await fillIn(EMAIL, DEMO_ACCOUNT.email);
    assert.dom(hint).hasText('');
    await signIn({ email: 'demo' });
    assert.dom(ALERT).includesText('wrong', 'the server has the last word');
  });

  test('Caps Lock is pointed out while the password is typed', async function (assert) {
    const hint = '#sign-in-caps-lock';
    const press = async (selector: string, modifierCapsLock: boolean) => {
      const options = { bubbles: true, key: 'A', modifierCapsLock };
      find(selector)!.dispatchEvent(new KeyboardEvent('keydown', options));
      await settled();
    };
    await visit('/login');
    await press(EMAIL, true);
    assert.dom(hint).hasText('', 'case does not matter there');
    await focus(PASSWORD);
    await press(PASSWORD, true);
    assert.dom(hint).hasText('Caps Lock is on.');
    // What a password manager fires.
    find(PASSWORD)!.dispatchEvent(new Event('keydown', { bubbles: true }));
    await settled();
    assert.dom(hint).hasText('');
    await press(PASSWORD, true);
    await press(PASSWORD, false);
    assert.dom(hint).hasText('');
    await press(PASSWORD, true);
    await focus(EMAIL);
    assert.dom(hint).hasText('');
  });

  test('an empty field is named, and has the focus', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(SIGN_IN);
    assert.dom(ALERT).hasText('Enter your e-mail address.');
    assert.dom(EMAIL).isFocused();

    await fillIn(EMAIL, DEMO_ACCOUNT.email);
    await click(SIGN_IN);
    assert.dom(ALERT).hasText('Enter your password.');
    assert.dom(PASSWORD).isFocused();
    assert.strictEqual(grants(this.server, 'password').length, 0);
  });

  test('J1 a double click and Enter thrice make one request', async function (this: AppTestContext, assert) {
    await visit('/login');
    await fillIn(EMAIL, DEMO_ACCOUNT.email);
    await fillIn(PASSWORD, DEMO_ACCOUNT.password);
    this.server.timing = 20;

    const submit = find(SIGN_IN) as HTMLButtonElement;
    for (let press = 0; press < 5; press += 1) submit.click();
    await waitFor('form[aria-busy="true"]');
    assert.dom(SIGN_IN).hasText('Signing in…');
    await settled();

    assert.strictEqual(grants(this.server, 'password').length, 1);
    assert.strictEqual(currentURL(), '/users');
  });

  test('J2 values that a password manager filled in without any event are sent', async function (assert) {
    await visit('/login');
    (find(EMAIL) as HTMLInputElement).value = DEMO_ACCOUNT.email;
    (find(PASSWORD) as HTMLInputElement).value = DEMO_ACCOUNT.password;
    await click(SIGN_IN);

    assert.strictEqual(currentURL(), '/users');
  });

  test('J3 the password is sent byte for byte', async function (this: AppTestContext, assert) {
    const password = ' 🔑 mixed p%40ss+w0rd&x=y#z u\u0308 ';
    await visit('/login');
    await signIn({ password });

    assert.strictEqual(
      grants(this.server, 'password')[0]?.get('password'),
      password,
    );
  });

  test('J10 C5 the form posts, and nothing of it is in a URL', async function (this: AppTestContext, assert) {
    await visit('/login');
    assert.dom('form').hasAttribute('method', 'post');
    await signIn();

    const urls = requests(this.server).map(({ url }) => url.href);
    assert.notOk(
      urls.some((url) => /open-sesame|demo(@|%40)|token=/.test(url)),
      'no password, user name or token in a URL',
    );
  });

  const failures = [
    {
      name: 'J7 the network is down',
      response: () => new Response(0),
      message: 'The server cannot be reached.',
    },
    {
      name: 'J7 the server fails',
      response: () => new Response(500, {}, '<html>boom</html>'),
      message: 'The server has a problem.',
    },
    {
      name: 'I6 a page of HTML comes instead',
      response: () =>
        new Response(200, { 'Content-Type': 'text/html' }, '<h1>Portal</h1>'),
      message: 'The server answered with something unexpected.',
    },
    {
      name: 'I1 JSON of the wrong shape comes instead',
      response: () => new Response(200, {}, { access_token: 42 }),
      message: 'The server answered with something unexpected.',
    },
    {
      name: 'the client is not known to the server',
      response: () => new Response(401, {}, { error: 'invalid_client' }),
      message: 'This app is not allowed to sign in here.',
    },
  ];
  for (const { name, response, message } of failures) {
    test(`${name}: a kind sentence, nothing lost, and the retry works`, async function (this: AppTestContext, assert) {
      this.server.post('/oauth/token', response);
      await visit('/login');
      await signIn();

      assert.strictEqual(currentURL(), '/login');
      assert.dom(ALERT).includesText(message);
      assert.dom(ALERT).doesNotIncludeText('Portal', 'no words of the server');
      assert.dom(EMAIL).hasValue(DEMO_ACCOUNT.email);
      assert.dom(PASSWORD).hasValue(DEMO_ACCOUNT.password);

      // Back to what the server does when all is well.
      this.server.post(
        '/oauth/token',
        () =>
          new Response(
            200,
            {},
            { access_token: 'a-token', token_type: 'Bearer' },
          ),
      );
      this.server.get('/api/me', () => ({ id: '1', name: 'Someone' }));
      this.server.get('/api/users', () => ({ data: [] }));
      await click(SIGN_IN);
      assert.strictEqual(currentURL(), '/users');
    });
  }

  module('J6 too many attempts', function (inner) {
    inner.beforeEach(async function (this: AppTestContext) {
      this.server.post(
        '/oauth/token',
        () => new Response(429, { 'Retry-After': '7' }, {}),
      );
      await visit('/login');
      await signIn();
    });

    test('the button counts down and does nothing until the time is over', async function (this: AppTestContext, assert) {
      assert.dom(ALERT).includesText('Too many attempts.');
      assert.dom(SIGN_IN).hasText('Sign in (in 7 s)');
      assert.dom(SIGN_IN).hasAttribute('aria-disabled', 'true');
      assert.dom(EMAIL).hasValue(DEMO_ACCOUNT.email);
      assert.dom(PASSWORD).hasValue(DEMO_ACCOUNT.password);

      this.browser.computer.advance(3);
      await settled();
      assert.dom(SIGN_IN).hasText('Sign in (in 4 s)');
      await click(SIGN_IN);
      assert.strictEqual(grants(this.server, 'password').length, 1);

      this.browser.computer.advance(4);
      await settled();
      assert.dom(SIGN_IN).hasText('Sign in');
      assert.dom(ALERT).hasText('');
      await click(SIGN_IN);
      assert.strictEqual(grants(this.server, 'password').length, 2);
    });

    test('to open the page anew makes it no shorter', async function (this: AppTestContext, assert) {
      this.browser.computer.advance(2);
      await visit('/nowhere');
      await visit('/login');
      assert.dom(ALERT).includesText('Too many attempts.');
      assert.dom(SIGN_IN).hasText('Sign in (in 5 s)');
    });

    test('what anybody may have written into the storage holds up nobody for longer than five minutes', async function (this: AppTestContext, assert) {
      for (const [text, label] of [
        ['8640000000000000', 'Sign in (in 300 s)'],
        ['Infinity', 'Sign in (in 300 s)'],
        ['soon', 'Sign in'],
        ['-1', 'Sign in'],
      ] as const) {
        await visit('/nowhere');
        this.browser.tabStorage.set('latchkey:wait-until', text);
        await visit('/login');
        assert.dom(SIGN_IN).hasText(label, text);
        this.browser.computer.advance(300);
        await settled();
        assert.dom(SIGN_IN).hasText('Sign in', text);
      }
    });
  });

  test('J7 offline is told apart', async function (this: AppTestContext, assert) {
    this.browser.computer.isOnline = false;
    this.server.post('/oauth/token', () => new Response(0));
    await visit('/login');
    await signIn();

    assert.dom(ALERT).includesText('You are offline.');
  });

  test('C7 the password is cleared and nowhere kept after it has been sent', async function (this: AppTestContext, assert) {
    await visit('/login');
    const password = find(PASSWORD) as HTMLInputElement;
    await signIn();

    assert.strictEqual(password.value, '');
    const stored = JSON.stringify(await this.browser.storage.get('session'));
    assert.notOk(stored.includes(DEMO_ACCOUNT.password));
  });

  test('the password can be shown and hidden again', async function (assert) {
    await visit('/login');
    const toggle = 'button[aria-label="Show password"]';
    await fillIn(PASSWORD, 'secret');
    await click(toggle);
    assert.dom(PASSWORD).hasAttribute('type', 'text');
    assert.dom(toggle).hasAttribute('aria-pressed', 'true');
    await click(toggle);
    assert.dom(PASSWORD).hasAttribute('type', 'password');
    assert.dom(PASSWORD).hasValue('secret');
  });

  test('the sign-in page asks for no data', async function (this: AppTestContext, assert) {
    await visit('/login');
    await focus(EMAIL);
    await triggerEvent(EMAIL, 'input');
    assert.deepEqual(requests(this.server), []);
  });
});
