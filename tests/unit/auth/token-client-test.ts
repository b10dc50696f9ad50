import {
  AuthError,
  NetworkError,
  TokenEndpointError,
} from 'latchkey/auth/errors';
import type { BearerSession } from 'latchkey/auth/session-data';
import {
  createTokenClient,
  type TokenClient,
  type TokenClientSettings,
} from 'latchkey/auth/token-client';
import { module, test } from 'qunit';
import passwords from '../../fixtures/passwords.json';
import tokenResponses from '../../fixtures/token-responses.json';
import { catchError } from '../../helpers/catch-error';
import {
  Deferred,
  json,
  setupStubbedFetch,
  type Answer,
  type AskedRequest,
} from '../../helpers/stub-fetch';
import { setupStubbedTimeouts } from '../../helpers/stub-timeouts';
import { buildTokenAnswer, trickle } from '../../helpers/token-answers';

const NOW = Date.UTC(2026, 0, 1);
const SECOND = 1_000;

const settings: TokenClientSettings = {
  clientId: 'latchkey',
  scope: undefined,
  tokenEndpoint: 'https://id.example/oauth/token',
  revocationEndpoint: 'https://id.example/oauth/revoke',
};

const session: BearerSession = {
  kind: 'bearer',
  provider: 'password',
  accessToken: 'old-access',
  refreshToken: 'old-refresh',
  expiresAt: NOW - 1,
  scope: 'profile users',
};

const good = {
  access_token: 'a',
  token_type: 'Bearer',
  expires_in: 3_600,
  refresh_token: 'r',
};

/** What `choice` rows of the fixture come to here. */
const CHOICES: Record<string, 'accept' | 'fail-keep'> = {
  T27: 'fail-keep', // a negative lifetime
  T29: 'fail-keep', // a lifetime that is no number
  T31: 'accept', // a fraction of a second
  T35: 'fail-keep', // an infinite lifetime
  T41: 'accept', // a null member counts as absent
  T47: 'accept', // a byte order mark
  T53: 'accept', // JSON with another content type
};

type Verdict = 'accept' | 'fail-keep' | 'fail-end';

interface Outcome {
  verdict: Verdict;
  accessToken?: string;
  /** The error's class and code. */
  error?: string;
}

module('Unit | auth | token client', function (hooks) {
  const network = setupStubbedFetch(hooks);
  const timeouts = setupStubbedTimeouts(hooks);
  let isOnline: boolean;

  hooks.beforeEach(function () {
    isOnline = true;
  });

  function makeClient(overrides: Partial<TokenClientSettings> = {}) {
    return createTokenClient(
      { ...settings, ...overrides },
      { now: () => NOW, isOnline: () => isOnline },
    );
  }

  const methods: Record<
    string,
    (client: TokenClient) => Promise<BearerSession>
  > = {
    'the password grant': (client) =>
      client.passwordGrant('password', { username: 'u', password: 'p' }),
    'a renewal': (client) => client.refresh(session),
  };

  const form = (request: AskedRequest | undefined) =>
    Object.fromEntries(new URLSearchParams(request?.body));

  const signIn = () => methods['the password grant']!(makeClient());
  const renew = () => makeClient().refresh(session);

  /** How an answer is taken. An error says itself whether the session is over. */
  async function outcomeOf(promise: Promise<BearerSession>): Promise<Outcome> {
    try {
      return { verdict: 'accept', accessToken: (await promise).accessToken };
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      const isEnd = error instanceof TokenEndpointError && error.endsSession;
      return {
        verdict: isEnd ? 'fail-end' : 'fail-keep',
        error: `${error.constructor === NetworkError ? 'NetworkError' : 'TokenEndpointError'} ${error.code}`,
      };
    }
  }

  const verdictOf = async (promise: Promise<BearerSession>) =>
    (await outcomeOf(promise)).verdict;

  module('answers of any shape', function () {
    for (const { id, name, expect, ...response } of tokenResponses) {
      for (const [method, ask] of Object.entries(methods)) {
        test(`I1 ${id} ${name}: ${method}`, async function (assert) {
          const { answer, code, isLate } = buildTokenAnswer(id, response, NOW);
          network().answer = answer;
          const outcome = outcomeOf(ask(makeClient()));
          if (isLate) {
            await network().arrived(1);
            timeouts().runOut();
          }
          assert.deepEqual(
            await outcome,
            expected(id, { method, expect, code, body: response.body }),
          );
          assert.strictEqual(network().asked.length, 1, 'asked once');
        });
      }
    }

    test('I1 each choice of the list has been made', function (assert) {
      const open = tokenResponses.filter(({ expect }) => expect === 'choice');
      assert.deepEqual(
        open.map(({ id }) => id),
        Object.keys(CHOICES),
      );
    });

    test('I1 the server and the body have ten seconds together', async function (assert) {
      network().answer = () => json(200, good);
      await signIn();
      await renew();
      assert.deepEqual(timeouts().asked, [10 * SECOND, 10 * SECOND]);
    });

    test('I1 only the errors of RFC 6749 section 5.2 end a session, and only with 400 or 401', async function (assert) {
      const verdict = (status: number, body: unknown) => {
        network().answer = () => json(status, body);
        return verdictOf(renew());
      };
      for (const error of [
        'invalid_grant',
        'invalid_client',
        'unauthorized_client',
        'invalid_scope',
        'unsupported_grant_type',
        'invalid_request',
      ]) {
        for (const status of [400, 401]) {
          assert.strictEqual(await verdict(status, { error }), 'fail-end');
        }
        for (const status of [200, 201, 402, 403, 404, 418, 429, 500, 503]) {
          assert.strictEqual(
            await verdict(status, { error }),
            'fail-keep',
            `${status} ${error}`,
          );
        }
      }
      for (const body of [
        { error: 'temporarily_unavailable' },
        { error: 'server_error' },
        { error: 'constructor' },
        { error: ['invalid_grant'] },
        { error: { code: 'invalid_grant' } },
        { error: 'INVALID_GRANT' },
        { error: 'invalid_grant ' },
        { Error: 'invalid_grant' },
        { error_description: 'invalid_grant' },
        [{ error: 'invalid_grant' }],
        'invalid_grant',
        null,
      ]) {
        assert.strictEqual(
          await verdict(400, body),
          'fail-keep',
          JSON.stringify(body),
        );
      }
    });

    test('I1 an error that a prototype lends does not count', async function (assert) {
      network().answer = () =>
        new Response('{"__proto__":{"error":"invalid_grant"}}', {
          status: 400,
        });
      assert.strictEqual(await verdictOf(renew()), 'fail-keep');
    });

    test('I1 a member that a prototype lends is no token', async function (assert) {
      network().answer = () =>
        new Response(
          '{"__proto__":{"access_token":"a"},"token_type":"Bearer"}',
        );
      assert.strictEqual(await verdictOf(renew()), 'fail-keep');
    });

    test('I1 an error that is called like a member of every object is one that nobody knows', async function (assert) {
      for (const error of ['constructor', 'toString', '__proto__']) {
        network().answer = () => json(400, { error });
        const refused = await catchError(
          TokenEndpointError,
          makeClient({
            identityProviderGrantType: 'urn:of-the-test',
          }).redeemCode({
            provider: 'google',
            code: 'c',
            redirectUri: 'https://app.example/login/callback/google',
            codeVerifier: 'v',
            nonce: 'n',
            state: 's',
            issuer: undefined,
          }),
        );
        assert.strictEqual(refused.code, 'refused', error);
      }
    });

    test('I3 a body that streams without end is cut off at 64 kB', async function (assert) {
      let sent = 0;
      let isCancelled = false;
      network().answer = () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              sent += 1_024;
              controller.enqueue(new Uint8Array(1_024).fill(0x20));
            },
            cancel() {
              isCancelled = true;
            },
          }),
        );
      const error = await catchError(TokenEndpointError, renew());
      assert.strictEqual(error.code, 'bad-answer');
      assert.false(error.endsSession);
      assert.true(isCancelled);
      assert.true(sent <= 70_000, `${sent} bytes`);
    });

    test('I3 64 kB are read, one byte more is not', async function (assert) {
      const padded = (length: number) => {
        const text = JSON.stringify({ ...good, x: '' });
        const padding = 'a'.repeat(length - text.length);
        return JSON.stringify({ ...good, x: padding });
      };
      network().answer = () => new Response(padded(65_536));
      assert.strictEqual(await verdictOf(renew()), 'accept');
      network().answer = () => new Response(padded(65_537));
      assert.strictEqual(await verdictOf(renew()), 'fail-keep');
    });

    test('I3 the size is counted in bytes, not in characters', async function (assert) {
      network().answer = () =>
        json(200, { ...good, x: '\u65e5'.repeat(30_000) });
      assert.strictEqual(await verdictOf(renew()), 'fail-keep');
    });

    test('I3 a body that comes drop by drop is given up when the time is over', async function (assert) {
      network().answer = ({ request }) =>
        new Response(trickle(request.signal, '{"access_token":'));
      const promise = renew();
      await network().arrived(1);
      timeouts().runOut();
      const error = await catchError(NetworkError, promise);
      assert.strictEqual(error.code, 'timeout');
    });

    test('I3 a body that breaks off keeps the session', async function (assert) {
      network().answer = () => {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) =>
            controller.error(new TypeError('network error')),
        });
        return new Response(body);
      };
      const error = await catchError(NetworkError, renew());
      assert.strictEqual(error.code, 'unreachable');
      isOnline = false;
      assert.strictEqual(
        (await catchError(NetworkError, renew())).code,
        'offline',
      );
    });

    test('I3 deep nesting in a member that nobody reads does no harm', async function (assert) {
      const deep = `${'['.repeat(25_000)}${']'.repeat(25_000)}`;
      network().answer = () =>
        new Response(`{"access_token":"a","token_type":"Bearer","x":${deep}}`);
      assert.strictEqual(await verdictOf(renew()), 'accept');
    });

    test('I4 the token type is bearer in any case, and must be there', async function (assert) {
      for (const token_type of ['Bearer', 'bearer', 'BEARER', 'bEaReR']) {
        network().answer = () => json(200, { ...good, token_type });
        assert.strictEqual(await verdictOf(renew()), 'accept', token_type);
      }
      for (const token_type of [
        undefined,
        null,
        '',
        'DPoP',
        'mac',
        'N_A',
        'bearer ',
        'Bearer token',
        'bearers',
        ['Bearer'],
        true,
      ]) {
        network().answer = () => json(200, { ...good, token_type });
        assert.strictEqual(
          await verdictOf(renew()),
          'fail-keep',
          JSON.stringify(token_type),
        );
      }
    });

    test('I5 a lifetime counts from now; without one the token is used until it is refused', async function (assert) {
      const expiry = async (expires_in: unknown) => {
        network().answer = () => json(200, { ...good, expires_in });
        return (await renew()).expiresAt;
      };
      assert.strictEqual(await expiry(3_600), NOW + 3_600 * SECOND);
      assert.strictEqual(await expiry('3600'), NOW + 3_600 * SECOND);
      assert.strictEqual(await expiry(1.5), NOW + 1.5 * SECOND);
      assert.strictEqual(await expiry(0), NOW);
      assert.strictEqual(await expiry(2_592_000), NOW + 2_592_000 * SECOND);
      assert.strictEqual(await expiry(undefined), undefined);
      assert.strictEqual(await expiry(null), undefined);
    });

    test('I5 a lifetime beyond all numbers is refused: nothing could be stored of it', async function (assert) {
      for (const expires_in of [1e306, '1e306', 'Infinity']) {
        network().answer = () => json(200, { ...good, expires_in });
        assert.strictEqual(await verdictOf(signIn()), 'fail-keep');
        assert.strictEqual(await verdictOf(renew()), 'fail-keep');
      }
    });

    test('I5 a renewal without a lifetime does not keep the old expiry', async function (assert) {
      network().answer = () =>
        json(200, { access_token: 'a', token_type: 'Bearer' });
      assert.notOk('expiresAt' in (await renew()));
    });

    test('I6 no text of the server, no token and no password gets into an error', async function (assert) {
      const secret = 's3cret';
      for (const answer of [
        () => json(400, { error: 'invalid_grant', error_description: secret }),
        () => json(400, { error: secret }),
        () => json(401, { error: 'invalid_client', error_description: secret }),
        () => new Response(`<html>${secret}`, { status: 500 }),
        () => json(200, { ...good, access_token: `${secret} ` }),
        () => json(200, { ...good, token_type: secret }),
        () => json(429, { error: secret }),
      ]) {
        network().answer = answer;
        for (const promise of [
          makeClient().refresh({ ...session, refreshToken: secret }),
          makeClient().passwordGrant('password', {
            username: secret,
            password: secret,
          }),
        ]) {
          const error = await catchError(AuthError, promise);
          assert.notOk(error.message.includes(secret), error.message);
          assert.notOk(error.message.includes('<html>'), error.message);
        }
      }
    });

    for (const [name, members] of Object.entries({
      'an id_token': { id_token: 'not.a.jwt' },
      'an id_token that is no text': { id_token: 7 },
      'unknown members': { foo: 'bar', constructor: 1, toString: null },
      'null members': { refresh_token: null, scope: null, expires_in: null },
      'an error that is null and one that is absent': { errors: [] },
      "ember-simple-auth's own key": { authenticator: 'authenticator:evil' },
    })) {
      test(`I1 ${name}: taken without harm, and nothing of it is kept`, async function (assert) {
        network().answer = () =>
          json(200, { access_token: 'a', token_type: 'Bearer', ...members });
        assert.deepEqual(await signIn(), {
          kind: 'bearer',
          provider: 'password',
          accessToken: 'a',
          issuedAt: NOW,
        });
      });
    }

    test('I1 refresh token and scope of another kind than text are refused', async function (assert) {
      for (const members of [
        { refresh_token: 7 },
        { refresh_token: '' },
        { refresh_token: ['r'] },
        { refresh_token: 'r\u00e9' },
        { scope: ['users'] },
        { scope: 7 },
        { error: null, error_description: 'x', access_token: null },
      ]) {
        network().answer = () => json(200, { ...good, ...members });
        assert.strictEqual(
          await verdictOf(renew()),
          'fail-keep',
          JSON.stringify(members),
        );
      }
    });

    test('C6 a token that could split a header is refused', async function (assert) {
      for (const token of [
        'a\r\nX-Evil: 1',
        'a\nb',
        'a b',
        ' a',
        'a ',
        'a\u0000',
        'a\u00e9',
        'a\u2028',
        'a,b',
        'a"b',
        'a=b',
        '=',
        '',
        'a'.repeat(16_385),
      ]) {
        network().answer = () => json(200, { ...good, access_token: token });
        assert.strictEqual(
          await verdictOf(signIn()),
          'fail-keep',
          JSON.stringify(token.slice(0, 40)),
        );
      }
      for (const token of ['a', 'aZ09-._~+/==', 'a'.repeat(16_384)]) {
        network().answer = () => json(200, { ...good, access_token: token });
        assert.strictEqual((await signIn()).accessToken, token);
      }
    });

    test('C6 a refresh token of control characters is refused', async function (assert) {
      for (const refresh_token of ['r\r\n', 'r\u0000', 'r\u007f', 'r\u2028']) {
        network().answer = () => json(200, { ...good, refresh_token });
        assert.strictEqual(await verdictOf(renew()), 'fail-keep');
      }
    });
  });

  module('the password grant', function () {
    test('asks as RFC 6749 section 4.3 says', async function (assert) {
      network().answer = () => json(200, { ...good, scope: 'users' });
      const result = await makeClient().passwordGrant('password', {
        username: 'demo@latchkey.test',
        password: 'open-sesame-42',
      });
      const { last } = network();
      assert.strictEqual(last.url, settings.tokenEndpoint);
      assert.strictEqual(last.method, 'POST');
      assert.strictEqual(
        last.header('Content-Type'),
        'application/x-www-form-urlencoded;charset=UTF-8',
      );
      assert.strictEqual(last.header('Authorization'), null);
      assert.deepEqual(form(last), {
        grant_type: 'password',
        username: 'demo@latchkey.test',
        password: 'open-sesame-42',
        client_id: 'latchkey',
      });
      assert.notStrictEqual(last.request.redirect, 'follow');
      assert.deepEqual(result, {
        kind: 'bearer',
        provider: 'password',
        accessToken: 'a',
        refreshToken: 'r',
        issuedAt: NOW,
        expiresAt: NOW + 3_600 * SECOND,
        scope: 'users',
      });
    });

    test('asks for the scope of the settings', async function (assert) {
      network().answer = () => json(200, good);
      await methods['the password grant']!(
        makeClient({ scope: 'profile users' }),
      );
      assert.strictEqual(form(network().last)['scope'], 'profile users');
    });

    test('asks over plain http where the settings have let it through', async function (assert) {
      network().answer = () => json(200, good);
      const tokenEndpoint = 'http://localhost:3000/oauth/token';
      await methods['the password grant']!(makeClient({ tokenEndpoint }));
      assert.strictEqual(network().last.url, tokenEndpoint);
    });

    for (const password of passwords.flatMap(buildPasswords)) {
      const shown = `${JSON.stringify(password.slice(0, 30))} (${password.length})`;

      test(`J3 the password ${shown} reaches the server byte for byte`, async function (assert) {
        network().answer = () => json(200, good);
        await makeClient().passwordGrant('password', {
          username: ` ${password.slice(0, 100)}`,
          password,
        });
        const sent = new URLSearchParams(network().last.body);
        // Compared here, so that a failure does not print a megabyte.
        const isSame = sent.get('password') === password;
        assert.true(isSame, 'the same text');
        assert.deepEqual(
          [...sent.keys()].sort(),
          ['client_id', 'grant_type', 'password', 'username'],
          'and nothing beside it',
        );
        assert.deepEqual(sent.getAll('password').length, 1);
        assert.strictEqual(sent.get('username'), ` ${password.slice(0, 100)}`);
        assert.strictEqual(sent.get('client_id'), 'latchkey');
        assert.notOk(network().last.url.includes('?'));
      });
    }

    for (const [name, answer] of Object.entries({
      invalid_grant: () => json(400, { error: 'invalid_grant' }),
      'invalid_grant with 401': () => json(401, { error: 'invalid_grant' }),
      invalid_request: () => json(400, { error: 'invalid_request' }),
      '401 of HTML': () => new Response('<html>', { status: 401 }),
      '401 without a body': () => new Response(null, { status: 401 }),
      '401 with a JSON:API error': () =>
        json(401, { errors: [{ title: 'no' }] }),
      '401 with an error that is an object': () =>
        json(401, { error: { message: 'no' } }),
    })) {
      test(`J5 a wrong password, answered as ${name}, is one`, async function (assert) {
        network().answer = answer;
        const error = await catchError(TokenEndpointError, signIn());
        assert.strictEqual(error.code, 'invalid-credentials');
      });
    }

    test('J5 a client that may not ask is no wrong password', async function (assert) {
      for (const [status, error] of [
        [401, 'invalid_client'],
        [400, 'unauthorized_client'],
        [400, 'unsupported_grant_type'],
        [400, 'invalid_scope'],
      ] as const) {
        network().answer = () => json(status, { error });
        const refused = await catchError(TokenEndpointError, signIn());
        assert.strictEqual(refused.code, 'refused', error);
        assert.strictEqual(refused.error, error);
      }
    });

    test('J5 403 and 404 without JSON are no wrong password', async function (assert) {
      for (const status of [403, 404, 400, 413]) {
        network().answer = () => new Response('<html>', { status });
        const error = await catchError(TokenEndpointError, signIn());
        assert.strictEqual(error.code, 'bad-answer', String(status));
      }
    });

    test('J6 too many attempts: the wait that the server asks for is told', async function (assert) {
      const MINUTE = 60 * SECOND;
      const wait = async (header: string | undefined, status = 429) => {
        network().answer = () =>
          json(
            status,
            {},
            header === undefined ? {} : { 'Retry-After': header },
          );
        const error = await catchError(TokenEndpointError, signIn());
        assert.strictEqual(
          error.code,
          status === 429 ? 'rate-limited' : 'server-error',
        );
        assert.false(error.endsSession);
        return error.retryAfter;
      };
      assert.strictEqual(await wait('17'), 17 * SECOND);
      assert.strictEqual(await wait('0'), 0);
      assert.strictEqual(await wait(' 17 '), 17 * SECOND);
      assert.strictEqual(
        await wait(new Date(NOW + MINUTE).toUTCString()),
        MINUTE,
      );
      assert.strictEqual(await wait('86400'), 5 * MINUTE);
      assert.strictEqual(await wait('9'.repeat(30)), 5 * MINUTE);
      assert.strictEqual(
        await wait(new Date(NOW + 86_400 * SECOND).toUTCString()),
        5 * MINUTE,
      );
      for (const garbage of [
        undefined,
        '',
        'soon',
        '-5',
        '1.5',
        '0x10',
        '1e3',
        '12 seconds',
        new Date(NOW - MINUTE).toUTCString(),
      ]) {
        assert.strictEqual(await wait(garbage), 30 * SECOND, String(garbage));
      }
      assert.strictEqual(await wait('17', 503), 17 * SECOND);
    });

    test('D13 a date is meant by the server’s clock, where it tells it', async function (assert) {
      const HOUR = 3_600 * SECOND;
      const wait = async (date: string) => {
        // The server's clock is an hour ahead of ours, or a day behind it.
        for (const skew of [HOUR, -24 * HOUR]) {
          network().answer = () =>
            json(
              429,
              {},
              {
                'Retry-After': new Date(NOW + skew + 20 * SECOND).toUTCString(),
                Date: date || new Date(NOW + skew).toUTCString(),
              },
            );
          const error = await catchError(TokenEndpointError, renew());
          waits.push((error.retryAfter ?? 0) / SECOND);
        }
      };
      const waits: number[] = [];
      await wait('');
      assert.deepEqual(waits, [20, 20]);
      await wait('yesterday, I think');
      assert.deepEqual(
        waits.slice(2),
        [300, 30],
        'bounded where nobody knows better',
      );
    });

    test('J7 a server in trouble asks for no wait that it has not named', async function (assert) {
      for (const status of [500, 502, 503, 504]) {
        network().answer = () => new Response('<html>', { status });
        const error = await catchError(TokenEndpointError, signIn());
        assert.strictEqual(error.code, 'server-error');
        assert.strictEqual(error.retryAfter, undefined);
      }
    });

    test('J7 offline and unreachable are told apart', async function (assert) {
      assert.strictEqual(
        (await catchError(NetworkError, signIn())).code,
        'unreachable',
      );
      isOnline = false;
      assert.strictEqual(
        (await catchError(NetworkError, signIn())).code,
        'offline',
      );
    });

    test('J8 given up before the answer, it is rejected with the caller’s reason', async function (assert) {
      network().answer = () => new Promise<Response>(() => {});
      const { promise, reason, abort } = signInThatCanBeGivenUp();
      await network().arrived(1);
      abort();
      assert.strictEqual(await catchError(AuthError, promise), reason);
    });

    test('J8 given up before it began, nothing is sent', async function (assert) {
      const { promise, reason, abort } = signInThatCanBeGivenUp();
      abort();
      assert.strictEqual(await catchError(AuthError, promise), reason);
      assert.strictEqual(network().asked.length, 0);
    });

    test('J8 given up while the body arrives, it is rejected with the caller’s reason and not as a lost connection', async function (assert) {
      const isReading = new Deferred();
      network().answer = ({ request }) =>
        new Response(trickle(request.signal, '{', () => isReading.resolve()));
      const { promise, reason, abort } = signInThatCanBeGivenUp();
      await isReading.promise;
      abort();
      assert.strictEqual(await catchError(AuthError, promise), reason);
    });

    function signInThatCanBeGivenUp() {
      const controller = new AbortController();
      const reason = new AuthError('cancelled', 'Another sign-in began.');
      const promise = makeClient().passwordGrant(
        'password',
        { username: 'u', password: 'p' },
        controller.signal,
      );
      return { promise, reason, abort: () => controller.abort(reason) };
    }
  });

  module('a renewal', function () {
    test('asks as RFC 6749 section 6 says', async function (assert) {
      network().answer = () => json(200, good);
      await renew();
      assert.strictEqual(network().last.url, settings.tokenEndpoint);
      assert.strictEqual(network().last.method, 'POST');
      assert.strictEqual(network().last.header('Authorization'), null);
      assert.deepEqual(form(network().last), {
        grant_type: 'refresh_token',
        refresh_token: 'old-refresh',
        client_id: 'latchkey',
      });
    });

    test('D5 a new refresh token takes the place of the old one', async function (assert) {
      network().answer = () => json(200, good);
      assert.deepEqual(await renew(), {
        kind: 'bearer',
        provider: 'password',
        accessToken: 'a',
        refreshToken: 'r',
        issuedAt: NOW,
        expiresAt: NOW + 3_600 * SECOND,
        scope: 'profile users',
      });
    });

    test('D5 without a new refresh token the old one is kept', async function (assert) {
      for (const refresh_token of [undefined, null]) {
        network().answer = () => json(200, { ...good, refresh_token });
        assert.strictEqual((await renew()).refreshToken, 'old-refresh');
      }
    });

    test('D19 a scope that has become smaller is taken over', async function (assert) {
      network().answer = () => json(200, { ...good, scope: 'profile' });
      assert.strictEqual((await renew()).scope, 'profile');
    });

    test('D19 a scope never grows, and once smaller it stays so', async function (assert) {
      const scopeAfter = async (
        before: string | undefined,
        scope: string | undefined,
      ) => {
        network().answer = () => json(200, { ...good, scope });
        const { scope: _, ...rest } = session;
        const asked = before === undefined ? rest : { ...rest, scope: before };
        return (await makeClient().refresh(asked)).scope;
      };
      assert.strictEqual(
        await scopeAfter('profile users', 'profile users admin'),
        'profile users',
      );
      assert.strictEqual(await scopeAfter('profile', 'admin'), '');
      assert.strictEqual(await scopeAfter('', 'admin'), '');
      assert.strictEqual(
        await scopeAfter('profile users', 'users profile'),
        'users profile',
      );
      assert.strictEqual(
        await scopeAfter('profile', undefined),
        'profile',
        'not said: as before (RFC 6749 section 6)',
      );
      assert.strictEqual(await scopeAfter(undefined, 'profile'), 'profile');
      const smaller = await scopeAfter('profile users', 'profile');
      assert.strictEqual(await scopeAfter(smaller, 'profile users'), 'profile');
    });

    const idToken = (claims: unknown) => {
      const [header, payload] = [{ alg: 'none' }, claims].map((part) =>
        btoa(
          String.fromCharCode(
            ...new TextEncoder().encode(JSON.stringify(part)),
          ),
        )
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replace(/=+$/, ''),
      );
      return `${header}.${payload}.signature`;
    };

    /** What a renewal makes of a session that belongs to a subject, or to nobody knows whom. */
    const renewWith = (id_token: unknown, subject?: string) => {
      network().answer = () => json(200, { ...good, id_token });
      return makeClient().refresh({ ...session, ...(subject && { subject }) });
    };

    test('D18 tokens of another subject are refused, and the session stays as it is', async function (assert) {
      for (const sub of ['bob', 'ADA', 'ada ', 'ada\u0000']) {
        const error = await catchError(
          TokenEndpointError,
          renewWith(idToken({ sub }), 'ada'),
        );
        assert.strictEqual(error.code, 'bad-answer');
        assert.false(error.endsSession);
      }
    });

    test('D18 tokens of the same subject are taken, with any letters in its name', async function (assert) {
      for (const sub of ['ada', 'ada>?>?~\u00ff', '\u{1F511}'.repeat(60)]) {
        const { subject } = await renewWith(idToken({ sub }));
        assert.ok(subject);
        const renewed = await renewWith(idToken({ sub, iat: 1 }), subject);
        assert.strictEqual(renewed.accessToken, 'a');
        assert.strictEqual(renewed.subject, subject);
      }
    });

    test('D18 an answer that does not say whose the tokens are leaves it as it was known', async function (assert) {
      for (const token of [
        undefined,
        null,
        7,
        '',
        '...',
        'a.b.c',
        idToken({}),
        idToken(null),
        idToken([]),
        idToken({ sub: 7 }),
        idToken({ sub: '' }),
        idToken({ sub: 'x'.repeat(20_000) }),
        idToken({ sub: ['ada'] }),
      ]) {
        assert.strictEqual((await renewWith(token, 'ada')).subject, 'ada');
        assert.notOk('subject' in (await renewWith(token)));
      }
    });

    test('D21 what began with the sign-in is kept by every renewal: id, end, and browser session', async function (assert) {
      network().answer = () => json(200, good);
      const kept = {
        signInId: 'id',
        endsAt: NOW + 1,
        browserSession: 'browser',
        subject: 'ada',
      };
      const renewed = await makeClient().refresh({ ...session, ...kept });
      assert.deepEqual({ ...renewed, ...kept }, renewed);
      const { browserSession: _, ...lasting } = kept;
      assert.notOk(
        'browserSession' in
          (await makeClient().refresh({ ...session, ...lasting })),
      );
    });

    test('a session without a refresh token is over, and nobody is asked', async function (assert) {
      const { refreshToken: _, ...withoutRefresh } = session;
      const error = await catchError(
        TokenEndpointError,
        makeClient().refresh(withoutRefresh),
      );
      assert.true(error.endsSession);
      assert.strictEqual(network().asked.length, 0);
    });

    test('D16 the token server’s no is told with its code', async function (assert) {
      network().answer = () => json(401, { error: 'invalid_client' });
      const error = await catchError(TokenEndpointError, renew());
      assert.strictEqual(error.code, 'refused');
      assert.strictEqual(error.error, 'invalid_client');
      assert.true(error.endsSession);
    });
  });

  module('a revocation', function () {
    test('F1 tells the refresh token first, then the access token, each with its hint', async function (assert) {
      network().answer = () => new Response(null, { status: 200 });
      await makeClient().revoke(session);
      assert.deepEqual(network().asked.map(form), [
        {
          token: 'old-refresh',
          token_type_hint: 'refresh_token',
          client_id: 'latchkey',
        },
        {
          token: 'old-access',
          token_type_hint: 'access_token',
          client_id: 'latchkey',
        },
      ]);
      for (const { url, method, request } of network().asked) {
        assert.strictEqual(url, settings.revocationEndpoint);
        assert.strictEqual(method, 'POST');
        assert.true(request.keepalive, 'outlives the page');
        assert.strictEqual(request.headers.get('Authorization'), null);
      }
    });

    test('F1 a session without a refresh token revokes its access token', async function (assert) {
      network().answer = () => new Response(null, { status: 200 });
      const { refreshToken: _, ...withoutRefresh } = session;
      await makeClient().revoke(withoutRefresh);
      assert.deepEqual(
        network().asked.map((request) => form(request)['token']),
        ['old-access'],
      );
    });

    test('F1 a server without revocation is not asked', async function (assert) {
      await makeClient({ revocationEndpoint: undefined }).revoke(session);
      assert.strictEqual(network().asked.length, 0);
    });

    for (const [name, answer] of Object.entries<() => Answer>({
      'a 500': () => new Response('<html>', { status: 500 }),
      'a 400': () => json(400, { error: 'unsupported_token_type' }),
      'a 401': () => json(401, { error: 'invalid_client' }),
      'no network': () => Promise.reject(new TypeError('Failed to fetch')),
      'a redirect': () => Response.error(),
    })) {
      test(`F2 ${name} rejects nothing, and the other token is tried too`, async function (assert) {
        network().answer = answer;
        await makeClient().revoke(session);
        assert.strictEqual(network().asked.length, 2);
      });
    }

    test('F2 a server that never answers is given up after three seconds a token', async function (assert) {
      network().answer = () => new Promise<Response>(() => {});
      const revoked = makeClient().revoke(session);
      await network().arrived(1);
      timeouts().runOut();
      await network().arrived(2);
      timeouts().runOut();
      await revoked;
      assert.deepEqual(timeouts().asked, [3 * SECOND, 3 * SECOND]);
    });
  });
});

/** What a row of the fixture must come to. */
function expected(
  id: string,
  row: { method: string; expect: string; code: string; body: string },
): Outcome {
  const verdict = (
    row.expect === 'choice' ? CHOICES[id] : row.expect
  ) as Verdict;
  if (verdict === 'accept') {
    const { access_token } = JSON.parse(
      row.body.replace(/^\ufeff/, ''),
    ) as typeof good;
    return { verdict, accessToken: access_token };
  }
  // At the sign-in a refusal is the answer to a wrong password.
  const isWrongPassword =
    verdict === 'fail-end' && row.method === 'the password grant';
  const code = isWrongPassword ? 'invalid-credentials' : row.code;
  const isOfNetwork = ['unreachable', 'timeout'].includes(code);
  return {
    verdict,
    error: `${isOfNetwork ? 'NetworkError' : 'TokenEndpointError'} ${code}`,
  };
}

/** The fixture's text as it stands, or what it says to build. */
function buildPasswords(text: string): string[] {
  if (text.startsWith('(1 000')) return ['a'.repeat(1_000)];
  if (text.startsWith('(1 MB')) return ['a'.repeat(1_048_576)];
  if (text.startsWith('(72 bytes')) {
    return [`${'a'.repeat(72)}one`, `${'a'.repeat(72)}two`];
  }
  return [text.replace(/ \([^)]*\)$/, '')];
}
