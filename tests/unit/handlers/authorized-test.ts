import { toAuthError, type AuthErrorCode } from 'latchkey/auth/errors';
import { Response as MirageResponse } from 'miragejs';
import { module, test } from 'qunit';
import { setupTest } from '../../helpers';
import { catchError } from '../../helpers/catch-error';
import { setupRecordedRequests } from '../../helpers/recorded-requests';
import {
  revokeAccessToken,
  setupSignedIn,
  type SignedInContext,
} from '../../helpers/signed-in-part';
import { bearer } from '../../helpers/bearer';

/** A document that no model is needed for. */
const DOCUMENT = { meta: { count: 7 } };

interface CopiedError extends Error {
  code?: AuthErrorCode;
  status?: number;
  content?: { errors?: unknown };
}

module('Unit | handlers | authorized', function (hooks) {
  setupTest(hooks);
  setupSignedIn(hooks);
  const requests = setupRecordedRequests(hooks);

  const answerWith = ({ server }: SignedInContext, response: MirageResponse) =>
    server.get('/api/users', () => response);

  const ask = ({ store }: SignedInContext, url = '/api/users') =>
    store.request<typeof DOCUMENT>({ url });

  /** The library's cache rejects with a copy: it has the error's members, and not its class. */
  async function errorOf(promise: Promise<unknown>): Promise<CopiedError> {
    return catchError<CopiedError>(Error, promise);
  }

  const authorizationOf = ({ session }: SignedInContext) =>
    `Bearer ${bearer(session)?.accessToken}`;

  test('C2 a request of the store reaches the API with the token', async function (this: SignedInContext, assert) {
    answerWith(this, new MirageResponse(200, {}, DOCUMENT));
    const { content, response } = await ask(this);
    assert.deepEqual(content.meta, DOCUMENT.meta);
    assert.strictEqual(response?.status, 200);
    const [request] = requests();
    assert.strictEqual(requests().length, 1);
    assert.strictEqual(request?.method, 'GET');
    assert.strictEqual(
      request?.headers.get('Authorization'),
      authorizationOf(this),
    );
    assert.strictEqual(
      request?.headers.get('Accept'),
      'application/vnd.api+json',
    );
  });

  test('method, headers and body go along', async function (this: SignedInContext, assert) {
    this.server.patch(
      '/api/users/:id',
      () => new MirageResponse(200, {}, DOCUMENT),
    );
    await this.store.request({
      url: '/api/users/7',
      method: 'PATCH',
      headers: new Headers({
        Accept: 'application/json',
        'Content-Type': 'application/vnd.api+json',
      }),
      body: '{"data":{}}',
    });
    const [request] = requests();
    assert.strictEqual(request?.method, 'PATCH');
    assert.strictEqual(request?.body, '{"data":{}}');
    assert.strictEqual(request?.headers.get('Accept'), 'application/json');
    assert.strictEqual(
      request?.headers.get('Content-Type'),
      'application/vnd.api+json',
    );
  });

  test('E1 a refused token is renewed, and the answer to the replay is the result', async function (this: SignedInContext, assert) {
    revokeAccessToken(this);
    const before = authorizationOf(this);
    const { content } = await this.store.request<{ meta: { scope: string } }>({
      url: '/api/users?page[size]=1&filter[search]=nobody-of-that-name',
    });
    assert.strictEqual((content.meta as unknown as { count: number }).count, 0);
    assert.deepEqual(
      requests().map(({ method, url }) => `${method} ${url.pathname}`),
      ['GET /api/users', 'POST /oauth/token', 'GET /api/users'],
    );
    assert.notStrictEqual(authorizationOf(this), before);
    assert.strictEqual(
      requests()[2]?.headers.get('Authorization'),
      authorizationOf(this),
    );
    assert.strictEqual(this.session.epoch, 1);
  });

  test('E3 five at once are one renewal', async function (this: SignedInContext, assert) {
    revokeAccessToken(this);
    await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        ask(this, `/api/users?page[number]=${index + 90}`),
      ),
    );
    const renewals = requests().filter(
      ({ url }) => url.pathname === '/oauth/token',
    );
    assert.strictEqual(renewals.length, 1);
    assert.strictEqual(requests().length, 11);
  });

  test('E2 refused for good, the session ends', async function (this: SignedInContext, assert) {
    answerWith(this, new MirageResponse(401));
    assert.strictEqual((await errorOf(ask(this))).code, 'session-ended');
    assert.strictEqual(this.session.status, 'ended');
  });

  test('E2 five refused for good at once end the session once', async function (this: SignedInContext, assert) {
    answerWith(this, new MirageResponse(401));
    const { epoch } = this.session;
    for (const outcome of await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) =>
        ask(this, `/api/users?page[number]=${index + 90}`),
      ),
    )) {
      assert.strictEqual(outcome.status, 'rejected');
      const reason: unknown = (outcome as PromiseRejectedResult).reason;
      const { code = '' } = reason as CopiedError;
      // Who comes late finds that the session is another one, or none.
      assert.true(['session-ended', 'session-changed'].includes(code), code);
    }
    assert.strictEqual(this.session.epoch, epoch + 1);
    assert.strictEqual(this.session.status, 'ended');
  });

  test('C3 another host is not asked', async function (this: SignedInContext, assert) {
    for (const url of [
      'https://evil.example/x',
      '//evil.example/x',
      '/oauth/token',
    ]) {
      assert.strictEqual((await errorOf(ask(this, url))).code, 'foreign-url');
    }
    assert.strictEqual(requests().length, 0);
  });

  for (const status of [400, 403, 404, 409, 422, 500, 503]) {
    test(`I7 a ${status} is an ApiError, with its status and what the document says`, async function (this: SignedInContext, assert) {
      const document = { errors: [{ title: 'No', status: String(status) }] };
      answerWith(this, new MirageResponse(status, {}, document));
      const error = await errorOf(ask(this));
      assert.strictEqual(error.name, 'ApiError');
      assert.strictEqual(error.status, status);
      assert.deepEqual(error.content?.errors, document.errors);
      assert.strictEqual(this.session.status, 'active');
    });
  }

  test('I7 an HTTP error of HTML, or without a body, is an ApiError without content', async function (this: SignedInContext, assert) {
    for (const body of ['<html>Bad gateway', '', '[]', 'null', '{}']) {
      answerWith(this, new MirageResponse(502, {}, body));
      const error = await errorOf(ask(this));
      assert.strictEqual(error.name, 'ApiError');
      assert.strictEqual(error.status, 502);
      assert.notOk(JSON.stringify(error.content ?? {}).includes('html'));
      assert.notOk(error.message.includes('html'), 'I6');
    }
  });

  test('I7 an HTTP error of JSON that is no object is an ApiError', async function (this: SignedInContext, assert) {
    for (const body of ['"oops"', '42', 'true']) {
      answerWith(this, new MirageResponse(500, {}, body));
      const error = await errorOf(ask(this));
      assert.strictEqual(error.name, 'ApiError', body);
    }
  });

  test('I7 a 200 that is no document rejects, and the session stays', async function (this: SignedInContext, assert) {
    for (const body of ['<html>Sign in to the Wi-Fi', '"oops"', '42']) {
      answerWith(this, new MirageResponse(200, {}, body));
      const error = await errorOf(ask(this));
      assert.strictEqual(error.code, 'bad-answer', body);
    }
    assert.strictEqual(this.session.status, 'active');
  });

  test('I7 what the cache rejects with still has a code that a page can show', async function (this: SignedInContext, assert) {
    const code = async (url?: string) =>
      toAuthError(await errorOf(ask(this, url))).code;

    assert.strictEqual(await code('https://evil.example/'), 'foreign-url');
    answerWith(this, new MirageResponse(0));
    assert.strictEqual(await code('/api/users?page[number]=1'), 'unreachable');
    answerWith(this, new MirageResponse(503));
    assert.strictEqual(await code('/api/users?page[number]=2'), 'server-error');
    answerWith(this, new MirageResponse(401));
    assert.strictEqual(
      await code('/api/users?page[number]=3'),
      'session-ended',
    );
  });

  test('a request that is given up is rejected', async function (this: SignedInContext, assert) {
    answerWith(this, new MirageResponse(200, {}, DOCUMENT));
    const future = ask(this);
    future.abort('the page was left');
    await catchError(Error, future);
    assert.strictEqual(this.session.status, 'active');
  });
});
