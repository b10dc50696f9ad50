import { click, currentURL, find, settled, visit } from '@ember/test-helpers';
import { a11yAudit } from 'ember-a11y-testing/test-support';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { grants, requestsTo } from '../helpers/requests';
import { EMAIL, signIn } from '../helpers/sign-in';
import { SESSION_KEY, signedIn } from '../helpers/signed-in';

const NOTICE = 'main [role="status"]';
const SIGN_OUT = 'header button';
const RENEW = '.actions button';

module('Acceptance | the session', function (hooks) {
  setupApplicationTest(hooks);

  test('the session page says who, by which provider, with which scopes, until when', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/session');
    assert.dom('.facts').includesText('Demo User');
    assert.dom('.facts').includesText('demo@latchkey.test');
    assert.dom('.facts').includesText('E-mail and password');
    assert.dom('.facts code:nth-of-type(1)').hasText('profile');
    assert
      .dom('.facts time')
      .hasAttribute('datetime', '2026-11-01T13:00:00.000Z');
  });

  test('Renew now brings a new token', async function (this: AppTestContext, assert) {
    const { accessToken } = await signedIn(this);
    await visit('/session');
    this.browser.computer.advance(60);
    await click(RENEW);

    assert.dom(NOTICE).hasText('Renewed.');
    assert
      .dom('.facts time')
      .hasAttribute('datetime', '2026-11-01T13:01:00.000Z');
    const stored = JSON.stringify(await this.browser.storage.get(SESSION_KEY));
    assert.notOk(stored.includes(accessToken));
  });

  test('the page shows what became of the session, and when it renews by itself', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/session');
    assert.dom('.history li').exists({ count: 1 });
    assert
      .dom('.facts dd:last-of-type time')
      .hasAttribute('datetime', '2026-11-01T12:58:30.000Z');

    this.browser.computer.advance(60);
    await click(RENEW);
    const states = [...document.querySelectorAll('.history li > span')];
    assert.deepEqual(
      states.map(({ textContent }) => textContent),
      ['Signed in · a server has confirmed it', 'Renewing', 'Signed in'],
    );
    assert
      .dom('.history li:first-child time')
      .hasAttribute('datetime', '2026-11-01T12:01:00.000Z');
  });

  test('what happened can be copied for support, without a secret', async function (this: AppTestContext, assert) {
    const { accessToken, refreshToken } = await signedIn(this);
    await visit('/session');
    await click('.report button');
    assert.dom('.report [role="status"]').includesText('Copied.');
    const { copied = '' } = this.browser;
    assert.true(copied.includes('"provider": "password"'));
    assert.true(copied.includes('"hasRefreshToken": true'));
    for (const secret of [accessToken, refreshToken, EMAIL, 'Demo']) {
      assert.false(copied.includes(secret), secret);
    }

    this.browser.copied = undefined;
    await click('.report button');
    assert.dom('.report [role="status"]').hasText('');
    assert.dom('.report [role="alert"]').includesText('does not let');
    assert.dom('.report pre').hasText(copied);
    await a11yAudit();
  });

  test('a renewal that the network swallows keeps the session, and says so', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/session');
    this.server.post('/oauth/token', () => new Response(0));
    await click(RENEW);

    assert.strictEqual(currentURL(), '/session');
    assert.dom('main [role="alert"]').includesText('cannot be reached');
  });

  test('a session without a refresh token cannot be renewed, and says why', async function (this: AppTestContext, assert) {
    this.server.post(
      '/oauth/token',
      () =>
        new Response(
          200,
          {},
          { access_token: 'only-this', token_type: 'bearer' },
        ),
    );
    this.server.get('/api/me', () => ({ sub: 7, email: 'a@b.test' }));
    this.server.get('/api/users', () => ({ data: [] }));
    await visit('/session');
    await signIn();
    assert.dom('.facts').includesText('no: the server gave no refresh token');
    assert.dom('.facts').includesText('not said by the server');
    assert.dom(RENEW).doesNotExist();
    assert.dom('header').includesText('a@b.test');
  });

  test('E1 an expired token is renewed once, the request is made once more, and the user notices nothing', async function (this: AppTestContext, assert) {
    const { accessToken } = await signedIn(this);
    await visit('/users');
    this.server.schema
      .find('accessToken', accessToken)
      ?.update({ revokedAt: 1 });

    await click('th.email a');
    assert.strictEqual(currentURL(), '/users?sort=email');
    assert.dom('tbody tr').exists({ count: 5 });
    assert.strictEqual(grants(this.server, 'refresh_token').length, 1);
    assert.strictEqual(requestsTo(this.server, '/api/users').length, 3);
  });

  test('a token that has run out by the clock is renewed before the request', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/session');
    this.browser.computer.advance(3_601);
    await click('nav a');

    assert.dom('tbody tr').exists({ count: 5 });
    assert.strictEqual(grants(this.server, 'refresh_token').length, 1);
    assert.strictEqual(requestsTo(this.server, '/api/users').length, 1);
  });

  test('a token server that fails ends no session', async function (this: AppTestContext, assert) {
    const { accessToken } = await signedIn(this);
    await visit('/users');
    this.server.schema
      .find('accessToken', accessToken)
      ?.update({ revokedAt: 1 });
    this.server.post('/oauth/token', () => new Response(503, {}, 'sorry'));
    await click('th.email a');

    assert.strictEqual(currentURL(), '/users?sort=email');
    assert.dom('main [role="alert"]').includesText('Try again');
    assert.ok(await this.browser.storage.get(SESSION_KEY));
  });

  test('F1 signing out revokes both tokens, the refresh token first', async function (this: AppTestContext, assert) {
    const { accessToken, refreshToken } = await signedIn(this);
    await visit('/users');
    await click(SIGN_OUT);

    const revoked = requestsTo(this.server, '/oauth/revoke').map(
      ({ body }) => new URLSearchParams(body),
    );
    assert.deepEqual(
      revoked.map((form) => [form.get('token'), form.get('token_type_hint')]),
      [
        [refreshToken, 'refresh_token'],
        [accessToken, 'access_token'],
      ],
    );
    assert.strictEqual(await this.browser.storage.get(SESSION_KEY), undefined);
  });

  for (const status of [0, 400, 500]) {
    test(`F2 F3 signing out completes when revocation is answered with ${status}`, async function (this: AppTestContext, assert) {
      await signedIn(this);
      await visit('/users');
      this.server.post('/oauth/revoke', () => new Response(status));
      await click(SIGN_OUT);

      assert.strictEqual(currentURL(), '/login');
      assert.strictEqual(
        await this.browser.storage.get(SESSION_KEY),
        undefined,
      );
    });
  }

  test('F5 a double click on Sign out revokes each token once', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    const button = find(SIGN_OUT) as HTMLButtonElement;
    button.click();
    button.click();
    await settled();

    assert.strictEqual(requestsTo(this.server, '/oauth/revoke').length, 2);
  });

  test('the next user sees nothing of the one before', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    await click(SIGN_OUT);
    this.server.timing = 30;
    this.server.get('/api/me', () => ({ id: '9', name: 'Another Person' }));
    await signIn();

    assert.dom('header').includesText('Another Person');
    assert.dom('header').doesNotIncludeText('Demo User');
  });

  for (const [name, record] of [
    ['nothing of ours', { oops: true }],
    ['a text', '{oops'],
    ['a record of a later version', { version: 99 }],
    [
      'an unknown authenticator',
      {
        version: 1,
        authenticator: '__proto__',
        session: { kind: 'bearer', provider: 'password', accessToken: 'a' },
      },
    ],
    [
      'a token that would split a header',
      {
        version: 1,
        authenticator: 'password',
        session: {
          kind: 'bearer',
          provider: 'password',
          accessToken: 'a\r\nb',
        },
      },
    ],
  ] as const) {
    test(`H1 storage holds ${name}: the app starts signed out`, async function (this: AppTestContext, assert) {
      await this.browser.storage.set(SESSION_KEY, record);
      await visit('/');
      assert.strictEqual(currentURL(), '/login');
      assert.dom(EMAIL).exists();
      assert.strictEqual(
        await this.browser.storage.get(SESSION_KEY),
        undefined,
      );
    });
  }

  for (const [name, response] of [
    ['the network is down', () => new Response(0)],
    [
      'a captive portal answers everything',
      () => new Response(200, { 'Content-Type': 'text/html' }, '<h1>Pay</h1>'),
    ],
    ['the server fails', () => new Response(503)],
  ] as const) {
    test(`I2 I8 ${name} at boot: the page opens, the session is kept`, async function (this: AppTestContext, assert) {
      await signedIn(this);
      this.browser.computer.advance(7_200);
      for (const path of ['/api/me', '/api/users'])
        this.server.get(path, response);
      this.server.post('/oauth/token', response);
      await visit('/users');

      assert.strictEqual(currentURL(), '/users');
      assert.dom('h1').hasText('Users');
      assert.dom('main [role="alert"]').includesText('Try again');
      assert.ok(await this.browser.storage.get(SESSION_KEY));
    });
  }
});
