import {
  click,
  currentURL,
  find,
  triggerKeyEvent,
  visit,
} from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { FIRST_PARTY_CLIENT } from '../../contract/seed';
import type { IssuedTokens } from '../../mirage/token-store';
import { userId } from '../../mirage/user-id';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requests } from '../helpers/requests';
import { signedIn } from '../helpers/signed-in';

const PATH = '/api/me/sessions';
const SECTION = '[aria-labelledby="sessions-title"]';
const ROWS = `${SECTION} li`;
const ALERT = `${SECTION} [role="alert"]`;
const STATUS = `${SECTION} [role="status"]`;
const END_ALL = '#sessions-end-all';
const QUESTION = `${SECTION} [role="group"]`;
const CONFIRM = `${QUESTION} .button-danger`;
const CANCEL = `${QUESTION} .button:not(.button-danger)`;

const FIREFOX =
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PHONE =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

/** The demo user signs in with another browser. */
function signInElsewhere(
  { server }: AppTestContext,
  userAgent: string,
  clientId = FIRST_PARTY_CLIENT.id,
): IssuedTokens {
  return server.identity.startSession(userId(1), {
    clientId,
    scope: FIRST_PARTY_CLIENT.scopes,
    userAgent,
  });
}

const endOf = (device: string) =>
  `${SECTION} button[aria-label="End: ${device}"]`;

module('Acceptance | the sessions on the profile', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(async function (this: AppTestContext) {
    await signedIn(this);
  });

  const deletions = ({ server }: AppTestContext) =>
    requests(server)
      .filter(({ method }) => method === 'DELETE')
      .map(({ url }) => url.pathname);

  test('the list has this device first, marked, and the others with what tells them apart', async function (this: AppTestContext, assert) {
    this.browser.computer.advance(60);
    signInElsewhere(this, FIREFOX);
    signInElsewhere(this, PHONE, 'another-app');
    await visit('/profile');

    assert.dom(`${SECTION} h2`).hasText('Where you are signed in');
    assert.dom(ROWS).exists({ count: 3 });
    assert.dom(`${ROWS}:first-child .mark`).hasText('This device');
    assert.dom(`${ROWS}:first-child`).includesText('in use now');
    assert.dom(`${ROWS}:first-child button`).doesNotExist();
    assert.dom('.mark').exists({ count: 1 });

    const end = find(endOf('Firefox on Linux'));
    assert.dom(end).hasText('End');
    assert
      .dom(`[id="${end?.getAttribute('aria-describedby')}"]`)
      .hasText(
        /^\s*127\.0\.0\.1\s+·\s+last used .*2026.*\s+·\s+signed in .*2026/,
      );
    assert.dom(SECTION).doesNotIncludeText('Latchkey');
    assert
      .dom(endOf('Chrome on Android'))
      .exists()
      .hasAria('describedby', /session-.*-details/);
    assert.dom(SECTION).includesText('Another app');
  });

  test('F8 a session that is ended here cannot go on there; the focus stays in the list', async function (this: AppTestContext, assert) {
    const firefox = signInElsewhere(this, FIREFOX);
    const phone = signInElsewhere(this, PHONE);
    await visit('/profile');

    await click(endOf('Firefox on Linux'));
    assert.dom(STATUS).hasText('Firefox on Linux is signed out.');
    assert.dom(ROWS).exists({ count: 2 });
    assert.dom(endOf('Chrome on Android')).isFocused();
    const { identity } = this.server;
    assert.strictEqual(identity.authenticate(firefox.accessToken), undefined);
    assert.ok(identity.authenticate(phone.accessToken));

    await click(endOf('Chrome on Android'));
    assert.dom(STATUS).hasText('Chrome on Android is signed out.');
    assert.dom('#sessions-title').isFocused();
    assert.dom(ROWS).exists({ count: 1 });
    assert.strictEqual(currentURL(), '/profile');
  });

  test('a session that is over already is taken out of the list all the same', async function (this: AppTestContext, assert) {
    const { familyId } = signInElsewhere(this, FIREFOX);
    await visit('/profile');
    this.server.identity.endSession(familyId);
    await click(endOf('Firefox on Linux'));
    assert.dom(ALERT).hasNoText();
    assert.dom(ROWS).exists({ count: 1 });
  });

  test('an ending that fails says why, and leaves the list and the focus as they are', async function (this: AppTestContext, assert) {
    signInElsewhere(this, FIREFOX);
    await visit('/profile');
    this.server.delete(`${PATH}/:id`, () => new Response(503));
    await click(endOf('Firefox on Linux'));
    assert.dom(ALERT).includesText('The server has a problem');
    assert.dom(STATUS).hasNoText();
    assert.dom(ROWS).exists({ count: 2 });
    assert.dom(endOf('Firefox on Linux')).isFocused();
    assert.dom(endOf('Firefox on Linux')).doesNotHaveAria('disabled');
  });

  test('signing out everywhere asks first, and the question can be taken back', async function (this: AppTestContext, assert) {
    await visit('/profile');
    await click(END_ALL);
    assert.dom(QUESTION).includesText('on all devices, on this one too?');
    assert.dom(CANCEL).isFocused();
    assert.dom(END_ALL).doesNotExist();
    await click(CANCEL);
    assert.dom(QUESTION).doesNotExist();
    assert.dom(END_ALL).isFocused();

    await click(END_ALL);
    await triggerKeyEvent(CANCEL, 'keydown', 'Escape');
    assert.dom(QUESTION).doesNotExist();
    assert.dom(END_ALL).isFocused();
    assert.deepEqual(deletions(this), []);
  });

  test('F8 signing out everywhere ends all sessions, here too', async function (this: AppTestContext, assert) {
    const { identity } = this.server;
    const [mine] = identity.sessionsOf(
      this.server.schema.find('user', userId(1))!,
    );
    const firefox = signInElsewhere(this, FIREFOX);
    await visit('/profile');
    await click(END_ALL);
    await click(CONFIRM);

    assert.strictEqual(currentURL(), '/login');
    assert.dom('main').includesText('You are signed out.');
    assert.deepEqual(deletions(this), [PATH]);
    assert.strictEqual(identity.authenticate(firefox.accessToken), undefined);
    mine?.reload();
    assert.notStrictEqual(mine?.endedAt, null);
  });

  test('signing out everywhere that fails says why, and signs nobody out', async function (this: AppTestContext, assert) {
    const firefox = signInElsewhere(this, FIREFOX);
    await visit('/profile');
    this.server.delete(PATH, () => new Response(503));
    await click(END_ALL);
    await click(CONFIRM);
    assert.strictEqual(currentURL(), '/profile');
    assert.dom(ALERT).includesText('The server has a problem');
    assert.dom(CONFIRM).hasText('Sign out everywhere');
    assert.ok(this.server.identity.authenticate(firefox.accessToken));
  });

  test('an API without such a list has no such section', async function (this: AppTestContext, assert) {
    for (const status of [404, 405, 501]) {
      this.server.get(PATH, () => new Response(status));
      await visit('/profile');
      assert.dom(SECTION).doesNotExist(`${status}`);
      assert.dom('main').includesText('Ways to sign in');
      await visit('/session');
    }
  });

  test('I7 a list that cannot be had for now, or is none, says so and offers another try', async function (this: AppTestContext, assert) {
    const answers = [
      [new Response(503), 'The server has a problem'],
      [new Response(0), 'cannot be reached'],
      [new Response(403), 'not allowed'],
      [new Response(200, {}, '<html>'), 'something unexpected'],
      [new Response(200, {}, { data: { type: 'sessions' } }), 'unexpected'],
    ] as const;
    let answer: Response = new Response(500);
    this.server.get(PATH, () => answer);
    await visit('/profile');
    for (const [response, text] of answers) {
      answer = response;
      await click(`${SECTION} button`);
      assert.dom(ALERT).includesText(text);
      assert.dom(ROWS).doesNotExist();
    }
    answer = new Response(
      200,
      {},
      {
        data: [
          null,
          { id: 7 },
          { id: 'x', attributes: 'none' },
          { id: 'bare', attributes: {} },
          {
            id: 'odd',
            attributes: {
              device: '<b>x</b>',
              address: 5,
              'created-at': 'never',
              current: 'yes',
            },
          },
        ],
      },
    );
    await click(`${SECTION} button`);
    assert.dom(ALERT).hasNoText();
    assert.dom(ROWS).exists({ count: 2 });
    assert.dom(`${ROWS}:first-child`).includesText('Unknown device');
    assert.dom(`${ROWS}:last-child`).includesText('<b>x</b>');
  });
});
