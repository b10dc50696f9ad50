import { module, test } from 'qunit';
import { Response as MirageResponse } from 'miragejs';
import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../../contract/index.ts';
import {
  createSimulatedServer,
  type SimulatedServer,
} from '../../mirage/server.ts';
import type { IssuedTokens } from '../../mirage/token-store.ts';
import type { TroubleName } from '../../mirage/troubles/index.ts';
import { userId } from '../../mirage/user-id.ts';

/** What comes of a request, in the words of `outcomeOf`. */
interface Outcomes {
  signIn: string;
  /** With the refresh token that was given out before. */
  renewal: string;
  /** With the access token that was given out before. */
  api: string;
}

const SPOKEN: Record<keyof Outcomes, string> = {
  signIn: 'a sign-in',
  renewal: 'a renewal',
  api: 'a request to the API',
};

const WELL = '200 application/json';
const API_WELL = '200 application/vnd.api+json';
const API_REFUSES = '401 invalid_token';
const HTML = '200 text/html';
const NO_NETWORK = 'TypeError';

/** What each of those that answer does to somebody who had signed in before. */
const EXPECTED: Record<Exclude<TroubleName, 'silent' | 'slow'>, Outcomes> = {
  none: { signIn: WELL, renewal: WELL, api: API_WELL },
  expired: { signIn: WELL, renewal: WELL, api: API_REFUSES },
  revoked: { signIn: WELL, renewal: '400 invalid_grant', api: API_REFUSES },
  'rotated-elsewhere': {
    signIn: WELL,
    renewal: '400 invalid_grant',
    api: API_REFUSES,
  },
  'token-server-503': {
    signIn: '503 temporarily_unavailable, wait 5',
    renewal: '503 temporarily_unavailable, wait 5',
    api: API_WELL,
  },
  'token-server-429': {
    signIn: '429 too_many_requests, wait 5',
    renewal: '429 too_many_requests, wait 5',
    api: API_WELL,
  },
  'api-503': {
    signIn: WELL,
    renewal: WELL,
    api: '503 database-unavailable, wait 5',
  },
  'html-page': { signIn: HTML, renewal: HTML, api: HTML },
  'wrong-clock': { signIn: WELL, renewal: WELL, api: API_WELL },
  offline: { signIn: NO_NETWORK, renewal: NO_NETWORK, api: NO_NETWORK },
};

/** Any moment will do, if it is a whole second. */
const NOW = Date.UTC(2025, 5, 2, 12);
const DAY = 24 * 60 * 60 * 1000;

module('Simulated troubles', function (hooks) {
  let server: SimulatedServer;
  let tokens: IssuedTokens;

  hooks.beforeEach(function () {
    server = createSimulatedServer({ scenario: 'few-users', now: () => NOW });
    tokens = startSession(server);
  });

  hooks.afterEach(function () {
    server.shutdown();
  });

  const asks = {
    signIn: (signal?: AbortSignal) => signIn(signal),
    renewal: (signal?: AbortSignal) => renew(tokens.refreshToken, signal),
    api: (signal?: AbortSignal) => me(tokens.accessToken, signal),
  };
  const kinds = Object.keys(asks) as (keyof Outcomes)[];

  for (const [name, expected] of Object.entries(EXPECTED)) {
    for (const kind of kinds) {
      test(`${name}: what comes of ${SPOKEN[kind]}`, async function (assert) {
        server.troubles.begin(name as TroubleName);
        assert.strictEqual(await outcomeOf(asks[kind]()), expected[kind]);
      });
    }
  }

  test('it is over when it is ended', async function (assert) {
    const { troubles } = server;
    troubles.begin('token-server-503');
    troubles.begin('html-page');
    troubles.end();
    for (const kind of kinds) assert.true((await asks[kind]()).ok, kind);
  });

  test('several hold at once', async function (assert) {
    server.troubles.begin('expired');
    server.troubles.begin('token-server-503');
    assert.strictEqual(await outcomeOf(asks.api()), API_REFUSES);
    assert.strictEqual((await asks.renewal()).status, 503);
  });

  test('expired: the renewed token is as good as any', async function (assert) {
    server.troubles.begin('expired');
    const { access_token } = await tokensIn(asks.renewal());
    assert.strictEqual((await me(access_token)).status, 200);
  });

  test('revoked: who signs in afterwards is signed in', async function (assert) {
    server.troubles.begin('revoked');
    const { access_token, refresh_token } = await tokensIn(asks.signIn());
    assert.strictEqual((await me(access_token)).status, 200);
    assert.strictEqual((await renew(refresh_token)).status, 200);
  });

  test('rotated-elsewhere: who renews with the old token ends the session of the thief too', async function (assert) {
    server.troubles.begin('rotated-elsewhere');
    const [thief] = server.schema
      .all('accessToken')
      .models.filter(({ id }) => id !== tokens.accessToken);
    const stolen = thief?.id ?? '';
    assert.strictEqual((await me(stolen)).status, 200);

    await asks.renewal();
    assert.strictEqual(await outcomeOf(me(stolen)), API_REFUSES);
  });

  test('wrong-clock: the dates are a day ahead, and Retry-After is one', async function (assert) {
    const right = await asks.api();
    assert.strictEqual(Date.parse(right.headers.get('Date') ?? ''), NOW);

    server.troubles.begin('wrong-clock');
    const wrong = await asks.api();
    assert.strictEqual(Date.parse(wrong.headers.get('Date') ?? ''), NOW + DAY);
    assert.false(wrong.headers.has('Retry-After'));

    server.troubles.begin('token-server-429');
    const { headers } = await asks.renewal();
    assert.strictEqual(Date.parse(headers.get('Date') ?? ''), NOW + DAY);
    assert.strictEqual(
      Date.parse(headers.get('Retry-After') ?? ''),
      NOW + DAY + 5_000,
    );
  });

  test('slow: an answer comes when it is released', async function (assert) {
    server.troubles.begin('slow');
    for (const kind of kinds) {
      const controller = new AbortController();
      const [early, late] = [asks[kind](), asks[kind](controller.signal)];
      const order: string[] = [];
      void early.then(() => order.push('released'));

      await server.troubles.release();
      await early;
      controller.abort(new Error('given up'));
      await assert.rejects(late, /given up/, `${kind}: the other is held`);
      assert.deepEqual(order, ['released']);
      server.troubles.end();
      server.troubles.begin('slow');
    }
  });

  test('slow: the server has done its work while the answer is held', async function (assert) {
    server.troubles.begin('slow');
    const controller = new AbortController();
    const lost = asks.renewal(controller.signal);
    await server.troubles.held();
    controller.abort();
    await assert.rejects(lost);

    const used = server.schema.find('refreshToken', tokens.refreshToken);
    assert.strictEqual(used?.usedAt, NOW);
  });

  test('slow: the answers go when it is ended', async function (assert) {
    server.troubles.begin('slow');
    const answer = asks.signIn();
    await server.troubles.held();
    server.troubles.end();
    assert.true((await answer).ok);
  });

  test('slow: in development it goes by the clock', async function (assert) {
    server.shutdown();
    server = createSimulatedServer({ slowness: 0 });
    server.troubles.begin('slow');
    assert.true((await signIn()).ok);
  });

  test('silent: nothing is ever answered, and all can be given up', async function (assert) {
    server.troubles.begin('silent');
    const controller = new AbortController();
    const answers = kinds.map((kind) => asks[kind](controller.signal));
    let answered = 0;
    for (const answer of answers) {
      answer.then(
        () => (answered += 1),
        () => undefined,
      );
    }
    server.get('/api/status', () => new MirageResponse(204));
    await fetch('/api/status');
    assert.strictEqual(answered, 0, 'whoever came later has been answered');

    controller.abort(new Error('given up'));
    for (const answer of answers) await assert.rejects(answer, /given up/);
  });

  test('a server that comes after is well, and one that a test has put in its place', async function (assert) {
    server.troubles.begin('offline');
    server.get('/api/me', () => new MirageResponse(204));
    assert.strictEqual((await asks.api()).status, 204);

    server.shutdown();
    server = createSimulatedServer();
    assert.true((await signIn()).ok);
  });

  test('what is done to the sessions reaches those of the page before', async function (assert) {
    let kept: string | null = null;
    const tokenStorage = {
      getItem: () => kept,
      setItem: (_key: string, text: string) => (kept = text),
    };
    server.shutdown();
    server = createSimulatedServer({ tokenStorage });
    const { access_token } = await tokensIn(signIn());

    server.shutdown();
    server = createSimulatedServer({ tokenStorage });
    server.troubles.begin('revoked');
    assert.strictEqual(await outcomeOf(me(access_token)), API_REFUSES);
  });
});

function startSession({ identity }: SimulatedServer): IssuedTokens {
  return identity.startSession(userId(1), {
    clientId: FIRST_PARTY_CLIENT.id,
    scope: FIRST_PARTY_CLIENT.scopes,
  });
}

function signIn(signal?: AbortSignal): Promise<Response> {
  const { email: username, password } = DEMO_ACCOUNT;
  return askForTokens({ grant_type: 'password', username, password }, signal);
}

function renew(refreshToken: string, signal?: AbortSignal): Promise<Response> {
  return askForTokens(
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    signal,
  );
}

function askForTokens(
  form: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  return fetch('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams({ client_id: FIRST_PARTY_CLIENT.id, ...form }),
    ...(signal && { signal }),
  });
}

function me(accessToken: string, signal?: AbortSignal): Promise<Response> {
  return fetch('/api/me', {
    headers: { Authorization: `Bearer ${accessToken}` },
    ...(signal && { signal }),
  });
}

async function tokensIn(
  answer: Promise<Response>,
): Promise<{ access_token: string; refresh_token: string }> {
  return (await (await answer).json()) as {
    access_token: string;
    refresh_token: string;
  };
}

/** The status with what matters beside it: the media type of a success, the code and the wait of a refusal. */
async function outcomeOf(answer: Promise<Response>): Promise<string> {
  let response: Response;
  try {
    response = await answer;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
  const { headers, status } = response;
  if (response.ok) return `${status} ${headers.get('Content-Type')}`;

  const challenge = headers.get('WWW-Authenticate') ?? '';
  const [, inHeader] = /error="(\w+)"/.exec(challenge) ?? [];
  const body = (await response.json()) as {
    error?: string;
    errors?: { code: string }[];
  };
  const code = inHeader ?? body.error ?? body.errors?.[0]?.code;
  const wait = headers.get('Retry-After');
  return `${status} ${code}${wait === null ? '' : `, wait ${wait}`}`;
}
