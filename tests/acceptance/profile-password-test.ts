import { click, fillIn, visit } from '@ember/test-helpers';
import { a11yAudit } from 'ember-a11y-testing/test-support';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { DEMO_ACCOUNT } from '../../contract/seed';
import { userId } from '../../mirage/user-id';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requests } from '../helpers/requests';
import { signIn } from '../helpers/sign-in';
import { signedIn } from '../helpers/signed-in';

const FORM = '[aria-labelledby="password-title"] form';
const SECTION = 'section[aria-labelledby="password-title"]';
const CURRENT = '#password-current';
const WANTED = '#password-wanted';
const SAVE = `${FORM} button`;
const ALERT = `${FORM} [role="alert"]`;
const STATUS = `${FORM} [role="status"]`;
const PATH = '/api/me/password';

const NEW = 'a lantern at the pier 9';

module('Acceptance | the password on the profile', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(async function (this: AppTestContext) {
    await signedIn(this);
  });

  const changes = ({ server }: AppTestContext) =>
    requests(server).filter(({ method }) => method === 'PATCH');

  test('F8 another password: this session stays, and the next sign-in needs the new one', async function (this: AppTestContext, assert) {
    await visit('/profile');
    assert
      .dom(`${FORM} label[for="password-current"]`)
      .hasText('Current password');
    assert.dom(CURRENT).hasAttribute('autocomplete', 'current-password');
    assert.dom(WANTED).hasAttribute('autocomplete', 'new-password');
    await fillIn(CURRENT, DEMO_ACCOUNT.password);
    await fillIn(WANTED, NEW);
    await click(SAVE);

    assert.dom(STATUS).includesText('Your password is changed.');
    assert.dom(CURRENT).hasValue('');
    assert.dom(WANTED).hasValue('');
    await a11yAudit();

    await click('header button');
    await signIn();
    assert.dom('[role="alert"]').includesText('wrong');
    await signIn({ password: NEW });
    assert.dom('header').includesText('Demo User');
  });

  test('J9 a wrong current password is said at its field, and ends nothing', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await fillIn(CURRENT, 'not this one');
    await fillIn(WANTED, NEW);
    await click(SAVE);

    assert.dom(CURRENT).isFocused();
    assert.dom(CURRENT).hasAria('invalid', 'true');
    assert
      .dom('#password-current-problem')
      .hasText('This is not your password.');
    assert.dom(WANTED).hasValue(NEW, 'what was typed stays');
    assert.dom(STATUS).hasText('');
    assert.ok(this.owner.lookup('service:session').current);
    await a11yAudit();
  });

  test('what is empty is said before anything is asked', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await fillIn(WANTED, NEW);
    await click(SAVE);
    assert.dom('#password-current-problem').hasText('This can’t be empty.');
    assert.dom(CURRENT).isFocused();
    assert.deepEqual(changes(this), []);
  });

  test('J3 a password is sent as it was typed', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await fillIn(CURRENT, DEMO_ACCOUNT.password);
    await fillIn(WANTED, '  ümlaut \u0000 😀 ');
    await click(SAVE);
    const [sent] = changes(this);
    const { data } = JSON.parse(sent!.body) as {
      data: { attributes: Record<string, string> };
    };
    assert.strictEqual(data.attributes['new-password'], '  ümlaut \u0000 😀 ');
  });

  test('who has none yet sets the first one, after a fresh sign-in', async function (this: AppTestContext, assert) {
    this.server.schema.find('user', userId(1))?.update({ password: null });
    await visit('/profile');
    assert.dom(CURRENT).doesNotExist();
    assert.dom(SECTION).includesText('You have none yet.');
    await fillIn(WANTED, NEW);
    await click(SAVE);
    assert.dom(STATUS).includesText('Your password is changed.');
    assert.dom(CURRENT).exists('there is one now');
  });

  test('where the sign-in is too long ago, the way on is said', async function (this: AppTestContext, assert) {
    this.server.schema.find('user', userId(1))?.update({ password: null });
    await visit('/profile');
    this.browser.computer.advance(11 * 60);
    await fillIn(WANTED, NEW);
    await click(SAVE);
    assert.dom(ALERT).includesText('sign out and in again');
    assert.dom(WANTED).hasValue(NEW);
  });

  for (const [name, response, text] of [
    ['429', new Response(429, { 'Retry-After': '30' }, {}), 'Too many'],
    ['500', new Response(500, {}, {}), 'server'],
    ['422 without a word', new Response(422, {}, {}), 'not accept'],
    ['HTML', new Response(400, {}, '<html>'), ''],
  ] as const) {
    test(`I7 ${name}: said, and nothing that was typed is lost`, async function (this: AppTestContext, assert) {
      this.server.patch(PATH, () => response);
      await visit('/profile');
      await fillIn(CURRENT, DEMO_ACCOUNT.password);
      await fillIn(WANTED, NEW);
      await click(SAVE);
      assert.dom(ALERT).includesText(text);
      assert.dom(`${ALERT} p`).exists();
      assert.dom(WANTED).hasValue(NEW);
      assert.dom(STATUS).hasText('');
    });
  }

  for (const status of [403, 404, 405, 501]) {
    test(`where the API says ${status} there is no such form`, async function (this: AppTestContext, assert) {
      this.server.get(PATH, () => new Response(status, {}, {}));
      await visit('/profile');
      assert.dom(SECTION).doesNotExist();
      assert.dom('main [role="alert"] p').doesNotExist();
    });
  }

  test('an answer that makes no sense is no form either', async function (this: AppTestContext, assert) {
    this.server.get(PATH, () => new Response(200, {}, { data: null }));
    await visit('/profile');
    assert.dom(SECTION).doesNotExist();
  });
});
