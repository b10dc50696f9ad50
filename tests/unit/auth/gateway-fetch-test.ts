import {
  AuthError,
  ForeignUrlError,
  NetworkError,
  SessionChangedError,
  SessionEndedError,
} from 'latchkey/auth/errors';
import {
  createGatewayFetch,
  type CookieRequestSession,
} from 'latchkey/auth/gateway-fetch';
import { module, test } from 'qunit';
import bearerUrls from '../../fixtures/bearer-urls.json';
import { catchError } from '../../helpers/catch-error';
import { setupStubbedFetch, type Answer } from '../../helpers/stub-fetch';

const API = bearerUrls.api;
const USERS = `${API}users`;

class FakeSession implements CookieRequestSession {
  isSignedIn = true;
  currentEpoch = 1;
  noted: string[] = [];
  /** How often the gateway was asked. */
  confirmations = 0;
  /** How often somebody has waited for the user. */
  waits = 0;

  isHere = () => this.isSignedIn;
  epoch = () => this.currentEpoch;
  verified = () => void this.noted.push('verified');
  doubted = ({ code }: AuthError) => void this.noted.push(code);
  answer: () => Promise<void> = () => Promise.resolve();

  confirm = () => {
    this.confirmations += 1;
    return this.answer();
  };

  resumed = () => {
    this.waits += 1;
    this.isSignedIn = true;
    return Promise.resolve();
  };

  /** The gateway says that the session is over. */
  isOver(): void {
    this.answer = () => {
      this.isSignedIn = false;
      return Promise.reject(new SessionEndedError());
    };
  }
}

const answer = (status: number, type: string, body = '{}') =>
  new Response(status === 304 ? null : body, {
    status,
    headers: { 'Content-Type': type },
  });
const found = () => answer(200, 'application/vnd.api+json', '{"data":[]}');
const page = (status: number) => answer(status, 'text/html; charset=utf-8');
const opaque = () =>
  Object.defineProperty(new Response(null, { status: 200 }), 'type', {
    value: 'opaqueredirect',
  });
const noAnswer = (): Answer => {
  throw new TypeError('Failed to fetch');
};

/** However an expired session shows. */
const SUSPICIONS: Record<string, () => Answer> = {
  'a 401 of the API': () => answer(401, 'application/vnd.api+json'),
  'a bare 401': () => new Response(null, { status: 401 }),
  'a 403 page of the gateway': () => page(403),
  'a 403 in plain JSON': () => answer(403, 'application/json'),
  'a redirect': () => new Response(null, { status: 302 }),
  'a redirect that nobody may look into': opaque,
  'a page in place of JSON': () => page(200),
  'a page in XHTML': () => answer(200, 'application/xhtml+xml'),
  'an answer that CORS hides': noAnswer,
};

/** What says nothing of the session. */
const INNOCENT: Record<string, () => Answer> = {
  'an answer': found,
  'nothing to say': () => new Response(null, { status: 204 }),
  'not modified': () => answer(304, 'application/vnd.api+json'),
  'a 403 of the API': () => answer(403, 'application/vnd.api+json'),
  'not found': () => answer(404, 'application/vnd.api+json'),
  'a lost update': () => answer(412, 'application/vnd.api+json'),
  'a mistake in a form': () => answer(422, 'application/vnd.api+json'),
  'a gateway that finds no API': () => page(502),
  'a gateway that is busy': () => page(503),
};

module('Unit | auth | gateway fetch', function (hooks) {
  const network = setupStubbedFetch(hooks);
  let session: FakeSession;
  let isOnline: boolean;

  hooks.beforeEach(function () {
    session = new FakeSession();
    isOnline = true;
  });

  function ask(url = USERS, init: RequestInit = {}): Promise<Response> {
    const fetchIt = createGatewayFetch(
      { apiBase: API, currentUserEndpoint: `${API}me` },
      session,
      { now: () => 0, isOnline: () => isOnline },
    );
    return fetchIt(url, init);
  }

  test('L14 L4 a request carries the cookie and no token, and shows that a script asks', async function (assert) {
    network().answers(found);
    await ask(USERS, { headers: { Authorization: 'Bearer of-somebody' } });
    const { last } = network();
    const { request } = last;
    assert.strictEqual(last.header('Authorization'), null);
    assert.strictEqual(last.header('X-Requested-With'), 'XMLHttpRequest');
    assert.strictEqual(
      last.header('Accept'),
      'application/vnd.api+json, application/json',
    );
    assert.strictEqual(request.credentials, 'include');
    assert.deepEqual(session.noted, ['verified']);
  });

  test('L2 a redirect is not followed', async function (assert) {
    const original = globalThis.fetch;
    let redirect: string | undefined;
    globalThis.fetch = (input, init) => {
      redirect = init?.redirect;
      return original(input, init);
    };
    network().answers(found);
    await ask();
    assert.strictEqual(redirect, 'manual');
  });

  for (const text of bearerUrls.neverBearer) {
    const url = /^JSON:API links\S* = (\S+)$/.exec(text)?.[1] ?? text;
    if (!/^https?:/.test(url)) continue;
    test(`C1 nothing is asked at ${text}`, async function (assert) {
      const error = await ask(url).catch((cause: unknown) => cause);
      const refusals = [ForeignUrlError, TypeError];
      assert.true(refusals.some((refusal) => error instanceof refusal));
      assert.strictEqual(network().asked.length, 0);
    });
  }

  for (const [name, make] of Object.entries(INNOCENT)) {
    test(`L2 ${name} is what the page gets, and nobody is asked`, async function (assert) {
      network().answers(make);
      const response = await ask();
      assert.strictEqual(response.status, (await make()).status);
      assert.strictEqual(session.confirmations, 0);
    });
  }

  for (const status of [502, 503, 504]) {
    test(`L13 a gateway that says ${status} leaves the session in doubt, and kept`, async function (assert) {
      network().answers(() => page(status));
      await ask();
      assert.deepEqual(session.noted, ['unreachable']);
    });
  }

  for (const [name, make] of Object.entries(SUSPICIONS)) {
    test(`L2 ${name}: the gateway is asked, and where it says no the request waits for the user and is made once more`, async function (assert) {
      session.isOver();
      network().answers(make, found);
      const response = await ask(USERS, { method: 'PATCH', body: 'typed' });
      assert.strictEqual(response.status, 200);
      assert.strictEqual(session.confirmations, 1);
      assert.strictEqual(session.waits, 1);
      assert.deepEqual(
        network().asked.map(({ body }) => body),
        ['typed', 'typed'],
      );
    });

    test(`L2 ${name}: where somebody else is signed in there, nothing is sent for them`, async function (assert) {
      session.answer = () => Promise.reject(new SessionChangedError());
      network().answers(make, found);
      await catchError(SessionChangedError, ask());
      assert.strictEqual(network().asked.length, 1);
    });

    test(`L13 ${name}: where the gateway can’t be asked, the request fails and the session is kept`, async function (assert) {
      session.answer = () =>
        Promise.reject(new AuthError('server-error', 'down'));
      network().answers(make, found);
      const { code } = await catchError(AuthError, ask());
      assert.strictEqual(code, 'server-error');
      assert.strictEqual(session.waits, 0);
      assert.strictEqual(network().asked.length, 1);
    });
  }

  test('a POST whose answer was lost is not made once more: nobody knows what has become of it', async function (assert) {
    session.isOver();
    network().answers(noAnswer, found);
    await catchError(NetworkError, ask(USERS, { method: 'POST', body: '1' }));
    assert.strictEqual(network().asked.length, 1);
    assert.strictEqual(session.waits, 1);
  });

  test('a POST that was refused is made once more', async function (assert) {
    session.isOver();
    network().answers(() => page(401), found);
    const response = await ask(USERS, { method: 'POST', body: '1' });
    assert.strictEqual(response.status, 200);
    assert.strictEqual(network().asked.length, 2);
  });

  test('L2 where the session holds, a refusal is tried once more, and then it is the page’s matter', async function (assert) {
    network().answers(() => answer(401, 'application/vnd.api+json'));
    const response = await ask();
    assert.strictEqual(response.status, 401);
    assert.strictEqual(network().asked.length, 2);
    assert.strictEqual(session.confirmations, 1);
  });

  test('L2 where the session holds, a 403 that is no JSON:API is the page’s matter at once', async function (assert) {
    network().answers(() => page(403));
    assert.strictEqual((await ask()).status, 403);
    assert.strictEqual(network().asked.length, 1);
  });

  for (const name of ['a redirect', 'a page in place of JSON']) {
    test(`L2 where the session holds, ${name} is no data`, async function (assert) {
      network().answers(SUSPICIONS[name]!);
      const { code } = await catchError(AuthError, ask());
      assert.strictEqual(code, 'bad-answer');
      assert.strictEqual(network().asked.length, 2);
      assert.deepEqual(session.noted, []);
    });
  }

  test('where the session holds, an API that can’t be reached is in doubt', async function (assert) {
    network().answers(noAnswer);
    const { code } = await catchError(NetworkError, ask());
    assert.strictEqual(code, 'unreachable');
    assert.deepEqual(session.noted, ['unreachable']);
    assert.strictEqual(session.confirmations, 1);
  });

  test('without a connection nobody is asked', async function (assert) {
    isOnline = false;
    network().answers(noAnswer);
    const { code } = await catchError(NetworkError, ask());
    assert.strictEqual(code, 'offline');
    assert.strictEqual(session.confirmations, 0);
  });

  test('a request of a session that has ended waits before it is made', async function (assert) {
    session.isSignedIn = false;
    network().answers(found);
    await ask();
    assert.strictEqual(session.waits, 1);
    assert.strictEqual(network().asked.length, 1);
  });

  test('an answer that comes after the user changed is thrown away', async function (assert) {
    network().answer = () => {
      session.currentEpoch += 1;
      return found();
    };
    await catchError(SessionChangedError, ask());
    assert.deepEqual(session.noted, []);
  });

  test('nothing is made once more for somebody else', async function (assert) {
    session.isOver();
    session.resumed = () => {
      session.currentEpoch += 1;
      return Promise.resolve();
    };
    network().answers(() => page(401), found);
    await catchError(SessionChangedError, ask());
    assert.strictEqual(network().asked.length, 1);
  });
});
