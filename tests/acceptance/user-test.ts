import {
  click,
  currentURL,
  find,
  findAll,
  focus,
  settled,
  triggerKeyEvent,
  visit,
  waitUntil,
} from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { userId } from '../../mirage/user-id';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { setupOutage } from '../helpers/outage';
import { setupRecordedRequests } from '../helpers/recorded-requests';
import { requestsTo } from '../helpers/requests';
import { signIn } from '../helpers/sign-in';
import { signedIn } from '../helpers/signed-in';
import { appears, press } from '../helpers/unsettled';

const ALERT = 'main [role="alert"]';
const STATUS = 'main [role="status"]';
const BACK = 'main .back';
const LINK = 'tbody th a';
const DEMO = userId(1);
const SOMEBODY = userId(7);

const DOCUMENT = { 'Content-Type': 'application/vnd.api+json' };

/** What an API says that has no such resource, or none for us. */
const refusal = (status: number) =>
  new Response(status, DOCUMENT, { errors: [{ status: String(status) }] });

const facts = () => findAll('dd').map(({ textContent }) => textContent.trim());

module('Acceptance | a user', function (hooks) {
  setupApplicationTest(hooks, { scenario: 'default' });
  const outage = setupOutage(hooks);
  const requests = setupRecordedRequests(hooks);

  hooks.beforeEach(async function (this: AppTestContext) {
    await signedIn(this);
  });

  const asked = () =>
    requests().filter(({ url }) => /\/api\/users\/./.test(url.pathname));

  test('from the list to a user and back, to the same place', async function (assert) {
    await visit('/users?page=2&sort=-email&search=a');
    const link = find(LINK)!;
    const name = link.getAttribute('aria-label')!;
    const row = findAll('tbody tr:first-child > *').map(({ textContent }) =>
      textContent.trim(),
    );
    assert.strictEqual(name, `${row[0]} ${row[1]}`, 'the link says who it is');

    await click(LINK);
    assert.true(currentURL().startsWith('/users/'), currentURL());
    assert.dom('h1').hasText(name).isFocused();
    assert.strictEqual(document.title, `${name} | Latchkey`);
    assert.deepEqual(facts(), [name, row[2], row[3]]);
    assert.dom('nav a.active').hasText('Users');

    await click(BACK);
    assert.strictEqual(currentURL(), '/users?page=2&search=a&sort=-email');
    assert.dom(LINK).hasAria('label', name);
    assert.dom('h1').hasText('Users').isFocused();
  });

  test('what the list has brought along is there at once, and then asked for', async function (this: AppTestContext, assert) {
    await visit('/users?search=demo@');
    this.server.schema.find('user', DEMO)?.update({ lastName: 'Changed' });
    const before = find(LINK)!.getAttribute('aria-label');
    this.server.timing = 50;
    press(LINK);
    await appears('dl');
    assert.dom('h1').hasText(before!);
    assert.dom(STATUS).hasText('', 'nobody is told to wait');

    await settled();
    assert.dom('h1').hasText('Demo Changed');
    assert.strictEqual(asked().length, 1);
  });

  test('oneself is told so, with the way to the profile', async function (assert) {
    await visit(`/users/${DEMO}`);
    assert.dom('.person').includesText('This is you.');
    await click('.person a');
    assert.strictEqual(currentURL(), '/profile');

    await visit(`/users/${SOMEBODY}`);
    assert.dom('.person').doesNotIncludeText('This is you.');
  });

  test('whose address is another one is somebody else, whatever the id says', async function (this: AppTestContext, assert) {
    this.server.get('/api/me', () => ({
      sub: DEMO,
      email: 'x@elsewhere.test',
    }));
    await visit(`/users/${DEMO}`);
    assert.dom('h1').hasText('Demo User');
    assert.dom('.person').doesNotIncludeText('This is you.');
  });

  test('the keyboard gets to a user and back', async function (assert) {
    await visit('/users');
    const link = find(LINK) as HTMLAnchorElement;
    assert.strictEqual(link.tabIndex, 0);
    assert.strictEqual(link.closest('th')!.scope, 'row');
    await focus(link);
    await triggerKeyEvent(link, 'keydown', 'Enter');
    await click(link);
    assert.dom('h1').isFocused();
    const back = find(BACK) as HTMLAnchorElement;
    await focus(back);
    await click(back);
    assert.dom('h1').hasText('Users').isFocused();
  });

  test('a deep link says that it is loading, then who it is', async function (this: AppTestContext, assert) {
    this.server.timing = 50;
    void visit(`/users/${SOMEBODY}?page=3`);
    await appears('main .back');
    assert.dom('h1').hasText('User');
    assert.dom(STATUS).hasText('Loading…');

    await settled();
    assert.dom(STATUS).hasText('');
    assert.strictEqual(facts().length, 3);
    await click(BACK);
    assert.strictEqual(currentURL(), '/users?page=3');
  });

  test('a deep link signed out leads back here', async function (this: AppTestContext, assert) {
    await this.browser.storage.delete('session');
    await visit(`/users/${SOMEBODY}`);
    assert.strictEqual(currentURL(), '/login');
    await signIn();
    assert.strictEqual(currentURL(), `/users/${SOMEBODY}`);
  });

  for (const id of [
    userId(9_999),
    'nobody',
    '__proto__',
    'constructor',
    '%2E%2E',
    '%F0%9F%94%91',
    '%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
    '..%2F..%2Foauth%2Ftoken',
  ]) {
    test(`no such user (${id}): the page says so, and one stays signed in`, async function (this: AppTestContext, assert) {
      await visit(`/users/${id}`);
      assert.dom('h1').hasText('No such user');
      assert.strictEqual(document.title, 'No such user | Latchkey');
      assert.dom(STATUS).includesText('There is nobody at this address');
      assert.dom(ALERT).hasText('');
      assert.dom('dl').doesNotExist();
      assert.dom('header').includesText('Demo User');
      assert.deepEqual(requestsTo(this.server, '/oauth/token'), []);
      for (const { url } of asked()) {
        assert.strictEqual(url.pathname.split('/').length, 4, url.pathname);
      }
      await click(BACK);
      assert.strictEqual(currentURL(), '/users');
    });
  }

  test('the server is down: the page says so, and the retry works', async function (this: AppTestContext, assert) {
    const works = this.server.get.bind(this.server);
    this.server.get('/api/users/:id', () => new Response(500, {}, 'stack'));
    await visit(`/users/${SOMEBODY}`);
    assert.dom('h1').hasText('User');
    assert.dom(ALERT).includesText('Try again').doesNotIncludeText('stack');
    assert.dom('dl').doesNotExist();

    works('/api/users/:id', (schema, { params }) => ({
      data: {
        type: 'users',
        id: params['id'],
        attributes: { 'first-name': 'Ada', 'last-name': 'Back' },
      },
    }));
    await click(`${ALERT} button`);
    assert.dom(ALERT).hasText('');
    assert.dom('h1').hasText('Ada Back');
    assert.deepEqual(facts(), ['Ada Back', 'not said', 'not said']);
  });

  test('the server is down: what the list has brought along stays', async function (this: AppTestContext, assert) {
    await visit('/users?search=demo@');
    this.server.get('/api/users/:id', () => new Response(0));
    await click(LINK);
    assert.dom('h1').hasText('Demo User');
    assert.dom(ALERT).includesText('The server cannot be reached.');
    assert.strictEqual(facts().length, 3);
  });

  test('D12 when the network is back it asks by itself, and only for who is looked at', async function (this: AppTestContext, assert) {
    const { computer } = this.browser;
    computer.isOnline = false;
    outage().answer = () => Promise.reject(new TypeError('Failed to fetch'));
    for (const id of [DEMO, SOMEBODY]) {
      await visit(`/users/${id}`);
      assert.dom(ALERT).includesText('Try again');
    }

    outage().answer = () => undefined;
    const before = asked().length;
    computer.connect(true);
    await settled();
    assert.dom(ALERT).hasText('');
    assert.strictEqual(facts().length, 3);
    assert.strictEqual(asked().length, before + 1);
  });

  test('D12 nor for somebody whose page was left', async function (this: AppTestContext, assert) {
    const { computer } = this.browser;
    computer.isOnline = false;
    outage().answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await visit(`/users/${SOMEBODY}`);
    await visit('/session');
    const before = asked().length;
    outage().answer = () => undefined;
    computer.connect(true);
    await settled();
    assert.dom('h1').hasText('Session');
    assert.strictEqual(asked().length, before);
  });

  test('one’s place in the list is not kept for another visit', async function (assert) {
    await visit(`/users/${SOMEBODY}?page=3&search=a`);
    await visit('/session');
    await visit(`/users/${DEMO}`);
    await click(BACK);
    assert.strictEqual(currentURL(), '/users');
  });

  for (const [status, title] of [
    [403, 'This user can’t be shown'],
    [404, 'No such user'],
    [405, 'This user can’t be shown'],
    [501, 'This user can’t be shown'],
  ] as const) {
    test(`E6 a server without single users (${status}): the list's words, or that there are none`, async function (this: AppTestContext, assert) {
      this.server.get('/api/users/:id', () => refusal(status));
      await visit('/users?search=demo@');
      await click(LINK);
      assert.dom('h1').hasText('Demo User');
      assert.strictEqual(facts()[1], 'demo@latchkey.test');
      assert.dom(STATUS).includesText('This is what the list says');
      assert.dom(ALERT).hasText('');

      await visit(`/users/${SOMEBODY}`);
      assert.dom('h1').hasText(title);
      assert.dom('dl').doesNotExist();
      assert.dom(ALERT).hasText('');
      assert.deepEqual(requestsTo(this.server, '/oauth/token'), []);
    });
  }

  test('J12 a name is text, whatever it holds; parts may be missing', async function (this: AppTestContext, assert) {
    const user = this.server.schema.find('user', DEMO);
    user?.update({ firstName: '<b>Demo</b>', lastName: 'أحمد 🔑' });
    await visit(`/users/${DEMO}`);
    assert.dom('h1').hasText('<b>Demo</b> أحمد 🔑');

    user?.update({ firstName: '', lastName: '' });
    await visit('/users?search=demo@');
    assert.dom(LINK).hasText('demo@latchkey.test');
    await click(LINK);
    assert.dom('h1').hasText('demo@latchkey.test');
  });

  test('of two users one after the other the last one is shown', async function (this: AppTestContext, assert) {
    this.server.timing = 30;
    void visit(`/users/${SOMEBODY}`);
    await waitUntil(() => asked().length === 1);
    await visit(`/users/${DEMO}`);
    assert.dom('h1').hasText('Demo User');
  });
});
