import {
  click,
  currentURL,
  find,
  settled,
  visit,
  waitFor,
  waitUntil,
} from '@ember/test-helpers';
import { Response as MirageResponse } from 'miragejs';
import { module, test } from 'qunit';
import { userId } from '../../mirage/user-id';
import tokenResponses from '../fixtures/token-responses.json';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { withoutAccessibilityChecks } from '../helpers/accessibility';
import { isForTokens, setupOutage } from '../helpers/outage';
import { grants, requestsTo } from '../helpers/requests';
import { EMAIL, signIn } from '../helpers/sign-in';
import { SESSION_KEY, signedIn } from '../helpers/signed-in';
import type { Answer } from '../helpers/stub-fetch';
import { setupStubbedTimeouts } from '../helpers/stub-timeouts';
import { buildTokenAnswer } from '../helpers/token-answers';

const HOUR = 3_600;
const BANNER = '.notices .notice';
const TRY_NOW = '.notices button';
const NOTICE = 'main [role="status"]';
const ALERT = 'main [role="alert"]';

const sessionOf = ({ owner }: AppTestContext) =>
  owner.lookup('service:session');

const stored = ({ browser }: AppTestContext) =>
  browser.storage.get(SESSION_KEY);

/** A session whose token has run out lies in the storage. */
async function signedInYesterday(context: AppTestContext): Promise<void> {
  await signedIn(context);
  context.browser.computer.turnClock(2 * HOUR);
}

/** Time passes, and the keeper looks. */
async function pass({ browser }: AppTestContext, seconds: number) {
  for (let time = 0; time < seconds; time += 5) {
    browser.computer.advance(5);
    await settled();
  }
}

const html = (status: number) =>
  new Response('<h1>Pay for the Wi-Fi</h1>', {
    status,
    headers: { 'Content-Type': 'text/html' },
  });

module('Acceptance | the session, when servers fail', function (hooks) {
  setupApplicationTest(hooks);
  const outage = setupOutage(hooks);
  const timeouts = setupStubbedTimeouts(hooks);

  const failures: Record<string, () => Answer> = {
    'cannot be reached': () => Promise.reject(new TypeError('Failed to fetch')),
    'answers with a 503': () => html(503),
    'answers with a 429': () =>
      new Response('{}', { status: 429, headers: { 'Retry-After': '20' } }),
    'is a captive portal': () => html(200),
  };

  for (const [name, answer] of Object.entries(failures)) {
    test(`I2 I8 D12 at boot the server ${name}: the page opens, says so, keeps the session, and recovers by itself`, async function (this: AppTestContext, assert) {
      await signedInYesterday(this);
      outage().answer = answer;
      await visit('/users');
      assert.strictEqual(currentURL(), '/users');
      assert.dom('h1').hasText('Users');
      assert.dom(BANNER).includesText('You are still signed in');
      assert.dom(BANNER).includesText('can’t be reached');
      assert.dom(ALERT).includesText('Try again');
      assert.ok(await stored(this));

      outage().answer = () => undefined;
      await pass(this, 60);
      assert.dom('tbody tr').exists({ count: 5 }, 'without a reload');
      assert.dom(BANNER).doesNotExist();
      assert.dom('header').includesText('Demo User');
      assert.strictEqual(sessionOf(this).status, 'active');
      assert.strictEqual(grants(this.server, 'refresh_token').length, 1);
    });
  }

  test('I2 D12 at boot the server says nothing at all: the page opens, and recovers', async function (this: AppTestContext, assert) {
    await signedInYesterday(this);
    outage().answer = () => new Promise<Response>(() => {});
    void visit('/users');
    await waitFor('h1');
    assert.dom('h1').hasText('Users', 'nobody waits for the server');
    assert.dom(BANNER).doesNotExist('it may still answer');

    // Each request has a bound of its own, and some begin only when others have failed.
    await waitUntil(() => {
      timeouts().runOut();
      return find(BANNER) && find(ALERT)?.textContent?.includes('Try again');
    });
    assert.dom(BANNER).includesText('You are still signed in');
    outage().answer = () => undefined;
    timeouts().runOut();
    await settled();
    await click(TRY_NOW);
    assert.dom('tbody tr').exists({ count: 5 });
    assert.dom(BANNER).doesNotExist();
  });

  test('D11 offline at boot: the page opens and says so, nobody is asked again, and it recovers when the network is back', async function (this: AppTestContext, assert) {
    await signedInYesterday(this);
    this.browser.computer.isOnline = false;
    outage().answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await visit('/users');
    assert.dom('h1').hasText('Users');
    assert.dom(BANNER).includesText('You are offline. You are still signed in');
    assert.ok(await stored(this));
    const { count } = outage();
    await pass(this, 120);
    assert.strictEqual(outage().count, count);

    outage().answer = () => undefined;
    this.browser.computer.connect(true);
    await settled();
    assert.dom('tbody tr').exists({ count: 5 });
    assert.dom(BANNER).doesNotExist();
  });

  test('D11 offline while a page is open: it says so, keeps what it shows, and recovers', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    this.browser.computer.connect(false);
    await settled();
    assert.dom(BANNER).includesText('You are offline');
    assert.dom('tbody tr').exists({ count: 5 });
    this.browser.computer.connect(true);
    await settled();
    assert.dom(BANNER).doesNotExist();
    assert.strictEqual(sessionOf(this).status, 'active');
  });

  test('D12 the network is lost for a request of a page: the banner comes, and goes with the next good answer', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    outage().answer = failures['cannot be reached']!;
    await click('th.email a');
    assert.dom(BANNER).includesText('can’t be reached');
    assert.dom(ALERT).includesText('Try again');
    outage().answer = () => undefined;
    await click(`${ALERT} button`);
    assert.dom(BANNER).doesNotExist();
    assert.dom('tbody tr').exists({ count: 5 });
  });

  test('the banner is a status that is read out, and its button asks once', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    this.browser.computer.connect(false);
    await settled();
    assert.dom('.notices').hasAttribute('role', 'status');
    assert.dom(TRY_NOW).hasText('Try now');
    const before = requestsTo(this.server, '/api/me').length;
    await click(TRY_NOW);
    assert.strictEqual(requestsTo(this.server, '/api/me').length, before + 1);
    assert.dom(BANNER).doesNotExist();
  });

  for (const [name, prepare] of [
    [
      'its time is over',
      (context: AppTestContext) =>
        signedIn(context, { endsAt: context.browser.now() - 1 }),
    ],
    [
      'the server does not renew it',
      async (context: AppTestContext) => {
        await signedInYesterday(context);
        context.server.post(
          '/oauth/token',
          () => new MirageResponse(400, {}, { error: 'invalid_grant' }),
        );
      },
    ],
  ] as const) {
    test(`D14 D21 a deep link, and ${name}: whoever signs in arrives there`, async function (this: AppTestContext, assert) {
      const passwordGrant = outage();
      await prepare(this);
      const failing = visit('/users?sort=-email').catch(() => undefined);
      const place = await Promise.race([
        waitFor('dialog').then(() => 'dialog'),
        waitFor(EMAIL).then(() => 'page'),
      ]);
      if (place === 'dialog') await sessionOf(this).abandon();
      await failing;
      await settled();
      assert.strictEqual(currentURL(), '/login');
      assert.dom(NOTICE).includesText('has expired');
      assert.strictEqual(await stored(this), undefined);

      passwordGrant.answer = (request) =>
        isForTokens(request) ? tokens(this) : undefined;
      await signIn();
      assert.strictEqual(currentURL(), '/users?sort=-email');
      assert.dom('tbody tr').exists({ count: 5 });
    });
  }

  /** What the token server gives for a password. */
  function tokens({ server }: AppTestContext): Response {
    const { accessToken, refreshToken } = server.identity.startSession(
      userId(1),
      { clientId: 'latchkey', scope: ['profile', 'users'] },
    );
    return Response.json({
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'Bearer',
      expires_in: HOUR,
    });
  }

  module('answers of any shape at boot', function (nested) {
    withoutAccessibilityChecks(nested);

    for (const { id, name, expect, ...response } of tokenResponses) {
      if (expect !== 'fail-keep') continue;
      // What never comes to its end is the matter of the test of the silent server.
      if (buildTokenAnswer(id, response, 0).isLate) continue;

      test(`I1 I2 ${id} ${name}: the page opens, and the session is kept`, async function (this: AppTestContext, assert) {
        await signedInYesterday(this);
        const before = await stored(this);
        const { answer } = buildTokenAnswer(id, response, this.browser.now());
        outage().answer = (request) =>
          isForTokens(request)
            ? answer({ request: request.clone() })
            : undefined;
        await visit('/users');
        assert.dom('h1').hasText('Users');
        assert.dom(BANNER).includesText('You are still signed in');
        assert.deepEqual(await stored(this), before);
      });
    }
  });
});
