import {
  click,
  fillIn,
  find,
  settled,
  triggerEvent,
  visit,
  waitFor,
  waitUntil,
} from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import type StoreService from 'latchkey/services/store';
import { userId } from '../../mirage/user-id';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requests } from '../helpers/requests';
import { signedIn } from '../helpers/signed-in';

const PATH = `/api/users/${userId(1)}`;
const FORM = '.name-form';
const FIRST = '#name-firstName';
const LAST = '#name-lastName';
const SAVE = `${FORM} .actions button`;
const ALERT = `${FORM} [role="alert"]`;
const STATUS = `${FORM} [role="status"]`;
const HEADER = 'header .account-name';

const refusal = (...errors: object[]) =>
  new Response(
    422,
    { 'Content-Type': 'application/vnd.api+json' },
    { errors: errors.map((error) => ({ status: '422', ...error })) },
  );

/** An answer that comes when the test says so. */
function held() {
  let answer!: (response: Response) => void;
  const response = new Promise<Response>((resolve) => (answer = resolve));
  return { answer, response };
}

module('Acceptance | the name on the profile', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(async function (this: AppTestContext) {
    await signedIn(this);
  });

  const changes = ({ server }: AppTestContext) =>
    requests(server).filter(({ method }) => method === 'PATCH');

  test('the form shows the names that the API has, and saves a changed one: the header shows it too', async function (this: AppTestContext, assert) {
    await visit('/profile');
    assert.dom(`${FORM} label[for="name-firstName"]`).hasText('First name');
    assert.dom(`${FORM} label[for="name-lastName"]`).hasText('Last name');
    assert.dom(FIRST).hasValue('Demo');
    assert.dom(LAST).hasValue('User');
    assert.dom(SAVE).hasText('Save');
    assert.dom(SAVE).hasAria('disabled', 'true');

    await fillIn(LAST, '  Hopper ');
    assert.dom(SAVE).doesNotHaveAria('disabled');
    await click(SAVE);

    assert.dom(STATUS).hasText('Your name is saved.');
    assert.dom(LAST).hasValue('Hopper', 'as the server keeps it');
    assert.dom(SAVE).hasAria('disabled', 'true');
    assert.dom(HEADER).includesText('Demo Hopper');
    const [change] = changes(this);
    assert.deepEqual(JSON.parse(change?.body ?? ''), {
      data: {
        id: userId(1),
        type: 'users',
        attributes: { 'last-name': '  Hopper ' },
      },
    });
    assert.strictEqual(
      this.server.schema.find('user', userId(1))?.lastName,
      'Hopper',
    );
  });

  test('nothing is sent where nothing was changed, and a change that is taken back is none', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await click(SAVE);
    await fillIn(FIRST, 'Grace');
    await fillIn(FIRST, 'Demo');
    assert.dom(SAVE).hasAria('disabled', 'true');
    await triggerEvent(FORM, 'submit');
    assert.strictEqual(changes(this).length, 0);
  });

  test('J1 two submits send one request, and meanwhile the form says that it is busy', async function (this: AppTestContext, assert) {
    const { answer, response } = held();
    this.server.patch(PATH, () => response);
    await visit('/profile');
    await fillIn(FIRST, 'Grace');
    void click(SAVE);
    await waitFor(`${FORM}[aria-busy="true"]`);
    assert.dom(SAVE).hasText('Saving…');
    assert.dom(SAVE).hasAria('disabled', 'true');
    void triggerEvent(FORM, 'submit');
    void click(SAVE);
    answer(new Response(503));
    await settled();
    assert.strictEqual(changes(this).length, 1);
    assert.dom(FORM).doesNotHaveAria('busy');
    assert.dom(SAVE).hasText('Save');
  });

  test('what is typed while the form is saved stays', async function (this: AppTestContext, assert) {
    const { answer, response } = held();
    this.server.patch(PATH, () => response);
    await visit('/profile');
    await fillIn(FIRST, 'Grace');
    void click(SAVE);
    await waitFor(`${FORM}[aria-busy="true"]`);
    find(LAST)!.setAttribute('data-still', 'here');
    (find(LAST) as HTMLInputElement).value = 'Hopp';
    answer(
      new Response(
        200,
        {},
        {
          data: {
            type: 'users',
            id: userId(1),
            attributes: { 'first-name': 'Grace', 'last-name': 'User' },
          },
        },
      ),
    );
    await settled();
    assert.dom(FIRST).hasValue('Grace');
    assert.dom(LAST).hasValue('Hopp');
    assert.dom(LAST).hasAttribute('data-still', 'here');
    assert.dom(SAVE).doesNotHaveAria('disabled');
  });

  test('a name that the server refuses is marked at its field, which has the focus; the text is still there', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await fillIn(FIRST, '   ');
    await fillIn(LAST, 'x'.repeat(101));
    await click(SAVE);

    assert.dom(FIRST).isFocused();
    assert.dom(FIRST).hasAria('invalid', 'true');
    assert.dom(FIRST).hasAria('describedby', 'name-firstName-problem');
    assert.dom('#name-firstName-problem').hasText('This can’t be empty.');
    assert.dom('#name-lastName-problem').hasText('This is too long.');
    assert.dom(FIRST).hasValue('   ');
    assert.dom(LAST).hasValue('x'.repeat(101));
    assert.dom(ALERT).hasNoText();
    assert.dom(HEADER).includesText('Demo User');

    await fillIn(FIRST, 'Grace');
    await fillIn(LAST, 'Hopper');
    await click(SAVE);
    assert.dom(STATUS).hasText('Your name is saved.');
    assert.dom(FIRST).doesNotHaveAria('invalid');
    assert.dom(FIRST).doesNotHaveAria('describedby');
    assert.dom('.problem').doesNotExist();
  });

  test('I6 the words for a refusal are ours, whatever the server writes, and wherever it points', async function (this: AppTestContext, assert) {
    const evil = '<img src=x onerror=alert(1)>';
    const answers = [
      refusal({
        code: 'odd',
        detail: evil,
        source: { pointer: '/data/attributes/last_name' },
      }),
      refusal({ detail: evil, source: { pointer: '/data/attributes/shoe' } }),
      refusal({ detail: evil }),
    ];
    this.server.patch(PATH, () => answers.shift()!);
    await visit('/profile');
    await fillIn(LAST, 'Hopper');
    await click(SAVE);
    assert.dom(LAST).isFocused();
    assert
      .dom('#name-lastName-problem')
      .hasText('The server does not accept this.');

    for (const _ of [1, 2]) {
      await click(SAVE);
      assert.dom(ALERT).hasText('The server does not accept this name.');
      assert.dom('.problem').doesNotExist();
    }
    assert.dom('main').doesNotIncludeText('onerror');
    assert.dom(LAST).hasValue('Hopper');
  });

  test('a save that fails otherwise says why, keeps the text, and can be tried again', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await fillIn(FIRST, 'Grace');
    const failures = [
      [new Response(0), 'cannot be reached'],
      [new Response(503), 'The server has a problem'],
      [new Response(403), 'not allowed'],
      [new Response(200, {}, '<html>'), 'something unexpected'],
    ] as const;
    for (const [response, text] of failures) {
      this.server.patch(PATH, () => response);
      await click(SAVE);
      assert.dom(ALERT).includesText(text);
      assert.dom(FIRST).hasValue('Grace');
      assert.dom(STATUS).hasNoText();
      assert.dom(HEADER).includesText('Demo User');
      assert.dom(SAVE).doesNotHaveAria('disabled');
    }
    const { server } = this;
    server.patch(PATH, () => {
      server.schema.find('user', userId(1))?.update({ firstName: 'Grace' });
      return {
        data: {
          type: 'users',
          id: userId(1),
          attributes: { 'first-name': 'Grace', 'last-name': 'User' },
        },
      };
    });
    await click(SAVE);
    assert.dom(ALERT).hasNoText();
    assert.dom(STATUS).hasText('Your name is saved.');
    assert.dom(HEADER).includesText('Grace User');
  });

  test('a name that was not saved is not shown elsewhere', async function (this: AppTestContext, assert) {
    this.server.patch(PATH, () => new Response(503));
    await visit('/profile');
    await fillIn(LAST, 'Hopper');
    await click(SAVE);
    await click('nav a[href="/users"]');
    assert.dom('tbody').doesNotIncludeText('Hopper');
    assert.dom('tbody').includesText('User');
  });

  test('C9 signing out while the name is saved ends with the sign-in page, and nothing breaks', async function (this: AppTestContext, assert) {
    const { answer, response } = held();
    this.server.patch(PATH, () => response);
    await visit('/profile');
    await fillIn(FIRST, 'Grace');
    void click(SAVE);
    await waitFor(`${FORM}[aria-busy="true"]`);
    void click('header button');
    await waitUntil(() => find('h1')?.textContent === 'Sign in');
    const store = this.owner.lookup('service:store') as StoreService;
    assert.strictEqual(store.peekAll('user').length, 1, 'the one on its way');
    answer(new Response(503));
    await settled();
    assert.dom('h1').hasText('Sign in');
    assert.strictEqual(store.peekAll('user').length, 0, 'C9 nothing is left');
  });

  test('an API without such a user, or whose users nobody may see, has no form', async function (this: AppTestContext, assert) {
    for (const [index, response] of [
      new Response(404, {}, { errors: [{ status: '404' }] }),
      new Response(403, {}, { errors: [{ status: '403' }] }),
      new Response(404, {}, '<html>'),
      new Response(200, {}, { id: 1, name: 'Flat' }),
      new Response(
        200,
        {},
        {
          data: {
            type: 'users',
            id: userId(1),
            attributes: { 'first-name': 'Eve', email: 'eve@example.org' },
          },
        },
      ),
    ].entries()) {
      this.server.get(PATH, () => response);
      await visit('/profile');
      assert.dom(FORM).doesNotExist(`answer ${index}`);
      assert.dom('main').includesText('Ways to sign in');
      await visit('/session');
    }
  });

  test('where the user cannot be had for now, the form says why and offers another try', async function (this: AppTestContext, assert) {
    this.server.get(PATH, () => new Response(503));
    await visit('/profile');
    assert.dom(ALERT).includesText('The server has a problem');
    assert.dom(FIRST).isDisabled();
    assert.dom(SAVE).hasText('Try again');
    this.server.get(PATH, () => ({
      data: {
        type: 'users',
        id: userId(1),
        attributes: { 'first-name': 'Demo', 'last-name': 'User' },
      },
    }));
    await click(SAVE);
    assert.dom(ALERT).hasNoText();
    assert.dom(FIRST).hasValue('Demo');
    assert.dom(FIRST).isEnabled();
  });

  test('J12 names are shown as text', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await fillIn(FIRST, '<b>Bold</b> 💥');
    await fillIn(LAST, 'אבג');
    await click(SAVE);
    assert.dom(HEADER).includesText('<b>Bold</b> 💥 אבג');
    assert.dom(`${HEADER} b`).doesNotExist();
  });

  module('changed elsewhere meanwhile', function (hooks) {
    hooks.beforeEach(async function (this: AppTestContext) {
      await visit('/profile');
      this.server.schema
        .find('user', userId(1))
        ?.update({ firstName: 'Grace', lastName: 'Hopper' });
      await fillIn(FIRST, 'Ada');
      await click(SAVE);
    });

    test('N8 nothing is written over: theirs is said, and what was typed stays', function (this: AppTestContext, assert) {
      assert.dom(ALERT).includesText('to: Grace Hopper');
      assert.dom(FIRST).hasValue('Ada');
      const user = this.server.schema.find('user', userId(1));
      assert.strictEqual(user?.firstName, 'Grace');
    });

    test('saved again it is written', async function (this: AppTestContext, assert) {
      await click(SAVE);
      assert.dom(STATUS).hasText('Your name is saved.');
      assert.dom(ALERT).hasText('');
      const user = this.server.schema.find('user', userId(1));
      assert.strictEqual(user?.firstName, 'Ada');
      assert.strictEqual(user?.lastName, 'User', 'both were on the screen');
    });

    test('theirs can be taken', async function (this: AppTestContext, assert) {
      await click(`${ALERT} button`);
      assert.dom(FIRST).hasValue('Grace').isFocused();
      assert.dom(LAST).hasValue('Hopper');
      assert.dom(ALERT).hasText('');
      assert.dom(SAVE).hasAria('disabled', 'true');
      assert.dom(HEADER).includesText('Grace Hopper');
      assert.strictEqual(changes(this).length, 1);
    });
  });
});
