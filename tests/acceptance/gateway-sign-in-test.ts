import {
  click,
  currentURL,
  settled,
  visit,
  waitUntil,
} from '@ember/test-helpers';
import { module, test } from 'qunit';
import { userId } from '../../mirage/user-id';
import { texts } from 'latchkey/translations/signed-in';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { setupGateway, signedInByGateway } from '../helpers/gateway';
import { setupOutage } from '../helpers/outage';
import { setupRecordedRequests } from '../helpers/recorded-requests';
import { requestsTo } from '../helpers/requests';
import { SESSION_KEY } from '../helpers/signed-in';
import { setupTabs } from '../helpers/second-tab';
import { appears, disappears, press, type } from '../helpers/unsettled';

const BUTTON = '.button-provider';
const DIALOG = 'dialog';
const BANNER = '.notices .notice';
const NAME = 'input[autocomplete="given-name"]';
const SAVE = 'form button[type="submit"]';
const SIGN_OUT = 'button.sign-out, header button';

/** How long the callback page waits for another page to take its answer, in milliseconds. */
const HAND_OVER = 1_500;

/** How long the first page waits for the gateway, in milliseconds. */
const RESTORE = 2_000;

const HTML = { 'Content-Type': 'text/html' };
const page = (status: number) =>
  new Response('<h1>?</h1>', { status, headers: HTML });

const isUserInfo = ({ url }: Request) => url.endsWith('/oauth2/userinfo');
const isSignOut = ({ url }: Request) => url.endsWith('/oauth2/sign_out');
const isOfGateway = ({ url }: Request) => url.includes('/oauth2/');

const sessionOf = ({ owner }: AppTestContext) =>
  owner.lookup('service:session');

const stored = ({ browser }: AppTestContext) =>
  browser.storage.get(SESSION_KEY) as Promise<
    { session: { subject: string; signInId: string } } | undefined
  >;

async function signOut(): Promise<void> {
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent?.trim() === 'Sign out',
  );
  await click(button ?? SIGN_OUT);
}

module('Acceptance | behind a gateway', function (hooks) {
  setupApplicationTest(hooks);
  setupGateway(hooks, { GATEWAY_LABEL: 'Example' });
  const outage = setupOutage(hooks);
  const recorded = setupRecordedRequests(hooks);
  const openTab = setupTabs(hooks);

  test('the profile offers no link with the gateway, which gives no code', async function (this: AppTestContext, assert) {
    this.server.gateway.signIn(userId(1));
    await visit('/profile');
    assert.dom('.ways').includesText(texts.profile.none);
    assert.dom('.ways .button').doesNotExist();
  });

  test('L1 who has a session at the gateway is signed in where they wanted to go, and nothing of it is a token', async function (this: AppTestContext, assert) {
    this.server.gateway.signIn(userId(1));
    await visit('/users?sort=-email');
    assert.strictEqual(currentURL(), '/users?sort=-email');
    assert.dom('tbody tr').exists({ count: 5 });
    assert.strictEqual(sessionOf(this).status, 'active');
    assert.strictEqual(sessionOf(this).current?.kind, 'cookie');
    assert.strictEqual((await stored(this))?.session.subject, userId(1));

    assert.strictEqual(
      recorded().filter(({ headers }) => headers.has('Authorization')).length,
      0,
      'L14 no bearer token',
    );
    const kept = JSON.stringify(await stored(this));
    assert.false(/token/i.test(kept), 'L14 none in the storage');
    for (const { headers, url } of recorded()) {
      if (!url.pathname.startsWith('/api/')) continue;
      assert.strictEqual(headers.get('X-Requested-With'), 'XMLHttpRequest');
    }
  });

  test('L1 who has none is asked to sign in, by the gateway’s page, and comes back to the page', async function (this: AppTestContext, assert) {
    await visit('/users?page=2');
    assert.strictEqual(currentURL(), '/login');
    assert.dom(BUTTON).hasText('Continue with Example');
    assert
      .dom('input')
      .doesNotExist('whether to keep the session is the gateway’s matter');
    await click(BUTTON);
    const [url] = this.browser.leftFor;
    assert.strictEqual(url?.pathname, '/oauth2/start');
    assert.strictEqual(url?.searchParams.get('rd'), '/users?page=2');
  });

  test('a gateway that can’t be reached leaves the sign-in page, which finds out', async function (this: AppTestContext, assert) {
    outage().answer = (request) =>
      isOfGateway(request) ? page(502) : undefined;
    await visit('/users');
    assert.strictEqual(currentURL(), '/login');
    assert.dom(BUTTON).exists();
  });

  test('a window of its own: the page goes on where it is', async function (this: AppTestContext, assert) {
    this.browser.isDesktop = true;
    await visit('/users?page=2');
    await click(BUTTON);
    const opened = this.browser.windows.at(-1)!;
    const start = opened.visited.at(-1)!;
    const callback = new URL(start.searchParams.get('rd')!, start);
    assert.strictEqual(callback.pathname, '/login/callback/gateway');

    this.server.gateway.signIn(userId(1));
    const tab = await openTab(this.browser.computer);
    tab.owner.lookup('service:settings').written =
      this.owner.lookup('service:settings').written;
    const isTaken = await tab.session.completeSignIn(
      'gateway',
      callback.searchParams,
    );
    await settled();
    assert.true(isTaken);
    assert.strictEqual(currentURL(), '/users?page=2');
    assert.strictEqual(sessionOf(this).status, 'active');
  });

  test('who comes back to a page that waits for nothing is signed in there', async function (this: AppTestContext, assert) {
    this.server.gateway.signIn(userId(1));
    this.browser.answer = new URLSearchParams({ state: 'of-nobody' });
    const visited = visit('/login/callback/gateway');
    await waitUntil(() => this.browser.computer.timersOf(HAND_OVER) > 0);
    this.browser.computer.advance(2);
    await visited;
    assert.strictEqual(currentURL(), '/users');
  });

  test('who comes back without a session is told, and can try again', async function (this: AppTestContext, assert) {
    this.browser.answer = new URLSearchParams();
    await visit('/login/callback/gateway');
    assert.dom('h1').hasText('Not signed in');
    assert.dom('[role="alert"]').exists();
    assert.dom('a.button-primary').exists();
  });

  test('L2 a session of a former visit that is over at the gateway leads to the sign-in page', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    this.server.gateway.signOut();
    await visit('/users');
    assert.strictEqual(currentURL(), '/login');
    assert.strictEqual(await stored(this), undefined);
  });

  test('L13 a session of a former visit is kept where the gateway is down, said to be in doubt, and goes on by itself', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    outage().answer = () => page(502);
    await visit('/users');
    assert.strictEqual(currentURL(), '/users');
    assert.strictEqual(sessionOf(this).status, 'unverified');
    assert.dom(BANNER).exists();
    assert.ok(await stored(this));

    outage().answer = () => undefined;
    this.browser.computer.advance(60);
    await settled();
    assert.dom(BANNER).doesNotExist();
    assert.dom('tbody tr').exists({ count: 5 });
  });

  test('L13 a gateway that says nothing does not hold the page up', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    outage().answer = (request) =>
      isUserInfo(request) ? new Promise<Response>(() => undefined) : undefined;
    const visited = visit('/users');
    await waitUntil(() => this.browser.computer.timersOf(RESTORE) > 0);
    this.browser.computer.advance(2);
    await appears('tbody tr');
    assert.strictEqual(currentURL(), '/users');
    outage().answer = () => undefined;
    void visited;
    assert.ok(await stored(this));
  });

  test('somebody else who has signed in at the gateway meanwhile is who is signed in here', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    const before = (await stored(this))?.session.signInId;
    this.server.gateway.signIn(userId(2));
    await visit('/users');
    const after = (await stored(this))?.session;
    assert.strictEqual(after?.subject, userId(2));
    assert.notStrictEqual(after?.signInId, before, 'other tabs hear of it');
  });

  test('somebody else who signs in at the gateway under an open page gets a page of their own, and nothing of the user before is sent', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    await visit('/profile');
    this.server.gateway.signIn(userId(2));
    outage().answer = (request) =>
      request.method === 'PATCH' ? page(403) : undefined;
    type(NAME, 'Typed by the user before');
    press(SAVE);
    await settled();
    assert.strictEqual(this.browser.reloads, 1);
    assert.notStrictEqual(
      this.server.schema.find('user', userId(2))?.firstName,
      'Typed by the user before',
    );
  });

  test('L2 D14 a session that ends under an open page: a dialog, one userinfo, and exactly one write', async function (this: AppTestContext, assert) {
    this.browser.isDesktop = true;
    await signedInByGateway(this);
    await visit('/profile');
    const asked = requestsTo(this.server, '/oauth2/userinfo').length;
    this.server.gateway.signOut();
    type(NAME, 'Ada');
    press(SAVE);
    await appears(DIALOG);
    assert.strictEqual(
      requestsTo(this.server, '/oauth2/userinfo').length,
      asked + 1,
    );
    assert.dom(DIALOG).includesText('expired');
    assert.dom(NAME).hasValue('Ada');

    press(`${DIALOG} ${BUTTON}`);
    await appears('.waiting');
    this.server.gateway.signIn(userId(1));
    const start = this.browser.windows.at(-1)!.visited.at(-1)!;
    const state = new URL(
      start.searchParams.get('rd')!,
      start,
    ).searchParams.get('state')!;
    const channel = this.browser.openChannel(
      `latchkey:visit:${state}`,
      () => undefined,
    );
    channel.post({ answer: `state=${state}` });
    channel.close();
    await disappears(DIALOG);
    await settled();

    const path = `/api/users/${userId(1)}`;
    const writes = requestsTo(this.server, path).filter(
      ({ method }) => method === 'PATCH',
    );
    assert.strictEqual(writes.length, 2, 'refused once, then done');
    assert.strictEqual(
      this.server.schema.find('user', userId(1))?.firstName,
      'Ada',
    );
    assert.strictEqual(currentURL(), '/profile');
  });

  test('L9 twenty requests that are refused at once ask the gateway once', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    await visit('/users');
    const asked = requestsTo(this.server, '/oauth2/userinfo').length;
    const api = this.owner.lookup('service:api');
    const refused = new Set<string>();
    outage().answer = (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname !== '/api/status' || refused.has(search)) return undefined;
      refused.add(search);
      return page(401);
    };
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, n) => api.fetch(`/api/status?n=${n}`)),
    );
    assert.strictEqual(responses.length, 20);
    assert.strictEqual(
      requestsTo(this.server, '/oauth2/userinfo').length - asked,
      1,
    );
    assert.strictEqual(sessionOf(this).status, 'active');
  });

  test('F6 signing out tells the gateway, by a request that no other site can make', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    await visit('/users');
    await signOut();
    assert.strictEqual(currentURL(), '/login');
    const [asked] = requestsTo(this.server, '/oauth2/sign_out');
    assert.strictEqual(asked?.method, 'POST');
    assert.strictEqual(this.server.gateway.user, undefined);
    assert.strictEqual(await stored(this), undefined);
  });

  test('F6 who signs out while the gateway is down stays signed out, and it is told when it is back', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    await visit('/users');
    outage().answer = (request) => (isSignOut(request) ? page(502) : undefined);
    await signOut();
    assert.strictEqual(currentURL(), '/login');
    assert.ok(this.server.gateway.user, 'the cookie is still good');

    const second = await openTabBehindGateway(this);
    assert.false(second.session.isAuthenticated, 'but counts for nothing');
    assert.ok(this.server.gateway.user);

    outage().answer = () => undefined;
    const third = await openTabBehindGateway(this);
    assert.false(third.session.isAuthenticated);
    assert.strictEqual(this.server.gateway.user, undefined, 'told');

    this.server.gateway.signIn(userId(1));
    const fourth = await openTabBehindGateway(this);
    await settled();
    assert.true(fourth.session.isAuthenticated, 'and what comes after counts');
  });

  test('the page of the session says where it is kept', async function (this: AppTestContext, assert) {
    await signedInByGateway(this);
    await visit('/session');
    assert.dom('dl').includesText('in a cookie that no script can read');
    assert.dom('dl').doesNotIncludeText('Access token');
  });

  /** A tab of the same browser, with the app's settings from the start. */
  async function openTabBehindGateway(context: AppTestContext) {
    const { written } = context.owner.lookup('service:settings');
    return openTab(context.browser.computer, (owner) => {
      owner.lookup('service:settings').written = written;
    });
  }
});
