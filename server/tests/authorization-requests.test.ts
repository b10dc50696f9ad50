import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { clients } from '../database/schema.ts';
import { TestBrowser } from './support/browser.ts';
import {
  addClients,
  answerOf,
  APP,
  authorizePath,
  signInAtPage,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';

const hostile = JSON.parse(
  readFileSync(
    new URL('./fixtures/as-redirect-uris.json', import.meta.url),
    'utf8',
  ),
) as { registered: string; refuse: string[]; accept: string[] };

describe('authorization requests', () => {
  let server: TestServer;
  let browser: TestBrowser;
  before(async () => {
    server = await startTestServer();
    await server.reset({});
    await addClients(server);
  });
  beforeEach(() => {
    browser = new TestBrowser(server);
  });
  after(() => server.close());

  const isShownAndNotSentOn = async (path: string) => {
    const page = await browser.get(path);
    assert.equal(page.location, undefined, path);
    assert.ok(page.status >= 400 && page.status < 500, path);
    assert.doesNotMatch(page.html, /<form/);
  };

  // What is in parentheses is described, not spelled out; it has a test of its own below.
  for (const redirectUri of hostile.refuse.filter((uri) => uri[0] !== '(')) {
    test(`M1 not registered, not redirected: ${redirectUri}`, async () => {
      await isShownAndNotSentOn(authorizePath({ redirect_uri: redirectUri }));
    });
  }

  test('M1 the registered address is taken, and keeps its query', async () => {
    assert.deepEqual(hostile.accept, [APP.redirectUri]);
    const page = await browser.get(authorizePath({ prompt: 'none' }));
    assert.ok(page.location?.startsWith(`${APP.redirectUri}?`));
    const other = await browser.get(
      authorizePath({ prompt: 'none', redirect_uri: APP.otherRedirectUri }),
    );
    assert.ok(other.location?.startsWith(`${APP.otherRedirectUri}&error=`));
  });

  test('M1 absent, sent twice, or of 100 kB: not redirected', async () => {
    await isShownAndNotSentOn(authorizePath({ redirect_uri: undefined }));
    await isShownAndNotSentOn(authorizePath({ redirect_uri: '' }));
    const good = encodeURIComponent(APP.redirectUri);
    const evil = encodeURIComponent('https://evil.example/');
    for (const twice of [
      `${evil}&redirect_uri=${good}`,
      `${good}&redirect_uri=${evil}`,
    ]) {
      await isShownAndNotSentOn(
        `${authorizePath({ redirect_uri: undefined })}&redirect_uri=${twice}`,
      );
    }
    const long = `${APP.redirectUri}${'a'.repeat(100_000)}`;
    await isShownAndNotSentOn(authorizePath({ redirect_uri: long }));
    const posted = await browser.post('/oauth/authorize', {
      client_id: APP.id,
      redirect_uri: long,
    });
    assert.equal(posted.status, 413);
  });

  test('M23 an address that no browser should go to is not gone to, even when somebody registered it', async () => {
    const unsafe = [
      'javascript:alert(1)',
      'data:text/html,x',
      'myapp://callback',
      'http://app.example/callback',
    ];
    await server.database.insert(clients).values({
      id: 'careless',
      name: 'Careless',
      grants: ['authorization_code'],
      scopes: ['profile'],
      redirectUris: unsafe,
      createdAt: server.now(),
    });
    for (const redirectUri of unsafe) {
      await isShownAndNotSentOn(
        authorizePath({ client_id: 'careless', redirect_uri: redirectUri }),
      );
    }
  });

  test('M2 an unknown client is told to the user, whatever else is wrong', async () => {
    for (const clientId of ['nobody', '', undefined, 'constructor', '\u0000']) {
      await isShownAndNotSentOn(
        authorizePath({ client_id: clientId, response_type: 'token' }),
      );
    }
    await isShownAndNotSentOn(
      authorizePath({ redirect_uri: 'https://evil.example/', scope: 'no' }),
    );
    const posted = await browser.post('/oauth/authorize', {
      client_id: APP.id,
      redirect_uri: 'https://evil.example/',
    });
    assert.equal(posted.status, 400);
    assert.equal(posted.location, undefined);
  });

  const mistakes = [
    ['invalid_request', { response_type: undefined }],
    ['unsupported_response_type', { response_type: 'token' }],
    ['unsupported_response_type', { response_type: 'code id_token' }],
    ['invalid_request', { response_mode: 'fragment' }],
    ['invalid_request', { code_challenge: undefined }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge_method: undefined }],
    ['invalid_request', { code_challenge: 'short' }],
    ['invalid_scope', { scope: 'openid everything' }],
    ['invalid_request', { prompt: 'none login' }],
    ['invalid_request', { prompt: 'create' }],
    ['invalid_request', { max_age: '-1' }],
    ['invalid_request', { nonce: '\u0000' }],
    ['invalid_request', { nonce: 'n'.repeat(600) }],
    ['request_not_supported', { request: 'x' }],
    ['request_uri_not_supported', { request_uri: 'https://x.example' }],
    ['login_required', { prompt: 'none' }],
  ] as const;
  for (const [error, changes] of mistakes) {
    test(`M2 M5 M19 ${error} for ${JSON.stringify(changes)}, sent to the client with state and iss`, async () => {
      const answer = answerOf(await browser.get(authorizePath(changes)));
      assert.equal(answer.get('error'), error);
      assert.equal(answer.get('state'), 'state-1');
      assert.equal(answer.get('iss'), server.origin);
      assert.equal(answer.get('code'), null);
    });
  }

  test('M5 PKCE is asked of a client with a secret, too', async () => {
    const answer = answerOf(
      await browser.get(
        authorizePath({
          client_id: 'backend',
          redirect_uri: 'https://backend.example/callback',
          code_challenge: undefined,
          code_challenge_method: undefined,
        }),
      ),
    );
    assert.equal(answer.get('error'), 'invalid_request');
  });

  test('M12 a client without the grant gets no code', async () => {
    await server.database.insert(clients).values({
      id: 'passwords-only',
      name: 'x',
      grants: ['password'],
      scopes: ['profile'],
      redirectUris: [APP.redirectUri],
      createdAt: server.now(),
    });
    const answer = answerOf(
      await browser.get(
        authorizePath({ client_id: 'passwords-only', scope: undefined }),
      ),
    );
    assert.equal(answer.get('error'), 'unauthorized_client');
  });

  test('A15 any parameter twice is refused, an unknown one as well', async () => {
    for (const name of ['client_id', 'state', 'scope', 'nonce', 'flavour']) {
      await isShownAndNotSentOn(
        `${authorizePath({ flavour: 'vanilla' })}&${name}=again`,
      );
    }
  });

  test('A request may come as a form, and is asked once more by GET', async () => {
    const query = new URLSearchParams(authorizePath().split('?')[1]);
    const posted = await browser.post(
      '/oauth/authorize',
      Object.fromEntries(query),
    );
    assert.equal(posted.status, 303);
    const page = await browser.get(posted.location ?? '');
    assert.match(page.html, /action="\/oauth\/sign-in"/);
  });

  test('A28 the first-party app needs no consent; its address is the callback page of this origin', async () => {
    const page = await signInAtPage(
      browser,
      authorizePath({
        client_id: 'latchkey',
        redirect_uri: `${server.origin}/login/callback/oidc`,
      }),
    );
    const answer = answerOf(page);
    assert.ok(answer.get('code'));
    assert.equal(answer.get('iss'), server.origin);
    assert.equal(answer.get('state'), 'state-1');
  });
});

describe('what the user has to do before there is a code', () => {
  let server: TestServer;
  let browser: TestBrowser;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    await addClients(server);
    browser = new TestBrowser(server);
  });
  after(() => server.close());

  test('prompt: none is silent when signed in and allowed, login and max_age ask again, consent asks again', async () => {
    const page = await signInAtPage(browser, authorizePath());
    const silent = answerOf(
      await browser.get(authorizePath({ prompt: 'none' })),
    );
    assert.equal(silent.get('error'), 'consent_required');
    await browser.submit(page, { decision: 'allow' });
    const known = answerOf(
      await browser.get(authorizePath({ prompt: 'none' })),
    );
    assert.ok(known.get('code'));

    for (const prompt of ['login', 'select_account']) {
      const again = await browser.get(authorizePath({ prompt }));
      assert.match(again.html, /action="\/oauth\/sign-in"/);
      const after = await signInAtPage(browser, authorizePath({ prompt }));
      assert.ok(answerOf(after).get('code'), prompt);
    }
    const consent = await browser.get(authorizePath({ prompt: 'consent' }));
    assert.match(consent.html, /action="\/oauth\/consent"/);

    await server.advance(61);
    const old = await browser.get(authorizePath({ max_age: '60' }));
    assert.match(old.html, /action="\/oauth\/sign-in"/);
    const fresh = await browser.get(authorizePath({ max_age: '600' }));
    assert.ok(answerOf(fresh).get('code'));
  });

  test('consent is remembered for its scopes only, and only for its client and user', async () => {
    const narrow = authorizePath({ scope: 'openid' });
    const page = await signInAtPage(browser, narrow);
    await browser.submit(page, { decision: 'allow' });
    assert.ok(answerOf(await browser.get(narrow)).get('code'));
    const wider = await browser.get(authorizePath({ scope: 'openid users' }));
    assert.match(wider.html, /action="\/oauth\/consent"/);
    const other = await browser.get(
      authorizePath({
        client_id: 'backend',
        redirect_uri: 'https://backend.example/callback',
        scope: 'openid',
      }),
    );
    assert.match(other.html, /action="\/oauth\/consent"/);
  });
});
