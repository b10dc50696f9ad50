import {
  createAuthorizedFetch,
  type RequestSession,
} from 'latchkey/auth/authorized-fetch';
import {
  ForeignUrlError,
  NetworkError,
  SessionChangedError,
  SessionEndedError,
} from 'latchkey/auth/errors';
import type { BearerSession } from 'latchkey/auth/session-data';
import { module, test } from 'qunit';
import fixture from '../../fixtures/bearer-urls.json';
import { catchError } from '../../helpers/catch-error';
import {
  aborted,
  Deferred,
  json,
  setupStubbedFetch,
  type AskedRequest,
} from '../../helpers/stub-fetch';
import { setupStubbedTimeouts } from '../../helpers/stub-timeouts';

const NOW = Date.UTC(2026, 0, 1);
const USERS = `${fixture.api}users`;

/** A session in a test's hand: renewed, it has the next token. */
class FakeSession implements RequestSession {
  renewals = 0;
  ends = 0;
  current: BearerSession | undefined = {
    kind: 'bearer',
    provider: 'password',
    accessToken: 'token-1',
    refreshToken: 'refresh-1',
    expiresAt: NOW + 60_000,
  };
  currentEpoch = 1;

  data = () => this.current;
  epoch = () => this.currentEpoch;

  renew: (usedToken: string) => Promise<BearerSession> = () => {
    this.renewals += 1;
    return Promise.resolve(this.becomes(`token-${this.renewals + 1}`));
  };

  end = () => {
    this.ends += 1;
    this.current = undefined;
    return Promise.resolve();
  };

  /** Who signs in again; nobody comes back unless a test says so. */
  resumed: (signal?: AbortSignal) => Promise<BearerSession> = () =>
    Promise.reject(new SessionEndedError());

  readonly noted: string[] = [];
  verified = () => void this.noted.push('verified');
  doubted = ({ code }: NetworkError) => void this.noted.push(code);

  becomes(accessToken: string): BearerSession {
    this.current = {
      kind: 'bearer',
      provider: 'password',
      accessToken,
      refreshToken: 'refresh-2',
    };
    return this.current;
  }

  /** Somebody else signs in. */
  switchesTo(accessToken: string): void {
    this.currentEpoch += 1;
    this.becomes(accessToken);
  }
}

const unauthorized = (challenge = 'Bearer error="invalid_token"') =>
  json(401, { errors: [] }, challenge ? { 'WWW-Authenticate': challenge } : {});

const found = () => json(200, { data: [] });

const tokenOf = (request: AskedRequest | undefined) =>
  request?.header('Authorization');

module('Unit | auth | authorized fetch', function (hooks) {
  const network = setupStubbedFetch(hooks);
  const timeouts = setupStubbedTimeouts(hooks);
  let session: FakeSession;
  let isOnline: boolean;

  hooks.beforeEach(function () {
    session = new FakeSession();
    isOnline = true;
  });

  function makeFetch(apiBase = fixture.api) {
    return createAuthorizedFetch(
      { apiBase, currentUserEndpoint: `${apiBase}me` },
      session,
      { now: () => NOW, isOnline: () => isOnline },
    );
  }

  const tokens = () => network().asked.map(tokenOf);

  module('where the token goes', function () {
    for (const text of fixture.neverBearer) {
      const url = /^JSON:API links\S* = (\S+)$/.exec(text)?.[1] ?? text;
      if (/\s/.test(url)) continue;

      test(`C2 C3 ${text} is not asked at all`, async function (assert) {
        // What the page's own origin makes of a path is another matter: see the tests of `isApiUrl`.
        const error = await catchError(Error, makeFetch()(url));
        assert.true(['ForeignUrlError', 'TypeError'].includes(error.name));
        assert.strictEqual(network().asked.length, 0);
      });
    }

    test('C2 a Request with a foreign address is refused, whatever headers come with it', async function (assert) {
      const foreign = 'https://evil.example/v1/x';
      for (const promise of [
        makeFetch()(new Request(foreign)),
        makeFetch()(new URL(foreign)),
        makeFetch()(new Request(foreign), {
          headers: { authorization: 'Bearer token-1' },
        }),
      ]) {
        const error = await catchError(ForeignUrlError, promise);
        assert.strictEqual(error.code, 'foreign-url');
        assert.strictEqual(error.url, foreign);
        assert.notOk(error.message.includes('token-1'));
      }
      assert.strictEqual(network().asked.length, 0);
    });

    test('E8 a foreign address neither renews nor ends the session', async function (assert) {
      network().answer = () => unauthorized();
      await catchError(ForeignUrlError, makeFetch()('https://evil.example/'));
      assert.strictEqual(session.renewals + session.ends, 0);
      assert.notStrictEqual(session.current, undefined);
    });

    for (const url of [
      'https://api.example/v1/x',
      new URL('https://api.example/v1/x'),
      new Request('https://api.example/v1/x'),
    ]) {
      test(`C2 the API gets the token, asked by a ${url.constructor.name}`, async function (assert) {
        network().answer = found;
        const response = await makeFetch()(url);
        assert.strictEqual(response.status, 200);
        assert.deepEqual(tokens(), ['Bearer token-1']);
        assert.strictEqual(network().last.url, 'https://api.example/v1/x');
      });
    }

    test('C2 a path is the API where the app is served from its origin', async function (assert) {
      network().answer = found;
      await makeFetch(`${location.origin}/v1/`)('/v1/x');
      assert.deepEqual(tokens(), ['Bearer token-1']);
      assert.strictEqual(network().last.url, `${location.origin}/v1/x`);
    });

    test('C2 a header of the caller does not take the place of the token', async function (assert) {
      network().answer = found;
      await makeFetch()(USERS, {
        headers: { authorization: 'Basic Zm9vOmJhcg==', accept: 'text/plain' },
      });
      assert.deepEqual(tokens(), ['Bearer token-1']);
      assert.strictEqual(network().last.header('accept'), 'text/plain');
    });

    test('C4 a redirect is an error, also where the caller would follow it', async function (assert) {
      network().answer = found;
      await makeFetch()(USERS);
      await makeFetch()(USERS, { redirect: 'follow' });
      await makeFetch()(new Request(USERS, { redirect: 'follow' }));
      assert.deepEqual(
        network().asked.map(({ request }) => request.redirect),
        ['error', 'error', 'error'],
      );
    });

    test('C4 a redirected request is told as a lost connection, and the session stays', async function (assert) {
      network().answer = () => Promise.reject(new TypeError('Failed to fetch'));
      const error = await catchError(NetworkError, makeFetch()(USERS));
      assert.strictEqual(error.code, 'unreachable');
      assert.strictEqual(network().asked.length, 1);
      assert.strictEqual(session.renewals + session.ends, 0);
    });

    test('C5 the token stands in the header alone', async function (assert) {
      network().answer = found;
      await makeFetch()(USERS, { method: 'POST', body: '{"a":1}' });
      assert.notOk(network().last.url.includes('token-1'));
      assert.strictEqual(network().last.body, '{"a":1}');
    });
  });

  module('a refused token', function () {
    test('E1 is renewed once; the request is made once more and its answer goes to the caller', async function (assert) {
      network().answers(unauthorized, () => json(200, { data: ['ada'] }));
      const response = await makeFetch()(USERS);
      assert.deepEqual(await response.json(), { data: ['ada'] });
      assert.deepEqual(tokens(), ['Bearer token-1', 'Bearer token-2']);
      assert.strictEqual(session.renewals, 1);
      assert.strictEqual(session.ends, 0);
    });

    test('E1 the renewal is told which token was refused', async function (assert) {
      network().answers(unauthorized, found);
      const told: string[] = [];
      session.renew = (usedToken) => {
        told.push(usedToken);
        return Promise.resolve(session.becomes('token-2'));
      };
      await makeFetch()(USERS);
      assert.deepEqual(told, ['token-1']);
    });

    test('E2 refused again, the session ends once and nothing is asked a third time', async function (assert) {
      network().answer = () => unauthorized();
      await catchError(SessionEndedError, makeFetch()(USERS));
      assert.strictEqual(network().asked.length, 2);
      assert.strictEqual(session.renewals, 1);
      assert.strictEqual(session.ends, 1);
    });

    test('E3 twenty requests at once are each made once more, in their order and with their bodies', async function (assert) {
      const renewed = new Deferred<BearerSession>();
      session.renew = () => renewed.promise;
      network().answer = (request) =>
        tokenOf(request) === 'Bearer token-1' ? unauthorized() : found();

      const authorizedFetch = makeFetch();
      const answers = Array.from({ length: 20 }, (_, index) =>
        authorizedFetch(USERS, { method: 'POST', body: `n=${index}` }),
      );
      await network().arrived(20);
      renewed.resolve(session.becomes('token-2'));

      const responses = await Promise.all(answers);
      assert.true(responses.every(({ status }) => status === 200));
      const replays = network().asked.slice(20);
      assert.deepEqual(
        replays.map(({ body }) => body),
        Array.from({ length: 20 }, (_, index) => `n=${index}`),
      );
      assert.true(
        replays.every((request) => tokenOf(request) === 'Bearer token-2'),
      );
    });

    test('E4 an old token is refused while a newer one is there: replayed without renewing', async function (assert) {
      const first = new Deferred<Response>();
      network().answers(() => first.promise, found);
      const answer = makeFetch()(USERS);
      await network().arrived(1);

      session.becomes('token-of-a-sibling');
      first.resolve(unauthorized());

      assert.strictEqual((await answer).status, 200);
      assert.deepEqual(tokens(), [
        'Bearer token-1',
        'Bearer token-of-a-sibling',
      ]);
      assert.strictEqual(session.renewals, 0);
    });

    test('E5 method, headers and body are the same when the request is made once more', async function (assert) {
      for (const body of [
        '{"name":"Ada"}',
        new URLSearchParams({ name: 'Ada' }),
        new Blob(['Ada'], { type: 'text/plain' }),
        new TextEncoder().encode('Ada'),
      ]) {
        session.becomes('token-1');
        session.renewals = 0;
        network().asked.length = 0;
        network().answers(unauthorized, found);

        await makeFetch()(USERS, {
          method: 'PATCH',
          body,
          headers: { 'X-Request': '7' },
        });
        const [first, second] = network().asked;
        assert.strictEqual(second?.method, 'PATCH');
        assert.strictEqual(second?.header('X-Request'), '7');
        assert.strictEqual(
          second?.header('Content-Type'),
          first?.header('Content-Type'),
        );
        assert.strictEqual(second?.body, first?.body);
        assert.true(second?.body.includes('Ada'));
        assert.strictEqual(tokenOf(second), 'Bearer token-2');
      }
    });

    test('E5 a form with a file is the same when the request is made once more', async function (assert) {
      const form = new FormData();
      form.set('name', 'Ada');
      form.set('file', new File(['\u0000\u00ff\r\n'], 'a.bin'));
      network().answers(unauthorized, found);
      await makeFetch()(USERS, { method: 'POST', body: form });

      const [first, second] = network().asked;
      assert.strictEqual(second?.body, first?.body);
      assert.true(second?.body.includes('filename="a.bin"'));
    });

    test('E5 a Request object is not used up: the caller may ask it once more', async function (assert) {
      network().answers(unauthorized, found);
      const response = await makeFetch()(
        new Request(USERS, { method: 'POST', body: 'once' }),
      );
      assert.strictEqual(response.status, 200);
      assert.deepEqual(
        network().asked.map(({ body }) => body),
        ['once', 'once'],
      );
    });

    test('E6 a plain 403 is the page’s matter', async function (assert) {
      for (const body of [
        { errors: [{ title: 'Forbidden', status: '403' }] },
        { errors: [{ title: 'You may not edit this token' }] },
        { errors: [{ title: 'The field is missing' }] },
        { errors: [{ detail: 'The token is invalid' }] },
        { errors: [{ title: 7 }, null, 'token invalid', ['token missing']] },
        { errors: 'token missing' },
        { errors: {} },
        { title: 'token missing' },
        ['token missing'],
        null,
        'token missing',
      ]) {
        network().asked.length = 0;
        network().answer = () => json(403, body);
        const response = await makeFetch()(USERS);
        assert.strictEqual(response.status, 403);
        assert.deepEqual(await response.json(), body, 'still to be read');
        assert.strictEqual(network().asked.length, 1, JSON.stringify(body));
      }
      assert.strictEqual(session.renewals + session.ends, 0);
    });

    test('E6 insufficient_scope passes through with its challenge', async function (assert) {
      const challenge = 'Bearer error="insufficient_scope", scope="users"';
      network().answer = () =>
        json(403, { errors: [] }, { 'WWW-Authenticate': challenge });
      const response = await makeFetch()(USERS);
      assert.strictEqual(response.headers.get('WWW-Authenticate'), challenge);
      assert.strictEqual(network().asked.length, 1);
      assert.strictEqual(session.renewals + session.ends, 0);
    });

    test('E6 a 403 of HTML, without a body, or with far too long a one passes through', async function (assert) {
      for (const body of [
        '<html>Token missing',
        '',
        `{"errors":[{"title":"Token missing"}],"x":"${'a'.repeat(70_000)}"}`,
      ]) {
        network().asked.length = 0;
        network().answer = () => new Response(body, { status: 403 });
        const response = await makeFetch()(USERS);
        assert.strictEqual((await response.text()).length, body.length);
        assert.strictEqual(network().asked.length, 1);
      }
      assert.strictEqual(session.renewals + session.ends, 0);
    });

    test('E6 a 403 whose error title says that the token is missing or invalid counts as a 401', async function (assert) {
      for (const title of [
        'Token missing',
        'Invalid token',
        'Missing or invalid access token',
        'The TOKEN has EXPIRED',
      ]) {
        session = new FakeSession();
        network().asked.length = 0;
        network().answers(
          () => json(403, { errors: [{ status: '403' }, { title }] }),
          found,
        );
        const response = await makeFetch()(USERS);
        assert.strictEqual(response.status, 200, title);
        assert.strictEqual(session.renewals, 1, title);
      }
    });

    test('E7 a 401 is one, whatever its WWW-Authenticate says', async function (assert) {
      for (const challenge of [
        '',
        'Bearer',
        'Bearer realm="x"',
        'bearer error=invalid_token',
        'Bearer error="invalid_request"',
        'Bearer error="insufficient_scope"',
        'Basic realm="x"',
        'Negotiate abc==',
        'Digest nonce="',
        ',,,',
        '"',
        '\\',
        'Bearer error="',
        'Bearer '.repeat(1_000),
        `Bearer error="${'a'.repeat(20_000)}"`,
        '\u00ff\u0080',
      ]) {
        session = new FakeSession();
        network().asked.length = 0;
        network().answers(() => unauthorized(challenge), found);
        const response = await makeFetch()(USERS);
        assert.strictEqual(response.status, 200, challenge.slice(0, 40));
        assert.strictEqual(session.renewals, 1, challenge.slice(0, 40));
      }
    });

    test('E7 invalid_token counts with any status; a challenge that only resembles it does not', async function (assert) {
      const renewals = async (status: number, challenge: string) => {
        session = new FakeSession();
        network().asked.length = 0;
        network().answers(
          () => json(status, {}, { 'WWW-Authenticate': challenge }),
          found,
        );
        await makeFetch()(USERS);
        return session.renewals;
      };
      for (const challenge of [
        'Bearer error="invalid_token"',
        'BEARER error=invalid_token',
        'Bearer realm="x", error="invalid_token", error_description="no"',
      ]) {
        assert.strictEqual(await renewals(400, challenge), 1, challenge);
        assert.strictEqual(await renewals(403, challenge), 1, challenge);
      }
      for (const challenge of [
        'Basic error="invalid_token"',
        'BearerX error="invalid_token"',
        'Bearer error="invalid_request"',
        'Bearer error_description="invalid_token"',
        'Bearer xerror="invalid_token"',
        'invalid_token',
      ]) {
        assert.strictEqual(await renewals(400, challenge), 0, challenge);
      }
    });

    test('E7 a header of thirty thousand random characters crashes nothing and holds nobody up', async function (assert) {
      const alphabet = 'Bearer error="invalid_token", \\=;:\u00e9';
      let seed = 7;
      const next = (limit: number) => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % limit;
      };
      for (let round = 0; round < 200; round += 1) {
        const length = round === 0 ? 30_000 : next(200);
        const challenge = Array.from(
          { length },
          () => alphabet[next(alphabet.length)],
        ).join('');
        session = new FakeSession();
        network().asked.length = 0;
        network().answers(
          () => json(400, {}, { 'WWW-Authenticate': challenge }),
          found,
        );
        const response = await makeFetch()(USERS);
        assert.true([200, 400].includes(response.status));
      }
    });

    test('every other answer passes through as it is', async function (assert) {
      for (const status of [204, 304, 400, 404, 409, 422, 429, 500, 503]) {
        network().asked.length = 0;
        network().answer = () => new Response(null, { status });
        assert.strictEqual((await makeFetch()(USERS)).status, status);
        assert.strictEqual(network().asked.length, 1);
      }
      assert.strictEqual(session.renewals + session.ends, 0);
    });
  });

  module('a token that has run out', function () {
    test('E1 is renewed before the request', async function (assert) {
      session.current = { ...session.current!, expiresAt: NOW };
      network().answer = found;
      await makeFetch()(USERS);
      assert.deepEqual(tokens(), ['Bearer token-2']);
      assert.strictEqual(session.renewals, 1);
    });

    test('is sent as it is one millisecond earlier, without an expiry, and without a refresh token', async function (assert) {
      const base = session.current!;
      const { expiresAt: _, ...withoutExpiry } = base;
      const withoutRefresh = { ...base };
      delete withoutRefresh.refreshToken;
      network().answer = found;
      for (const data of [
        { ...base, expiresAt: NOW + 1 },
        withoutExpiry,
        { ...withoutRefresh, expiresAt: NOW - 1 },
      ]) {
        session.current = data;
        await makeFetch()(USERS);
      }
      assert.deepEqual(new Set(tokens()), new Set(['Bearer token-1']));
      assert.strictEqual(session.renewals, 0);
    });

    test('renewed and then refused, it is renewed once more, and no third request is made', async function (assert) {
      session.current = { ...session.current!, expiresAt: NOW };
      network().answer = () => unauthorized();
      await catchError(SessionEndedError, makeFetch()(USERS));
      assert.strictEqual(network().asked.length, 2);
      assert.strictEqual(session.ends, 1);
    });

    for (const [when, prepare] of [
      [
        'before the request',
        () => {
          session.current = { ...session.current!, expiresAt: NOW };
        },
      ],
      ['after a 401', () => network().answers(unauthorized)],
    ] as const) {
      test(`D11 a network error during the renewal ${when} is thrown and the session kept`, async function (assert) {
        prepare();
        const lost = new NetworkError('offline', 'There is no connection.');
        session.renew = () => Promise.reject(lost);
        const error = await catchError(NetworkError, makeFetch()(USERS));
        assert.strictEqual(error, lost);
        assert.strictEqual(session.ends, 0);
        assert.notStrictEqual(session.current, undefined);
      });
    }
  });

  module('nobody, or somebody else', function () {
    test('without a session nothing is asked', async function (assert) {
      session.current = undefined;
      const error = await catchError(SessionEndedError, makeFetch()(USERS));
      assert.strictEqual(error.code, 'session-ended');
      assert.strictEqual(network().asked.length, 0);
      assert.strictEqual(session.ends, 0);
    });

    test('an answer that comes after the user changed is thrown away', async function (assert) {
      const answer = new Deferred<Response>();
      network().answer = () => answer.promise;
      const promise = makeFetch()(USERS);
      await network().arrived(1);
      session.switchesTo('token-of-bob');
      answer.resolve(found());
      const error = await catchError(SessionChangedError, promise);
      assert.strictEqual(error.code, 'session-changed');
    });

    test('a 401 that comes after the user changed renews nothing and is not replayed', async function (assert) {
      const answer = new Deferred<Response>();
      network().answer = () => answer.promise;
      const promise = makeFetch()(USERS);
      await network().arrived(1);
      session.switchesTo('token-of-bob');
      answer.resolve(unauthorized());
      await catchError(SessionChangedError, promise);
      assert.strictEqual(network().asked.length, 1);
      assert.strictEqual(session.renewals + session.ends, 0);
    });

    test('the answer to the replay is thrown away, too', async function (assert) {
      const replay = new Deferred<Response>();
      network().answers(unauthorized, () => replay.promise);
      const promise = makeFetch()(USERS);
      await network().arrived(2);
      session.switchesTo('token-of-bob');
      replay.resolve(unauthorized());
      await catchError(SessionChangedError, promise);
      assert.strictEqual(session.ends, 0);
    });

    test('the user changes while a 403 is read: the request is not made once more in the name of the next user', async function (assert) {
      const refusal = new SlowRefusal();
      network().answers(() => refusal.response, found);
      const promise = makeFetch()(USERS, { method: 'POST', body: 'pay' });
      await refusal.isRead.promise;
      session.switchesTo('token-of-bob');
      refusal.arrives();
      await catchError(SessionChangedError, promise);
      assert.deepEqual(tokens(), ['Bearer token-1']);
    });

    test('the user changes while the refusal of the replay is read: the next user’s session is not ended', async function (assert) {
      const refusal = new SlowRefusal();
      network().answers(unauthorized, () => refusal.response);
      const promise = makeFetch()(USERS);
      await refusal.isRead.promise;
      session.switchesTo('token-of-bob');
      refusal.arrives();
      await catchError(Error, promise);
      assert.strictEqual(session.ends, 0);
    });

    test('the user changes during the renewal: the request is not made in the name of the next user', async function (assert) {
      network().answers(unauthorized, found);
      session.renew = () => {
        session.switchesTo('token-of-bob');
        return Promise.resolve(session.current!);
      };
      await catchError(SessionChangedError, makeFetch()(USERS));
      assert.deepEqual(tokens(), ['Bearer token-1']);
    });

    test('E9 a request that is given up during a renewal spoils it for nobody else', async function (assert) {
      const renewed = new Deferred<BearerSession>();
      session.renew = () => renewed.promise;
      network().answer = (request) =>
        tokenOf(request) === 'Bearer token-1' ? unauthorized() : found();

      const authorizedFetch = makeFetch();
      const leaving = new AbortController();
      const left = authorizedFetch(USERS, { signal: leaving.signal });
      const stays = authorizedFetch(USERS);
      await network().arrived(2);
      leaving.abort(new DOMException('The page was left.', 'AbortError'));
      renewed.resolve(session.becomes('token-2'));

      const error = await catchError(DOMException, left);
      assert.strictEqual(error.message, 'The page was left.');
      assert.strictEqual((await stays).status, 200);
      assert.strictEqual(network().asked.length, 3, 'one replay');
      assert.strictEqual(session.ends, 0);
    });

    test('E9 a request that is given up on its way is rejected with the caller’s own reason', async function (assert) {
      const controller = new AbortController();
      network().answer = () => new Promise<Response>(() => {});
      const promise = makeFetch()(USERS, { signal: controller.signal });
      await network().arrived(1);
      const reason = new RangeError('enough');
      controller.abort(reason);
      assert.strictEqual(await catchError(RangeError, promise), reason);
    });
  });

  module('while the session has ended under an open page', function () {
    /** The session ends when it is renewed, and its user is back when the test says so. */
    function endAtRenewal() {
      const isWaiting = new Deferred();
      const user = new Deferred<BearerSession>();
      session.renew = () => {
        session.renewals += 1;
        session.current = undefined;
        return Promise.reject(new SessionEndedError());
      };
      session.resumed = async (signal) => {
        isWaiting.resolve();
        return Promise.race([user.promise, aborted(signal!)]);
      };
      return {
        isWaiting: isWaiting.promise,
        isBack: (token = 'token-of-the-same-user') =>
          user.resolve(session.becomes(token)),
        isGone: (error: Error) => user.reject(error),
      };
    }

    const post = (init: RequestInit = {}) =>
      makeFetch()(USERS, { method: 'POST', body: 'pay', ...init });

    test('E5 a write that was refused is made once more when the user is back, and that is all', async function (assert) {
      const user = endAtRenewal();
      network().answers(unauthorized, found);
      const promise = post();
      await user.isWaiting;
      assert.strictEqual(network().asked.length, 1, 'it waits');

      user.isBack();
      assert.strictEqual((await promise).status, 200);
      assert.deepEqual(tokens(), [
        'Bearer token-1',
        'Bearer token-of-the-same-user',
      ]);
      assert.deepEqual(
        network().asked.map(({ body, method }) => [method, body]),
        [
          ['POST', 'pay'],
          ['POST', 'pay'],
        ],
      );
    });

    test('E5 a body of any kind is the same then', async function (assert) {
      const form = new FormData();
      form.set('file', new File(['\u0000\u00ff\r\n'], 'a.bin'));
      for (const body of [
        '{"name":"Ada"}',
        new URLSearchParams({ name: 'Ada' }),
        new Blob(['Ada'], { type: 'text/plain' }),
        new TextEncoder().encode('Ada'),
        form,
      ]) {
        session = new FakeSession();
        network().asked.length = 0;
        const user = endAtRenewal();
        network().answers(unauthorized, found);
        const promise = post({ body });
        await user.isWaiting;
        user.isBack();
        await promise;
        const [first, second] = network().asked;
        assert.strictEqual(second?.body, first?.body);
        assert.strictEqual(
          second?.header('Content-Type'),
          first?.header('Content-Type'),
        );
      }
    });

    test('a request that is made while nobody is there waits, and is sent once', async function (assert) {
      const user = endAtRenewal();
      session.current = undefined;
      network().answer = found;
      const promise = post();
      await user.isWaiting;
      assert.strictEqual(network().asked.length, 0);
      user.isBack();
      assert.strictEqual((await promise).status, 200);
      assert.deepEqual(tokens(), ['Bearer token-of-the-same-user']);
    });

    test('E2 refused also with the token of the new sign-in, it is the page’s matter: one end, and no fourth request', async function (assert) {
      const user = endAtRenewal();
      session.renew = () => Promise.resolve(session.becomes('token-2'));
      network().answer = () => unauthorized();
      const promise = post();
      await user.isWaiting;
      assert.strictEqual(network().asked.length, 2);
      user.isBack();
      assert.strictEqual((await promise).status, 401);
      assert.strictEqual(network().asked.length, 3);
      assert.strictEqual(session.ends, 1);
    });

    test('E9 who gives up while nobody is there is told their own reason, and nothing is sent', async function (assert) {
      const user = endAtRenewal();
      network().answers(unauthorized, found);
      const leaving = new AbortController();
      const promise = post({ signal: leaving.signal });
      await user.isWaiting;
      const reason = new DOMException('The page was left.', 'AbortError');
      leaving.abort(reason);
      assert.strictEqual(await catchError(DOMException, promise), reason);
      user.isBack();
      assert.strictEqual(network().asked.length, 1);
    });

    for (const error of [new SessionEndedError(), new SessionChangedError()]) {
      test(`${error.name} while it waits: it is told, and nothing is sent`, async function (assert) {
        const user = endAtRenewal();
        network().answers(unauthorized, found);
        const promise = post();
        await user.isWaiting;
        user.isGone(error);
        assert.strictEqual(await catchError(Error, promise), error);
        assert.strictEqual(network().asked.length, 1);
      });
    }

    test('A32 the user changes in the moment in which somebody is back: nothing is sent in the next user’s name', async function (assert) {
      const user = endAtRenewal();
      network().answers(unauthorized, found);
      const promise = post();
      await user.isWaiting;
      session.currentEpoch += 1;
      user.isBack('token-of-bob');
      await catchError(SessionChangedError, promise);
      assert.deepEqual(tokens(), ['Bearer token-1']);
    });

    test('a slow request whose token is refused while nobody is there waits, and asks for no renewal', async function (assert) {
      const slow = new Deferred<Response>();
      network().answers(() => slow.promise, found);
      const promise = post();
      await network().arrived(1);
      const user = endAtRenewal();
      session.current = undefined;
      slow.resolve(unauthorized());
      await user.isWaiting;
      assert.strictEqual(session.renewals, 0);
      user.isBack();
      assert.strictEqual((await promise).status, 200);
    });

    test('a slow answer to the old token does not end the session of the user who is back', async function (assert) {
      const slow = new Deferred<Response>();
      network().answers(unauthorized, () => slow.promise, found);
      const promise = post();
      await network().arrived(2);
      // Meanwhile the session has ended by another request, and the same user has signed in again.
      session.becomes('token-of-the-same-user');
      slow.resolve(unauthorized());
      assert.strictEqual((await promise).status, 200);
      assert.strictEqual(session.ends, 0);
      assert.deepEqual(tokens(), [
        'Bearer token-1',
        'Bearer token-2',
        'Bearer token-of-the-same-user',
      ]);
    });
  });

  module('what an answer says of the session', function () {
    const notedAfter = async (answer: () => Response) => {
      session = new FakeSession();
      network().answer = answer;
      await makeFetch()(USERS).catch(() => undefined);
      return session.noted;
    };
    const of = (type: string, status = 200) =>
      new Response(status === 204 ? null : '{}', {
        status,
        headers: type ? { 'Content-Type': type } : {},
      });

    test('JSON of the API, and a 204, say that the token is good', async function (assert) {
      for (const answer of [
        () => of('application/vnd.api+json'),
        () => of('application/json; charset=utf-8'),
        () => of('Application/JSON', 201),
        () => of('', 204),
      ]) {
        assert.deepEqual(await notedAfter(answer), ['verified']);
      }
    });

    test('I8 a page of whoever owns the Wi-Fi, and an error, say nothing', async function (assert) {
      for (const answer of [
        () => of('text/html'),
        () => of(''),
        () => of('text/plain; x=json5'),
        () => of('application/json', 404),
        () => of('application/json', 429),
        () => of('application/json', 503),
      ]) {
        assert.deepEqual(await notedAfter(answer), []);
      }
    });

    test('D12 no answer puts the session in doubt, once for each request', async function (assert) {
      const lost = () => {
        throw new TypeError('Failed to fetch');
      };
      assert.deepEqual(await notedAfter(lost), ['unreachable']);
      isOnline = false;
      assert.deepEqual(await notedAfter(lost), ['offline']);
    });

    test('E9 a request that was given up says nothing of the network', async function (assert) {
      network().answer = () => new Promise<Response>(() => {});
      const controller = new AbortController();
      const promise = makeFetch()(USERS, { signal: controller.signal });
      await network().arrived(1);
      controller.abort(new RangeError('enough'));
      await catchError(RangeError, promise);
      assert.deepEqual(session.noted, []);
    });

    test('A32 what comes of the request of the one before says nothing of the next one’s session', async function (assert) {
      for (const settle of [
        (answer: Deferred<Response>) => answer.resolve(found()),
        (answer: Deferred<Response>) => answer.reject(new TypeError('lost')),
      ]) {
        session = new FakeSession();
        network().asked.length = 0;
        const answer = new Deferred<Response>();
        network().answer = () => answer.promise;
        const promise = makeFetch()(USERS);
        await network().arrived(1);
        session.switchesTo('token-of-bob');
        settle(answer);
        await catchError(SessionChangedError, promise);
        assert.deepEqual(session.noted, []);
      }
    });
  });

  module('the network', function () {
    test('a server that never answers is given up within half a minute', async function (assert) {
      network().answer = () => new Promise<Response>(() => {});
      const promise = makeFetch()(USERS);
      await network().arrived(1);
      assert.deepEqual(timeouts().asked, [30_000]);
      timeouts().runOut();
      const error = await catchError(NetworkError, promise);
      assert.strictEqual(error.code, 'timeout');
      assert.strictEqual(session.ends, 0);
    });

    test('offline and unreachable are told apart', async function (assert) {
      const online = await catchError(NetworkError, makeFetch()(USERS));
      assert.strictEqual(online.code, 'unreachable');
      isOnline = false;
      const offline = await catchError(NetworkError, makeFetch()(USERS));
      assert.strictEqual(offline.code, 'offline');
      assert.true(offline.cause instanceof TypeError);
    });
  });
});

/** A 403 about the token, whose body comes when the test says so. */
class SlowRefusal {
  readonly isRead = new Deferred();
  readonly #body = new Deferred();

  readonly response = new Response(
    new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          this.isRead.resolve();
          await this.#body.promise;
          controller.enqueue(
            new TextEncoder().encode(
              '{"errors":[{"title":"The token is invalid"}]}',
            ),
          );
          controller.close();
        },
      },
      { highWaterMark: 0 },
    ),
    { status: 403 },
  );

  arrives(): void {
    this.#body.resolve();
  }
}
