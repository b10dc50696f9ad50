import {
  click,
  currentURL,
  fillIn,
  find,
  findAll,
  settled,
  triggerEvent,
  visit,
  waitFor,
} from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requestsTo } from '../helpers/requests';
import { signedIn } from '../helpers/signed-in';

const ALERT = 'main [role="alert"]';
const COUNT = 'main [role="status"]';
const SEARCH = '#users-search';

const column = (name: string) =>
  findAll(`tbody .${name}`).map((cell) => cell.textContent.trim());

module('Acceptance | users', function (hooks) {
  setupApplicationTest(hooks, { scenario: 'default' });

  hooks.beforeEach(async function (this: AppTestContext) {
    await signedIn(this);
  });

  test('twenty users a page, and the way from page to page', async function (assert) {
    await visit('/users');
    assert.dom('tbody tr').exists({ count: 20 });
    assert.dom(COUNT).hasText('251 users');
    assert.dom('.position').hasText('Page 1 of 13');
    assert.dom('[rel="prev"]').doesNotExist();

    await click('[rel="next"]');
    assert.strictEqual(currentURL(), '/users?page=2');
    assert.dom('.position').hasText('Page 2 of 13');

    await visit('/users?page=13');
    assert.dom('tbody tr').exists({ count: 11 });
    assert.dom('[rel="next"]').doesNotExist();

    await click('[rel="prev"]');
    assert.strictEqual(currentURL(), '/users?page=12');
  });

  test('a press on a heading sorts, another turns the order round', async function (assert) {
    await visit('/users?page=2');
    await click('th.email a');
    assert.strictEqual(
      currentURL(),
      '/users?sort=email',
      'from the first page',
    );
    assert.dom('th.email').hasAttribute('aria-sort', 'ascending');
    const ascending = column('email');
    assert.deepEqual(ascending, [...ascending].sort());

    await click('th.email a');
    assert.strictEqual(currentURL(), '/users?sort=-email');
    assert.dom('th.email').hasAttribute('aria-sort', 'descending');
    const descending = column('email');
    assert.deepEqual(descending, [...descending].sort().reverse());
  });

  test('the search stands in the URL, and begins at the first page', async function (assert) {
    await visit('/users?page=4');
    await fillIn(SEARCH, 'kowalska');
    assert.strictEqual(currentURL(), '/users?search=kowalska');
    assert.ok(column('last-name').every((name) => name === 'Kowalska'));

    await fillIn(SEARCH, 'nobody is called so');
    assert.dom('.empty').includesText('No user matches.');

    await click('.empty a');
    assert.strictEqual(currentURL(), '/users');
    assert.dom(SEARCH).hasNoValue();
    assert.dom('tbody tr').exists({ count: 20 });
  });

  test('Enter searches at once', async function (assert) {
    await visit('/users');
    (find(SEARCH) as HTMLInputElement).value = 'demo';
    await triggerEvent('form[role="search"]', 'submit');
    assert.strictEqual(currentURL(), '/users?search=demo');
    assert.dom('tbody tr').exists({ count: 1 });
  });

  test('a link to a search shows it', async function (assert) {
    await visit('/users?search=demo');
    assert.dom(SEARCH).hasValue('demo');
    assert.deepEqual(column('email'), ['demo@latchkey.test']);
  });

  test('a page beyond the last one says so, and leads back', async function (assert) {
    await visit('/users?page=99');
    assert.dom('.empty').includesText('There is nobody on this page.');
    await click('.empty a');
    assert.strictEqual(currentURL(), '/users');
  });

  for (const query of [
    'page=0',
    'page=-1',
    'page=abc',
    'page=1e9',
    'page=1.5',
    'sort=password_hash',
    'sort=constructor',
    'search=%25',
  ]) {
    test(`a query that makes no sense (${query}) does no harm`, async function (assert) {
      await visit(`/users?${query}`);
      assert.dom('h1').hasText('Users');
      assert.dom(ALERT).hasText('');
    });
  }

  test('the old rows stay, dimmed, until the new ones are there', async function (this: AppTestContext, assert) {
    await visit('/users');
    const first = column('email');
    this.server.timing = 50;
    void click('[rel="next"]');
    await waitFor('table[aria-busy="true"]');
    assert.deepEqual(column('email'), first);

    await settled();
    assert.dom('table').hasAttribute('aria-busy', 'false');
    assert.notDeepEqual(column('email'), first);
  });

  test('a failing API is told kindly, the rows stay, and the retry works', async function (this: AppTestContext, assert) {
    await visit('/users');
    this.server.get('/api/users', () => new Response(500, {}, '<b>stack</b>'));
    await click('[rel="next"]');
    assert.dom(ALERT).includesText('Try again');
    assert.dom(ALERT).doesNotIncludeText('stack', 'no words of the server');
    assert.dom('tbody tr').exists({ count: 20 });

    this.server.get('/api/users', () => ({ data: [], meta: { count: 0 } }));
    await click('[role="alert"] button');
    assert.dom(ALERT).hasText('');
  });

  test('the network is down: the session and the page stay', async function (this: AppTestContext, assert) {
    await visit('/users');
    this.server.get('/api/users', () => new Response(0));
    await click('[rel="next"]');
    assert.dom(ALERT).includesText('The server cannot be reached.');
    assert.strictEqual(currentURL(), '/users?page=2');
  });

  test('E6 a 403 is the page’s matter: no renewal, no sign-out', async function (this: AppTestContext, assert) {
    this.server.get(
      '/api/users',
      () =>
        new Response(
          403,
          {
            'WWW-Authenticate': 'Bearer error="insufficient_scope"',
            'Content-Type': 'application/vnd.api+json',
          },
          { errors: [{ status: '403', title: 'Not allowed' }] },
        ),
    );
    await visit('/users');
    assert.strictEqual(currentURL(), '/users');
    assert.dom(ALERT).includesText('You are not allowed to see this.');
    assert.deepEqual(requestsTo(this.server, '/oauth/token'), []);
  });

  test('J12 names are text, whatever they hold', async function (this: AppTestContext, assert) {
    this.server.schema
      .find('user', '00000000-0000-4000-8000-000000000001')
      ?.update({ firstName: '<b>Demo</b>', lastName: 'أحمد 🔑' });
    await visit('/users?search=demo@');
    assert.deepEqual(column('first-name'), ['<b>Demo</b>']);
    assert.deepEqual(column('last-name'), ['أحمد 🔑']);
    assert.dom('header').includesText('<b>Demo</b> أحمد 🔑');
  });
});
