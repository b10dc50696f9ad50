import { module, test } from 'qunit';
import { Response } from 'miragejs';
import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../../contract/index.ts';
import {
  createSimulatedServer,
  type SimulatedServer,
  type SimulatedServerOptions,
} from '../../mirage/server.ts';
import { userId } from '../../mirage/user-id.ts';

const API_ORIGIN = 'https://api.example';

interface TokenAnswer {
  access_token: string;
  refresh_token: string;
}

module('Simulated server', function (hooks) {
  let server: SimulatedServer | undefined;

  function simulate(options: SimulatedServerOptions = {}): SimulatedServer {
    server?.shutdown();
    server = createSimulatedServer({ scenario: 'few-users', ...options });
    return server;
  }

  hooks.afterEach(function () {
    server?.shutdown();
    server = undefined;
  });

  test('a request that nobody has thought of is refused, and fails the test', async function (assert) {
    simulate();

    for (const url of [
      '/api/nowhere',
      '/assets/some.json',
      'https://elsewhere.example/api/status',
    ]) {
      const { error, reported } = await failureOf(() => fetch(url));

      assert.true(String(error).includes(url), url);
      assert.strictEqual(reported, error, 'the page is told');
    }
  });

  test('the page gets its own fetch back', function (assert) {
    const { fetch, Headers, Request, Response } = globalThis;

    simulate();
    assert.notStrictEqual(globalThis.fetch, fetch);
    assert.strictEqual(globalThis.Request, Request, 'the classes stay');

    server?.shutdown();
    assert.strictEqual(globalThis.fetch, fetch);
    assert.strictEqual(globalThis.Headers, Headers);
    assert.strictEqual(globalThis.Request, Request);
    assert.strictEqual(globalThis.Response, Response);
  });

  test('a request that is sent as the server goes never gets out', async function (assert) {
    simulate();
    const answer = fetch('/tests/index.html');

    server?.shutdown();
    await assert.rejects(answer);
  });

  test('in development the files of the app come from where the page came from', async function (assert) {
    simulate({ servesAssets: true });

    const response = await fetch(location.pathname);
    assert.true(response.ok);

    const { error } = await failureOf(() => fetch('/api/nowhere'));
    assert.true(error instanceof Error, 'the API does not');
  });

  test('an answer is a real Response', async function (assert) {
    simulate();

    const response = await fetch(new Request('/api/status'));
    const reader = response.clone().body?.getReader();

    assert.true(response instanceof globalThis.Response);
    assert.strictEqual(response.url, `${location.origin}/api/status`);
    assert.notStrictEqual((await reader?.read())?.value?.byteLength, 0);
  });

  test('a request can be given up', async function (assert) {
    simulate({ timing: 10_000 });
    const reason = new Error('not any more');
    const controller = new AbortController();
    const answer = fetch('/api/status', { signal: controller.signal });

    controller.abort(reason);
    await assert.rejects(answer, /not any more/);
    await assert.rejects(
      fetch('/api/status', { signal: AbortSignal.timeout(1) }),
      (error: unknown) =>
        error instanceof DOMException && error.name === 'TimeoutError',
    );
  });

  test('a redirect is not followed', async function (assert) {
    simulate().get(
      '/api/status',
      () => new Response(302, { Location: '/elsewhere' }),
    );

    await assert.rejects(fetch('/api/status', { redirect: 'error' }));
    await assert.rejects(fetch('/api/status'));
  });

  test('the network can be down', async function (assert) {
    simulate().get('/api/status', () => new Response(0));

    await assert.rejects(fetch('/api/status'), TypeError);
  });

  test('another origin shows the headers that it exposes', async function (assert) {
    simulate({ apiOrigin: API_ORIGIN });
    const open = await fetch(`${API_ORIGIN}/api/me`);
    assert.true(open.headers.has('WWW-Authenticate'));

    simulate({ apiOrigin: API_ORIGIN, exposedHeaders: [] });
    const closed = await fetch(`${API_ORIGIN}/api/me`);
    assert.strictEqual(closed.status, 401);
    assert.false(closed.headers.has('WWW-Authenticate'));
    assert.true(closed.headers.has('Content-Type'));
  });

  test('servers that live one after the other share nothing', async function (assert) {
    simulate();
    const { access_token } = await signIn();
    assert.strictEqual(await statusOfMe(access_token), 200);

    simulate();
    assert.strictEqual(await statusOfMe(access_token), 401);
  });

  test('tokens that are kept outlive the page', async function (assert) {
    const tokenStorage = new FakeStorage();
    simulate({ tokenStorage });
    const { access_token, refresh_token } = await signIn();

    simulate({ tokenStorage });
    assert.strictEqual(await statusOfMe(access_token), 200);
    const renewed = await tokens({
      grant_type: 'refresh_token',
      refresh_token,
    });

    simulate({ tokenStorage });
    assert.strictEqual(await statusOfMe(renewed.access_token), 200);
  });

  test('changed names and sessions outlive the page, and nobody is there twice', async function (assert) {
    const tokenStorage = new FakeStorage();
    simulate({ tokenStorage });
    const { access_token } = await signIn();
    const id = userId(1);
    const headers = {
      Authorization: `Bearer ${access_token}`,
      'Content-Type': 'application/vnd.api+json',
    };
    const response = await fetch(`/api/users/${id}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({
        data: { type: 'users', id, attributes: { 'first-name': 'Grace' } },
      }),
    });
    assert.strictEqual(response.status, 200);

    const { schema } = simulate({ tokenStorage });
    const sessions = await fetch('/api/me/sessions', { headers });
    const { data } = (await sessions.json()) as { data: unknown[] };
    assert.strictEqual(data.length, 1);
    assert.strictEqual(schema.find('user', id)?.firstName, 'Grace');
    assert.strictEqual(schema.all('user').length, 5);
  });

  test('kept tokens that cannot be read are forgotten', async function (assert) {
    for (const text of ['', 'null', '{"tokenFamilies":[1]}', '[']) {
      const tokenStorage = new FakeStorage();
      tokenStorage.fill(text);
      simulate({ tokenStorage });

      const { access_token } = await signIn();
      assert.strictEqual(await statusOfMe(access_token), 200, text);
    }
  });

  test('a test can add users and start sessions', async function (assert) {
    const { schema, identity } = simulate();
    const user = simulate().create('user', { firstName: 'Ann' });
    assert.strictEqual(schema.all('user').length, 5);

    const session = server?.identity.startSession(user.id, {
      clientId: FIRST_PARTY_CLIENT.id,
      scope: FIRST_PARTY_CLIENT.scopes,
    });
    assert.strictEqual(await statusOfMe(session?.accessToken ?? ''), 200);
    assert.strictEqual(
      identity.authenticate(session?.accessToken ?? ''),
      undefined,
      'only where they were started',
    );
  });
});

/** What an action was rejected with, and which error the page was told of meanwhile. */
async function failureOf(
  action: () => Promise<unknown>,
): Promise<{ error: unknown; reported: unknown }> {
  const tellTestRunner = window.onerror;
  let reported: unknown;
  window.onerror = (_message, _file, _line, _column, error) => {
    reported = error;
    return true;
  };
  try {
    await action();
    return { error: undefined, reported };
  } catch (error) {
    return { error, reported };
  } finally {
    window.onerror = tellTestRunner;
  }
}

async function tokens(form: Record<string, string>): Promise<TokenAnswer> {
  const response = await fetch('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({ client_id: FIRST_PARTY_CLIENT.id, ...form }),
  });
  return (await response.json()) as TokenAnswer;
}

function signIn(): Promise<TokenAnswer> {
  const { email: username, password } = DEMO_ACCOUNT;
  return tokens({ grant_type: 'password', username, password });
}

async function statusOfMe(accessToken: string): Promise<number> {
  const response = await fetch('/api/me', {
    headers: { Authorization: `Bearer ${accessToken}` },
  });
  return response.status;
}

/** A storage with one item, whatever its key. */
class FakeStorage implements Storage {
  #text: string | null = null;

  fill(text: string): void {
    this.#text = text;
  }

  get length(): number {
    return this.#text === null ? 0 : 1;
  }

  key(): string | null {
    return null;
  }

  getItem(): string | null {
    return this.#text;
  }

  setItem(_key: string, text: string): void {
    this.#text = text;
  }

  removeItem(): void {
    this.#text = null;
  }

  clear(): void {
    this.#text = null;
  }
}
