import { settled, waitUntil } from '@ember/test-helpers';
import {
  AuthError,
  NetworkError,
  SessionChangedError,
  SessionEndedError,
} from 'latchkey/auth/errors';
import type { SessionData } from 'latchkey/auth/session-data';
import type SessionService from 'latchkey/services/session';
import { Response as MirageResponse } from 'miragejs';
import { module, test } from 'qunit';
import { DEMO_ACCOUNT } from '../../../contract/seed';
import { setupTest, type AppTestContext } from '../../helpers';
import { catchError } from '../../helpers/catch-error';
import { grants, requestsTo } from '../../helpers/requests';
import { setupTabs, type Tab } from '../../helpers/second-tab';
import { SESSION_KEY } from '../../helpers/signed-in';
import StubRouter from '../../helpers/stub-router';
import { Deferred } from '../../helpers/stub-fetch';
import { bearer } from '../../helpers/bearer';

const DEMO = { username: DEMO_ACCOUNT.email, password: DEMO_ACCOUNT.password };
const HOUR = 3_600;
const RETURN_TO = 'latchkey:return-to';

interface Context extends AppTestContext {
  session: SessionService;
  router: StubRouter;
}

/** A tab with a page of the signed-in part open. */
interface Page {
  session: SessionService;
  router: StubRouter;
  browser: AppTestContext['browser'];
  /** How often what was loaded for the user was thrown away. */
  forgotten: number;
  /** The sessions of which it was asked whose they are. */
  asked: SessionData[];
  /** The answer to that. */
  isSameUser: () => Promise<boolean>;
}

function openPage(tab: Pick<Tab, 'session' | 'router' | 'browser'>): Page {
  const page: Page = {
    session: tab.session,
    router: tab.router,
    browser: tab.browser,
    forgotten: 0,
    asked: [],
    isSameUser: () => Promise.resolve(true),
  };
  tab.router.currentRouteName = 'authenticated.users';
  tab.router.currentURL = '/users?page=3';
  tab.session.attach({
    begin() {},
    forget: () => (page.forgotten += 1),
    isSameUser: (session) => {
      page.asked.push(session);
      return page.isSameUser();
    },
  });
  return page;
}

const unreachable = () =>
  Promise.reject(new NetworkError('unreachable', 'No answer.'));

module('Unit | services | session, ended under an open page', function (hooks) {
  setupTest(hooks);
  const openTab = setupTabs(hooks);
  let page: Page;
  let other: Page;

  hooks.beforeEach(async function (this: Context) {
    this.owner.register('service:router', StubRouter);
    this.router = this.owner.lookup('service:router') as unknown as StubRouter;
    this.session = this.owner.lookup('service:session');
    await this.session.setup();
    await this.session.signIn('password', DEMO);
    other = openPage(await openTab(this.browser.computer));
    page = openPage(this);
    await settled();
  });

  const signInAgain = ({ session }: Page) => session.signIn('password', DEMO);

  test('D14 it ends once for all tabs, with the reason, and each page waits for its user', async function (this: Context, assert) {
    const { accessToken } = bearer(page.session)!;
    let heard = 0;
    this.browser.computer.openChannel('latchkey:session', () => (heard += 1));
    this.server.db.emptyData();
    await Promise.all(
      [page, other].map(({ session }) =>
        catchError(SessionEndedError, session.renew(accessToken)),
      ),
    );
    await settled();
    assert.strictEqual(heard, 1, 'one end');
    for (const { session, router, forgotten } of [page, other]) {
      assert.strictEqual(session.status, 'ended');
      assert.strictEqual(session.reason, 'revoked');
      assert.ok(session.suspension);
      assert.strictEqual(session.current, undefined);
      assert.deepEqual(router.transitions, [], 'the page stays');
      assert.strictEqual(forgotten, 0);
    }
    assert.strictEqual(await this.browser.storage.get(SESSION_KEY), undefined);
  });

  test('D14 the reason is the same in the other tab, to which it is told', async function (this: Context, assert) {
    this.browser.computer.advance(HOUR);
    await page.session.expire();
    await settled();
    assert.strictEqual(other.session.reason, 'expired');
    assert.ok(other.session.suspension);
  });

  test('A32 the same user signs in again in one tab: both go on', async function (this: Context, assert) {
    await page.session.expire();
    await settled();
    const waiting = [page, other].map(({ session }) => session.resumed());
    const epochs = [page, other].map(({ session }) => session.epoch);
    await signInAgain(page);
    const sessions = await Promise.all(waiting);
    await settled();
    for (const [index, { session, router, asked }] of [page, other].entries()) {
      assert.strictEqual(session.status, 'active');
      assert.strictEqual(session.reason, 'signed-in');
      assert.strictEqual(session.suspension, undefined);
      assert.strictEqual(asked.length, 1);
      assert.deepEqual(sessions[index], bearer(session));
      assert.strictEqual(session.epoch, epochs[index], 'nothing is lost');
      assert.deepEqual(router.transitions, []);
    }
  });

  test('A32 until it is known who is back, nobody gets the token', async function (assert) {
    await page.session.expire();
    const isAsked = new Deferred();
    const answer = new Deferred<boolean>();
    page.isSameUser = () => {
      isAsked.resolve();
      return answer.promise;
    };
    const signIn = signInAgain(page);
    await isAsked.promise;
    assert.true(page.session.isAuthenticated);
    assert.strictEqual(page.session.current, undefined);
    assert.strictEqual(page.session.status, 'ended');
    answer.resolve(true);
    await signIn;
    assert.ok(page.session.current);
  });

  test('A32 somebody else signs in in one tab: both begin anew, and who waits is told', async function (this: Context, assert) {
    await page.session.expire();
    await settled();
    const waiting = [page, other].map(({ session }) =>
      catchError(SessionChangedError, session.resumed()),
    );
    page.isSameUser = other.isSameUser = () => Promise.resolve(false);
    const epochs = [page, other].map(({ session }) => session.epoch);
    await signInAgain(page);
    await Promise.all(waiting);
    await settled();
    for (const [index, tab] of [page, other].entries()) {
      assert.strictEqual(tab.browser.reloads, 1);
      assert.true(tab.forgotten > 0);
      assert.true(tab.session.epoch > epochs[index]!);
      assert.true(tab.session.takeUserChange());
      assert.strictEqual(
        tab.browser.tabStorage.get(RETURN_TO),
        '/users?page=3',
      );
    }
  });

  test('nobody can say who it is: the one who signs in hears of it, and can try again', async function (assert) {
    await page.session.expire();
    page.isSameUser = unreachable;
    const error = await catchError(NetworkError, signInAgain(page));
    assert.strictEqual(error.code, 'unreachable');
    assert.ok(page.session.suspension, 'the page waits');
    assert.strictEqual(page.session.current, undefined);

    page.isSameUser = () => Promise.resolve(true);
    await signInAgain(page);
    assert.strictEqual(page.session.status, 'active');
    assert.strictEqual(page.session.suspension, undefined);
  });

  test('G2 nobody could say who signed in elsewhere: the tab asks again when it wakes', async function (this: Context, assert) {
    await page.session.expire();
    await settled();
    other.isSameUser = unreachable;
    await signInAgain(page);
    await settled();
    assert.ok(other.session.suspension);

    other.isSameUser = () => Promise.resolve(true);
    await other.session.catchUp();
    await settled();
    assert.strictEqual(other.session.suspension, undefined);
    assert.strictEqual(other.session.status, 'active');
    assert.strictEqual(grants(this.server, 'password').length, 2);
  });

  test('given up after nobody could say who it is: signed out, and the next sign-in knows nothing of that', async function (assert) {
    await page.session.expire();
    page.isSameUser = unreachable;
    await catchError(NetworkError, signInAgain(page));
    const waiting = catchError(SessionEndedError, page.session.resumed());
    await page.session.abandon();
    await waiting;
    await settled();
    assert.false(page.session.isAuthenticated);
    assert.strictEqual(page.session.suspension, undefined);
    assert.deepEqual(page.router.transitions, ['login']);

    page.router.currentRouteName = 'login';
    await signInAgain(page);
    assert.strictEqual(page.session.status, 'active');
  });

  test('given up: who waits is told, the page is left, and is where the user returns to', async function (this: Context, assert) {
    await page.session.expire();
    const waiting = catchError(SessionEndedError, page.session.resumed());
    await page.session.abandon();
    await waiting;
    assert.strictEqual(page.session.suspension, undefined);
    assert.strictEqual(page.session.reason, 'revoked', 'the page says why');
    assert.deepEqual(page.router.transitions, ['login']);
    assert.strictEqual(page.forgotten, 1);
    assert.strictEqual(this.browser.tabStorage.get(RETURN_TO), '/users?page=3');
    await catchError(SessionEndedError, page.session.resumed());
  });

  test('the page is left by the back button: the same', async function (assert) {
    await page.session.expire();
    const waiting = catchError(SessionEndedError, page.session.resumed());
    page.session.left();
    await waiting;
    assert.strictEqual(page.session.suspension, undefined);
    assert.strictEqual(page.forgotten, 1);
    page.session.left();
    assert.strictEqual(page.forgotten, 1);
  });

  test('J9 a wrong password leaves the page waiting', async function (assert) {
    await page.session.expire();
    const error = await catchError(
      AuthError,
      page.session.signIn('password', { ...DEMO, password: 'wrong' }),
    );
    assert.strictEqual(error.code, 'invalid-credentials');
    assert.ok(page.session.suspension);
    assert.strictEqual(page.asked.length, 0);
  });

  test('C9 a sign-out, or nobody there, leaves the page at once in all tabs', async function (this: Context, assert) {
    for (const end of [
      () => page.session.signOut(),
      () => page.session.stop('idle'),
    ]) {
      await end();
      await settled();
      for (const { session, router } of [page, other]) {
        assert.strictEqual(session.suspension, undefined);
        assert.strictEqual(router.transitions.at(-1), 'login');
      }
      await signInAgain(page);
      await settled();
    }
  });

  test('D21 the end of its time is one that can be taken up', async function (assert) {
    await page.session.stop('expired');
    await settled();
    for (const { session } of [page, other]) {
      assert.strictEqual(session.reason, 'expired');
      assert.ok(session.suspension);
    }
  });

  test('G1 the record is gone, and this tab has not heard why: it is not said that the server did it', async function (this: Context, assert) {
    const { accessToken } = bearer(page.session)!;
    await this.browser.storage.delete(SESSION_KEY);
    await catchError(SessionEndedError, page.session.renew(accessToken));
    await settled();
    assert.strictEqual(page.session.reason, 'signed-out-elsewhere');
    assert.strictEqual(page.session.suspension, undefined);
    assert.deepEqual(page.router.transitions, ['login']);
    assert.strictEqual(grants(this.server, 'refresh_token').length, 0);
  });

  test('D17 a renewal that answers after the session has ended changes nothing', async function (this: Context, assert) {
    const { accessToken } = bearer(page.session)!;
    const isAsked = new Deferred();
    const answer = new Deferred<MirageResponse>();
    this.server.post('/oauth/token', () => {
      isAsked.resolve();
      return answer.promise;
    });
    const renewal = catchError(AuthError, page.session.renew(accessToken));
    await isAsked.promise;
    await page.session.expire();
    answer.resolve(
      new MirageResponse(
        200,
        {},
        { access_token: 'late', refresh_token: 'late', token_type: 'Bearer' },
      ),
    );
    await renewal;
    await settled();
    assert.strictEqual(page.session.current, undefined);
    assert.strictEqual(page.session.status, 'ended');
    assert.ok(page.session.suspension);
    assert.strictEqual(await this.browser.storage.get(SESSION_KEY), undefined);
    const isGivenBack = () =>
      requestsTo(this.server, '/oauth/revoke').some(({ body }) =>
        body.includes('token=late'),
      );
    await waitUntil(isGivenBack);
  });
});
