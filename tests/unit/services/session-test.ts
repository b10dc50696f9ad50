import { settled, waitUntil } from '@ember/test-helpers';
import {
  AuthError,
  NetworkError,
  SessionChangedError,
  SessionEndedError,
  TokenEndpointError,
} from 'latchkey/auth/errors';
import type { MemoryStorage } from 'latchkey/auth/key-value-storage';
import type { BearerSession } from 'latchkey/auth/session-data';
import type { StoredSession } from 'latchkey/auth/stored-session';
import { HOME } from 'latchkey/home';
import type SessionService from 'latchkey/services/session';
import { Response as MirageResponse } from 'miragejs';
import { module, test } from 'qunit';
import { DEMO_ACCOUNT, SCOPES } from '../../../contract/seed';
import fixture from '../../fixtures/stored-session.json';
import { setupTest, type AppTestContext } from '../../helpers';
import type { FakeComputer } from '../../helpers/fake-browser';
import { catchError } from '../../helpers/catch-error';
import { setupTabs } from '../../helpers/second-tab';
import { Deferred } from '../../helpers/stub-fetch';
import { requests, requestsTo } from '../../helpers/requests';
import { SESSION_KEY } from '../../helpers/signed-in';
import { partThatForgets } from '../../helpers/stub-part';
import StubRouter from '../../helpers/stub-router';
import { bearer } from '../../helpers/bearer';

const DEMO = { username: DEMO_ACCOUNT.email, password: DEMO_ACCOUNT.password };
const BOB = { username: 'bob@latchkey.test', password: 'bob-has-one-too' };
const RETURN_TO = 'latchkey:return-to';
const HOUR = 3_600;

interface SessionTestContext extends AppTestContext {
  session: SessionService;
  router: StubRouter;
}

module('Unit | services | session', function (hooks) {
  setupTest(hooks);
  const openTab = setupTabs(hooks);

  hooks.beforeEach(function (this: SessionTestContext) {
    this.owner.register('service:router', StubRouter);
    this.router = this.owner.lookup('service:router') as unknown as StubRouter;
    this.session = this.owner.lookup('service:session');
    const bob = { email: BOB.username, password: BOB.password };
    // Mirage takes the factory's `null` for the only value that a password can have.
    this.server.create('user', bob as never);
  });

  const stored = (context: SessionTestContext) =>
    context.browser.storage.get('session') as Promise<
      (StoredSession & { session: BearerSession }) | undefined
    >;

  /** The forms sent to a path, in their order. */
  const asked = ({ server }: SessionTestContext, path: string) =>
    requestsTo(server, path).map(({ body }): Record<string, string> =>
      Object.fromEntries(new URLSearchParams(body)),
    );

  const revoked = (context: SessionTestContext) =>
    asked(context, '/oauth/revoke').map(({ token }) => token);

  const renewals = (context: SessionTestContext) =>
    asked(context, '/oauth/token').filter(
      ({ grant_type }) => grant_type === 'refresh_token',
    );

  async function signedIn(context: SessionTestContext, input = DEMO) {
    await context.session.setup();
    await context.session.signIn('password', input);
    return bearer(context.session)!;
  }

  const tokens = (name: string, more: object = {}) =>
    new MirageResponse(
      200,
      {},
      {
        access_token: `access-of-${name}`,
        refresh_token: `refresh-of-${name}`,
        token_type: 'Bearer',
        expires_in: HOUR,
        ...more,
      },
    );

  module('restoring', function () {
    test('H8 without a record the visitor is nobody', async function (this: SessionTestContext, assert) {
      assert.strictEqual(this.session.status, 'restoring');
      await this.session.setup();
      assert.strictEqual(this.session.status, 'anonymous');
      assert.strictEqual(this.session.current, undefined);
      assert.strictEqual(this.session.epoch, 0);
      assert.deepEqual(this.router.transitions, []);
    });

    test('I2 a record of ours is taken up without asking anybody, even if its token has run out', async function (this: SessionTestContext, assert) {
      const session = {
        kind: 'bearer',
        provider: 'password',
        accessToken: 'a',
        refreshToken: 'r',
        expiresAt: this.browser.now() - 1,
      };
      await this.browser.storage.set('session', {
        version: 1,
        authenticator: 'password',
        session,
      });
      await this.session.setup();
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(this.session.reason, undefined);
      assert.deepEqual(this.session.current, session as never);
      assert.strictEqual(requests(this.server).length, 0);
    });

    for (const text of fixture) {
      test(`H1 ${text} in the storage: nobody is signed in, and it is thrown away`, async function (this: SessionTestContext, assert) {
        const value: unknown = isJson(text) ? JSON.parse(text) : text;
        await this.browser.storage.set('session', value);
        await this.session.setup();
        assert.strictEqual(this.session.status, 'anonymous');
        assert.strictEqual(this.session.current, undefined);
        assert.strictEqual(await stored(this), undefined);
      });
    }

    test('H2 an authenticator, or a provider, that the app has not got is never looked up', async function (this: SessionTestContext, assert) {
      for (const [authenticator, provider] of [
        ['service:browser', 'password'],
        ['authenticator:password', 'password'],
        ['password', 'gone'],
        ['password', '__proto__'],
        ['constructor', 'password'],
      ]) {
        await this.browser.storage.set('session', {
          version: 1,
          authenticator,
          session: { kind: 'bearer', provider, accessToken: 'a' },
        });
        const tab = await openTab(this.browser.computer);
        assert.strictEqual(tab.session.status, 'anonymous');
        assert.strictEqual(await stored(this), undefined);
      }
    });
  });

  module('signing in', function () {
    test('stores the session that the token server gave, and nothing of the password', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      await this.session.signIn('password', DEMO);

      const record = await stored(this);
      assert.strictEqual(record?.version, 1);
      assert.strictEqual(record?.authenticator, 'password');
      assert.deepEqual(record?.session, this.session.current);
      assert.strictEqual(record?.session.provider, 'password');
      assert.strictEqual(
        record?.session.expiresAt,
        this.browser.now() + HOUR * 1_000,
      );
      assert.strictEqual(record?.session.scope, SCOPES.join(' '));
      assert.notOk(JSON.stringify(record).includes(DEMO.password), 'C7');

      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(this.session.reason, 'signed-in');
      assert.strictEqual(this.session.epoch, 1);
    });

    test('leads from the sign-in page to the return-to, which is used up', async function (this: SessionTestContext, assert) {
      this.router.currentRouteName = 'login';
      this.browser.tabStorage.set(RETURN_TO, '/users?page=2');
      await signedIn(this);
      assert.deepEqual(this.router.transitions, ['/users?page=2']);
      this.router.arrive('authenticated.users', '/users?page=2');
      assert.strictEqual(this.browser.tabStorage.get(RETURN_TO), null);
    });

    test('B7 leads home where the return-to was tampered with', async function (this: SessionTestContext, assert) {
      this.router.currentRouteName = 'login';
      this.browser.tabStorage.set(RETURN_TO, '//evil.example/users');
      await signedIn(this);
      assert.deepEqual(this.router.transitions, [HOME]);
      assert.strictEqual(this.browser.tabStorage.get(RETURN_TO), null);
    });

    test('leads nowhere from a page that is not the sign-in page', async function (this: SessionTestContext, assert) {
      this.router.currentRouteName = 'authenticated.users';
      await signedIn(this);
      assert.deepEqual(this.router.transitions, []);
    });

    test('with a provider that there is not fails, and changes nothing', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      for (const provider of ['gitlab', '', '__proto__', 'constructor']) {
        await catchError(TypeError, this.session.signIn(provider, DEMO));
      }
      assert.strictEqual(this.session.status, 'anonymous');
      assert.strictEqual(requests(this.server).length, 0);
    });

    test('I1 an answer that is not valid leaves nobody signed in and nothing stored', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      this.server.post('/oauth/token', () => new MirageResponse(200, {}, {}));
      const error = await catchError(
        TokenEndpointError,
        this.session.signIn('password', DEMO),
      );
      assert.strictEqual(error.code, 'bad-answer');
      assert.strictEqual(this.session.status, 'anonymous');
      assert.strictEqual(await stored(this), undefined);
    });

    test('J9 a wrong password leaves whoever is signed in signed in', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      const error = await catchError(
        TokenEndpointError,
        this.session.signIn('password', { ...DEMO, password: 'wrong' }),
      );
      assert.strictEqual(error.code, 'invalid-credentials');
      assert.deepEqual(this.session.current, before);
      assert.deepEqual((await stored(this))?.session, before);
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(this.session.epoch, 1);
    });

    test('J8 the second of two sign-ins wins, and the first is given up', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      const isAsked = new Deferred();
      const slow = new Deferred<MirageResponse>();
      this.server.post('/oauth/token', (_schema, { requestBody }) => {
        const username = new URLSearchParams(requestBody).get('username');
        if (username === BOB.username) return tokens('bob');
        isAsked.resolve();
        return slow.promise;
      });

      const first = catchError(
        AuthError,
        this.session.signIn('password', DEMO),
      );
      await isAsked.promise;
      await this.session.signIn('password', BOB);
      slow.resolve(tokens('demo'));

      assert.strictEqual((await first).code, 'cancelled');
      await settled();
      assert.strictEqual(bearer(this.session)?.accessToken, 'access-of-bob');
      assert.strictEqual(
        (await stored(this))?.session.accessToken,
        'access-of-bob',
      );
      assert.strictEqual(this.session.epoch, 1);
    });

    test('J8 a first sign-in that is given up before it was sent is not sent', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      const first = catchError(
        AuthError,
        this.session.signIn('password', DEMO),
      );
      await this.session.signIn('password', BOB);
      assert.strictEqual((await first).code, 'cancelled');
      const sent = asked(this, '/oauth/token').map(({ username }) => username);
      assert.deepEqual(sent, [BOB.username]);
    });

    test('J8 a second sign-in that fails does not bring back the first', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      const first = catchError(
        AuthError,
        this.session.signIn('password', DEMO),
      );
      await catchError(
        TokenEndpointError,
        this.session.signIn('password', { ...BOB, password: 'wrong' }),
      );
      assert.strictEqual((await first).code, 'cancelled');
      assert.strictEqual(this.session.status, 'anonymous');
      assert.strictEqual(await stored(this), undefined);
    });

    test('A32 as another user while somebody is signed in: the first user’s data goes before the second’s shows', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      let left = 0;
      this.session.attach(partThatForgets(() => (left += 1)));
      const before = this.session.epoch;

      await this.session.signIn('password', BOB);
      await settled();
      assert.true(this.session.epoch > before, 'the epoch counts up');
      assert.strictEqual(left, 1, 'what was loaded is thrown away');
      assert.strictEqual(this.session.status, 'active');
    });
  });

  module('signing out', function () {
    test('F1 ends the session here and on the server, the refresh token first', async function (this: SessionTestContext, assert) {
      const { accessToken, refreshToken } = await signedIn(this);
      let left = 0;
      this.session.attach(partThatForgets(() => (left += 1)));
      this.browser.tabStorage.set(RETURN_TO, '/users');

      await this.session.signOut();
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'signed-out');
      assert.strictEqual(this.session.current, undefined);
      assert.strictEqual(this.session.epoch, 2);
      assert.strictEqual(await stored(this), undefined);
      assert.strictEqual(this.browser.tabStorage.get(RETURN_TO), null, 'B7');

      await settled();
      assert.strictEqual(left, 1);
      assert.deepEqual(this.router.transitions, ['login']);
      await waitUntil(() => revoked(this).length === 2);
      assert.deepEqual(revoked(this), [refreshToken, accessToken]);
    });

    test('F3 here it is over before the server, or the router, is waited for', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      const seen: unknown[] = [];
      const isAsked = new Deferred();
      this.server.post('/oauth/revoke', async () => {
        seen.push(this.session.isAuthenticated, await stored(this));
        isAsked.resolve();
        return new MirageResponse(200);
      });
      this.router.transitionTo = async () => {
        seen.push(this.session.isAuthenticated, await stored(this));
      };
      await this.session.signOut();
      await isAsked.promise;
      assert.deepEqual(seen.slice(0, 4), [false, undefined, false, undefined]);
    });

    test('F2 a server that fails, or hangs, holds nobody back', async function (this: SessionTestContext, assert) {
      const late = new Deferred<MirageResponse>();
      for (const answer of [
        () => new MirageResponse(500),
        () => new MirageResponse(400, {}, { error: 'invalid_request' }),
        () => late.promise as never,
      ]) {
        this.server.post('/oauth/revoke', answer);
        await signedIn(this);
        await this.session.signOut();
        assert.strictEqual(this.session.current, undefined);
        assert.strictEqual(await stored(this), undefined);
        assert.strictEqual(this.session.reason, 'signed-out');
      }
      late.resolve(new MirageResponse(200));
    });

    test('F2 D11 without a network it is over, too', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      this.browser.computer.isOnline = false;
      this.server.post('/oauth/revoke', () => new MirageResponse(0));
      await this.session.signOut();
      await settled();
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(await stored(this), undefined);
    });

    test('F5 twice in a row: no error, and each token is revoked once', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      await this.session.signOut();
      await this.session.signOut();
      await waitUntil(() => revoked(this).length >= 2);
      await settled();
      assert.strictEqual(revoked(this).length, 2);
      assert.strictEqual(this.session.epoch, 2);
    });

    test('F5 twice at the same moment: no error, and each token is revoked once', async function (this: SessionTestContext, assert) {
      const { accessToken, refreshToken } = await signedIn(this);
      await Promise.all([this.session.signOut(), this.session.signOut()]);
      assert.strictEqual(this.session.epoch, 2);
      assert.strictEqual(this.session.reason, 'signed-out');
      // The refresh tokens go first: two sign-outs would have sent two of them by now.
      await waitUntil(() => revoked(this).includes(accessToken));
      assert.deepEqual(
        revoked(this).filter((token) => token === refreshToken),
        [refreshToken],
      );
    });

    test('F7 while signed out: no request and no error', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      await this.session.signOut();
      assert.strictEqual(this.session.status, 'anonymous');
      assert.strictEqual(this.session.reason, undefined);
      assert.strictEqual(this.session.epoch, 0);
      assert.deepEqual(this.router.transitions, []);
      assert.strictEqual(requests(this.server).length, 0);
    });

    test('and in again: the reason of the first end is gone', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      await this.session.signOut();
      await this.session.signIn('password', BOB);
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(this.session.reason, 'signed-in');
      assert.strictEqual(this.session.epoch, 3);
    });
  });

  module('renewing', function () {
    test('D4 the new tokens are stored and used; nobody was signed in or out by that', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      this.browser.computer.advance(HOUR);
      const renewed = await this.session.renew(before.accessToken);

      assert.notStrictEqual(renewed.accessToken, before.accessToken);
      assert.deepEqual(this.session.current, {
        ...renewed,
        expiresAt: this.browser.now() + HOUR * 1_000,
      });
      assert.deepEqual((await stored(this))?.session, this.session.current);
      assert.strictEqual(this.session.epoch, 1);
      assert.strictEqual(this.session.status, 'active');
      assert.deepEqual(
        renewals(this).map(({ refresh_token }) => refresh_token),
        [before.refreshToken],
      );
    });

    test('D1 twenty at once are one request', async function (this: SessionTestContext, assert) {
      const { accessToken } = await signedIn(this);
      const all = await Promise.all(
        Array.from({ length: 20 }, () => this.session.renew(accessToken)),
      );
      assert.strictEqual(renewals(this).length, 1);
      assert.strictEqual(new Set(all.map((one) => one.accessToken)).size, 1);
    });

    test('D7 when nobody is signed in nobody is asked', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      await catchError(SessionEndedError, this.session.renew('a'));
      assert.strictEqual(requests(this.server).length, 0);
      assert.strictEqual(this.session.status, 'anonymous');
    });

    test('D14 the token server’s no ends the session once, for all who asked', async function (this: SessionTestContext, assert) {
      const { accessToken } = await signedIn(this);
      this.server.db.emptyData();
      const all = await Promise.all(
        Array.from({ length: 5 }, () =>
          catchError(SessionEndedError, this.session.renew(accessToken)),
        ),
      );
      assert.true(all[0]?.cause instanceof TokenEndpointError);
      assert.strictEqual(renewals(this).length, 1);
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.epoch, 2);
      assert.strictEqual(await stored(this), undefined);
      await settled();
      assert.deepEqual(this.router.transitions, ['login']);
    });

    for (const [name, code, answer] of [
      ['no network', 'unreachable', () => new MirageResponse(0)],
      ['a 500', 'server-error', () => new MirageResponse(500, {}, '<html>')],
      ['a 429', 'rate-limited', () => new MirageResponse(429)],
      [
        'a captive portal',
        'bad-answer',
        () => new MirageResponse(200, {}, '<html>'),
      ],
      ['a 404', 'bad-answer', () => new MirageResponse(404, {}, {})],
      [
        'a 403 of invalid_grant',
        'bad-answer',
        () => new MirageResponse(403, {}, { error: 'invalid_grant' }),
      ],
    ] as const) {
      test(`D12 ${name} keeps the session`, async function (this: SessionTestContext, assert) {
        const before = await signedIn(this);
        this.server.post('/oauth/token', answer);
        const error = await catchError(
          AuthError,
          this.session.renew(before.accessToken),
        );
        assert.strictEqual(error.code, code);
        assert.deepEqual(this.session.current, before);
        assert.deepEqual((await stored(this))?.session, before);
        assert.strictEqual(this.session.epoch, 1);
        assert.strictEqual(this.session.status, 'unverified');
        assert.strictEqual(this.session.reason, 'unreachable');
      });
    }

    test('D11 offline keeps the session, and says so', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      this.server.post('/oauth/token', () => new MirageResponse(0));
      this.browser.computer.isOnline = false;
      const error = await catchError(
        NetworkError,
        this.session.renew(before.accessToken),
      );
      assert.strictEqual(error.code, 'offline');
      assert.deepEqual(this.session.current, before);
    });

    test('D6 signed out while it is under way: what it brings is revoked, and nobody is signed in', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      const isAsked = new Deferred();
      const answer = new Deferred<MirageResponse>();
      this.server.post('/oauth/token', () => {
        isAsked.resolve();
        return answer.promise;
      });
      const renewal = catchError(
        SessionEndedError,
        this.session.renew(before.accessToken),
      );
      await isAsked.promise;
      await this.session.signOut();
      answer.resolve(tokens('late'));
      await renewal;

      assert.strictEqual(this.session.current, undefined);
      assert.strictEqual(this.session.reason, 'signed-out');
      assert.strictEqual(this.session.epoch, 2);
      assert.strictEqual(await stored(this), undefined);
      await waitUntil(() => revoked(this).includes('access-of-late'));
      assert.true(revoked(this).includes('refresh-of-late'));
      assert.true(revoked(this).includes(before.refreshToken));
    });

    test('D6 somebody else signs in while it is under way: their session stays, and the caller gets no token of theirs', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      const isAsked = new Deferred();
      const answer = new Deferred<MirageResponse>();
      this.server.post('/oauth/token', (_schema, { requestBody }) => {
        const isRenewal = requestBody.includes('grant_type=refresh_token');
        if (!isRenewal) return tokens('bob');
        isAsked.resolve();
        return answer.promise;
      });
      const renewal = catchError(
        SessionChangedError,
        this.session.renew(before.accessToken),
      );
      await isAsked.promise;
      await this.session.signOut();
      await this.session.signIn('password', BOB);
      answer.resolve(tokens('late'));
      await renewal;

      assert.strictEqual(bearer(this.session)?.accessToken, 'access-of-bob');
      assert.strictEqual(
        (await stored(this))?.session.accessToken,
        'access-of-bob',
      );
      assert.strictEqual(this.session.status, 'active');
    });
  });

  module('ending because the server says so', function () {
    test('D14 a token that had run out: the reason is expired', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      this.browser.computer.advance(HOUR);
      await this.session.expire();
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'expired');
      assert.strictEqual(await stored(this), undefined);
    });

    test('a token that was still good: the reason is revoked', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      this.browser.computer.advance(HOUR - 1);
      await this.session.expire();
      assert.strictEqual(this.session.reason, 'revoked');
    });

    test('a token without an expiry: the reason is revoked', async function (this: SessionTestContext, assert) {
      this.server.post('/oauth/token', () =>
        tokens('demo', { expires_in: undefined }),
      );
      await signedIn(this);
      this.browser.computer.advance(HOUR);
      await this.session.expire();
      assert.strictEqual(this.session.reason, 'revoked');
    });

    test('D14 the open page is where the user returns to; nothing is revoked', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      this.router.currentURL = '/users?page=3';
      await this.session.expire();
      await settled();
      assert.strictEqual(
        this.browser.tabStorage.get(RETURN_TO),
        '/users?page=3',
      );
      assert.deepEqual(this.router.transitions, ['login']);
      assert.deepEqual(revoked(this), []);
    });

    test('B6 a page that is not of the signed-in part is not returned to', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      this.browser.tabStorage.set(RETURN_TO, '/users');
      this.router.currentURL = '/login';
      await this.session.expire();
      assert.strictEqual(this.browser.tabStorage.get(RETURN_TO), null);
    });

    test('D14 several times at once it is one end', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      let left = 0;
      this.session.attach(partThatForgets(() => (left += 1)));
      await Promise.all([
        this.session.expire(),
        this.session.expire(),
        this.session.expire(),
      ]);
      await settled();
      assert.strictEqual(this.session.epoch, 2);
      assert.strictEqual(this.session.reason, 'revoked');
      assert.strictEqual(left, 1);
    });

    test('when nobody is signed in it does nothing', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      await this.session.expire();
      assert.strictEqual(this.session.status, 'anonymous');
      assert.strictEqual(this.session.epoch, 0);
    });

    test('what was loaded is thrown away also where another transition takes the place of ours', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      let left = 0;
      this.session.attach(partThatForgets(() => (left += 1)));
      this.router.transitionTo = () =>
        Promise.reject(new Error('TransitionAborted'));
      await this.session.signOut();
      await settled();
      assert.strictEqual(this.session.current, undefined);
      assert.strictEqual(left, 1);
    });
  });

  module('in two tabs', function () {
    test('G2 a sign-in in one is seen in the other', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      const other = await openTab(this.browser.computer);
      other.router.currentRouteName = 'login';
      await this.session.signIn('password', DEMO);
      await settled();

      assert.strictEqual(other.session.status, 'active');
      assert.strictEqual(other.session.reason, 'signed-in');
      assert.strictEqual(other.session.epoch, 1);
      assert.deepEqual(other.session.current, this.session.current);
      assert.deepEqual(other.router.transitions, [HOME]);
    });

    test('B11 each tab goes to its own return-to', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      const other = await openTab(this.browser.computer);
      this.router.currentRouteName = other.router.currentRouteName = 'login';
      this.browser.tabStorage.set(RETURN_TO, '/users?page=1');
      other.browser.tabStorage.set(RETURN_TO, '/users?page=2');
      await this.session.signIn('password', DEMO);
      await settled();
      assert.deepEqual(this.router.transitions, ['/users?page=1']);
      assert.deepEqual(other.router.transitions, ['/users?page=2']);
    });

    test('G1 a sign-out in one ends the other, which says why and asks nobody', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      const other = await openTab(this.browser.computer);
      assert.strictEqual(other.session.status, 'active');
      let left = 0;
      other.session.attach(partThatForgets(() => (left += 1)));

      await this.session.signOut();
      await settled();
      assert.strictEqual(other.session.status, 'ended');
      assert.strictEqual(other.session.reason, 'signed-out-elsewhere');
      assert.strictEqual(other.session.current, undefined);
      assert.strictEqual(left, 1);
      assert.deepEqual(other.router.transitions, ['login']);

      await waitUntil(() => revoked(this).length === 2);
      await other.session.signOut();
      await settled();
      assert.strictEqual(revoked(this).length, 2, 'F5');
    });

    test('D14 the end of the session is the end in all tabs', async function (this: SessionTestContext, assert) {
      const { accessToken } = await signedIn(this);
      const other = await openTab(this.browser.computer);
      this.server.db.emptyData();
      await catchError(SessionEndedError, this.session.renew(accessToken));
      await settled();
      assert.strictEqual(other.session.status, 'ended');
    });

    test('G4 a renewal in one is used by the other, which has nothing to leave for', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      const other = await openTab(this.browser.computer);
      await this.session.renew(before.accessToken);
      await settled();
      assert.deepEqual(other.session.current, this.session.current);
      assert.notStrictEqual(
        bearer(other.session)?.accessToken,
        before.accessToken,
      );
      assert.strictEqual(other.session.epoch, 0);
      assert.deepEqual(other.router.transitions, []);
    });

    test('G4 a renewal that the other has not heard of is adopted when it asks for one', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      const newer = { ...before, accessToken: 'newer', refreshToken: 'newer' };
      await this.browser.storage.set('session', {
        version: 1,
        authenticator: 'password',
        session: newer,
      });
      const renewed = await this.session.renew(before.accessToken);
      assert.strictEqual(renewed.accessToken, 'newer');
      assert.deepEqual(this.session.current, newer);
      assert.strictEqual(renewals(this).length, 0);
    });

    test('D2 both at once make one request', async function (this: SessionTestContext, assert) {
      const { accessToken } = await signedIn(this);
      const other = await openTab(this.browser.computer);
      const [one, two] = await Promise.all([
        this.session.renew(accessToken),
        other.session.renew(accessToken),
      ]);
      assert.strictEqual(one.accessToken, two.accessToken);
      assert.strictEqual(renewals(this).length, 1);
      await settled();
      assert.strictEqual(this.session.status, 'active');
      assert.strictEqual(other.session.status, 'active');
    });

    test('D7 signed out elsewhere without a word: a renewal asks nobody and ends this tab’s session', async function (this: SessionTestContext, assert) {
      const { accessToken } = await signedIn(this);
      await this.browser.storage.delete('session');
      await catchError(SessionEndedError, this.session.renew(accessToken));
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(renewals(this).length, 0);
    });

    test('G8 each change is written once and heard once, and then there is silence', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      const other = await openTab(this.browser.computer);
      const third = await openTab(this.browser.computer);
      const writes = countWrites(this.browser.storage);
      const heard = countMessages(this.browser.computer);

      const after = async (change: Promise<unknown>) => {
        writes.reset();
        heard.reset();
        await change;
        await settled();
        return [writes.count, heard.count];
      };
      const once = [1, 1];
      assert.deepEqual(
        await after(this.session.signIn('password', DEMO)),
        once,
        'sign-in',
      );
      const { accessToken } = bearer(this.session)!;
      assert.deepEqual(
        await after(other.session.renew(accessToken)),
        once,
        'renewal',
      );
      assert.deepEqual(await after(third.session.signOut()), once, 'sign-out');
      assert.deepEqual(
        [this, other, third].map(({ session }) => session.status),
        ['ended', 'ended', 'ended'],
      );
    });

    test('G3 A32 another user signs in in one tab: the other drops what it has of the first', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      const other = await openTab(this.browser.computer);
      let left = 0;
      other.session.attach(partThatForgets(() => (left += 1)));
      const before = other.session.epoch;

      await this.session.signIn('password', BOB);
      await settled();
      assert.deepEqual(other.session.current, this.session.current);
      assert.true(other.session.epoch > before, 'the epoch counts up');
      assert.strictEqual(left, 1, 'what was loaded is thrown away');
    });

    test('A18 somebody signs in elsewhere while this tab is on its way: it still gets there, after the reload', async function (this: SessionTestContext, assert) {
      const other = await openTab(this.browser.computer);
      await signedIn(this);
      await settled();
      other.router.currentRouteName = 'login';
      other.browser.tabStorage.set(RETURN_TO, '/users?page=2');
      other.session.continue();

      await this.session.signIn('password', BOB);
      await settled();
      assert.strictEqual(other.browser.reloads, 1);
      assert.strictEqual(
        other.browser.tabStorage.get(RETURN_TO),
        '/users?page=2',
      );
    });

    test('A18 somebody signs in elsewhere: the page that is open is where this tab is after the reload', async function (this: SessionTestContext, assert) {
      const other = await openTab(this.browser.computer);
      await signedIn(this);
      await settled();
      other.session.continue();
      other.router.arrive('authenticated.users', '/users?page=3');

      await this.session.signIn('password', DEMO);
      await settled();
      assert.strictEqual(
        other.browser.tabStorage.get(RETURN_TO),
        '/users?page=3',
      );
    });

    test('A18 G3 somebody else in one tab is one change for the others, and no sign-out', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      const other = await openTab(this.browser.computer);
      const heard = countMessages(this.browser.computer);
      await this.session.signIn('password', BOB);
      await settled();
      assert.strictEqual(heard.count, 1);
      assert.strictEqual(other.session.status, 'active');
      assert.deepEqual(
        other.router.transitions,
        [],
        'the page stays what it is, and is loaded anew',
      );
      assert.strictEqual(other.browser.reloads, 1);
    });

    test('D6 who finds their token refused does not end a session that has just begun in another tab', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      const { storage } = this.browser;
      const record = (await storage.get(SESSION_KEY)) as StoredSession;
      const begun = {
        ...record,
        session: { ...before, accessToken: 'another', signInId: 'another' },
      };
      await storage.set(SESSION_KEY, begun);

      await this.session.expire();
      assert.deepEqual(await storage.get(SESSION_KEY), begun);
      assert.strictEqual(this.session.status, 'active');

      await storage.set(SESSION_KEY, record);
      await this.session.expire();
      assert.strictEqual(await storage.get(SESSION_KEY), undefined);
      assert.strictEqual(this.session.status, 'ended');
    });

    test('A32 the tokens of the one before are revoked once all tabs can have the new ones', async function (this: SessionTestContext, assert) {
      const before = await signedIn(this);
      const stored: unknown[] = [];
      this.server.post('/oauth/revoke', async () => {
        const record = await this.browser.storage.get(SESSION_KEY);
        stored.push((record as StoredSession).session.signInId);
        return new MirageResponse(200);
      });
      await this.session.signIn('password', BOB);
      await settled();
      assert.true(stored.length > 0);
      assert.false(stored.includes(before.signInId));
    });

    test('G3 signed out and in as another user in one tab: the other drops what it has of the first', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      const other = await openTab(this.browser.computer);
      let left = 0;
      other.session.attach(partThatForgets(() => (left += 1)));
      await this.session.signOut();
      await this.session.signIn('password', BOB);
      await settled();
      assert.deepEqual(other.session.current, this.session.current);
      assert.strictEqual(left, 1);
      assert.strictEqual(other.session.status, 'active');
    });

    test('G3 signed out and in as another user while the other tab was frozen: it drops what it has of the first', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      const { computer } = this.browser;
      const whenThawed: (() => void)[] = [];
      const openChannel = computer.openChannel.bind(computer);
      computer.openChannel = (name, onMessage) =>
        openChannel(name, (message) => {
          whenThawed.push(() => onMessage(message));
        });
      const other = await openTab(computer);
      let left = 0;
      other.session.attach(partThatForgets(() => (left += 1)));

      await this.session.signOut();
      await this.session.signIn('password', BOB);
      for (const hear of whenThawed) hear();
      await settled();
      assert.deepEqual(other.session.current, this.session.current);
      assert.strictEqual(left, 1, 'what was loaded is thrown away');
    });

    test('G7 a message or a record of garbage signs nobody in, and throws nothing', async function (this: SessionTestContext, assert) {
      await this.session.setup();
      const { computer, storage } = this.browser;
      const channel = computer.openChannel('latchkey:session', () => undefined);
      for (const message of [
        undefined,
        null,
        '',
        {},
        [],
        { type: 'changed' },
        'changed',
      ]) {
        await storage.set('session', {
          version: 1,
          authenticator: 'password',
          session: { kind: 'bearer', accessToken: 'a\r\nb' },
        });
        channel.post(message);
        await settled();
        assert.strictEqual(this.session.status, 'anonymous');
      }
      channel.close();
    });

    test('G6 the record is gone and another tab says so: signed out', async function (this: SessionTestContext, assert) {
      await signedIn(this);
      const { computer, storage } = this.browser;
      const channel = computer.openChannel('latchkey:session', () => undefined);
      await storage.delete('session');
      channel.post({ type: 'changed' });
      channel.close();
      await settled();
      assert.strictEqual(this.session.status, 'ended');
      assert.strictEqual(this.session.reason, 'signed-out-elsewhere');
    });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Counter {
  count: number;
  reset(): void;
}

function counter(): Counter {
  return {
    count: 0,
    reset() {
      this.count = 0;
    },
  };
}

/** How often a storage was written to. */
function countWrites(storage: MemoryStorage): Counter {
  const writes = counter();
  const set = storage.set.bind(storage);
  const remove = storage.delete.bind(storage);
  storage.set = (key, value) => {
    if (key === SESSION_KEY) writes.count += 1;
    return set(key, value);
  };
  storage.delete = (key) => {
    if (key === SESSION_KEY) writes.count += 1;
    return remove(key);
  };
  return writes;
}

/** How often the tabs told each other that the session has changed. */
function countMessages(computer: FakeComputer): Counter {
  const messages = counter();
  computer.openChannel('latchkey:session', () => (messages.count += 1));
  return messages;
}
