import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createAccount } from '../users/accounts.ts';
import { hiddenFields, TestBrowser } from './support/browser.ts';
import {
  addClients,
  answerOf,
  APP,
  authorize,
  authorizePath,
  CONFIDENTIAL,
  redeem,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { statusOfMe, toPair, type Pair } from './support/tokens.ts';

describe('signing out at the provider', () => {
  let server: TestServer;
  let browser: TestBrowser;
  let idToken: string;
  let pair: Pair;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    await server.reset({});
    await addClients(server);
    browser = new TestBrowser(server);
    const answer = await authorize(server, { browser });
    const { body } = await redeem(server, answer.get('code'));
    idToken = String(body['id_token']);
    pair = toPair(body);
  });
  after(() => server.close());

  const path = (parameters: Record<string, string>) =>
    `/oauth/end_session?${new URLSearchParams(parameters).toString()}`;
  const isSignedIn = async (who = browser) =>
    answerOf(await who.get(authorizePath({ prompt: 'none' }))).has('code');

  test('B12 with the id token the browser session and the tokens end, and the browser goes to the registered address', async () => {
    const page = await browser.get(
      path({
        id_token_hint: idToken,
        post_logout_redirect_uri: APP.postLogoutRedirectUri,
        state: 'a&b',
      }),
    );
    assert.equal(page.status, 303);
    assert.equal(page.location, `${APP.postLogoutRedirectUri}?state=a%26b`);
    assert.equal(await isSignedIn(), false);
    assert.equal(await statusOfMe(server, pair), 401);
  });

  test('B12 an id token that has expired will do, and so will a form', async () => {
    await server.advance(3600);
    const posted = await browser.post('/oauth/end_session', {
      id_token_hint: idToken,
    });
    assert.equal(posted.status, 303);
    const page = await browser.get(posted.location ?? '');
    assert.match(page.html, /You are signed out/);
    assert.equal(await isSignedIn(), false);
  });

  const wrong = [
    `${APP.postLogoutRedirectUri}/`,
    `${APP.postLogoutRedirectUri}?x=1`,
    `${APP.postLogoutRedirectUri}#x`,
    'https://APP.example/bye',
    'https://evil.example/',
    '//evil.example',
    'javascript:alert(1)',
    APP.redirectUri,
  ];
  test('B12 any other address is not gone to, and nothing ends', async () => {
    for (const address of wrong) {
      for (const who of [{ id_token_hint: idToken }, { client_id: APP.id }]) {
        const page = await browser.get(
          path({ ...who, post_logout_redirect_uri: address }),
        );
        assert.equal(page.status, 400, address);
        assert.equal(page.location, undefined);
      }
    }
    assert.equal(await isSignedIn(), true);
    assert.equal(await statusOfMe(server, pair), 200);
  });

  test('B12 an address without a client, or of another client, is not gone to', async () => {
    const address = { post_logout_redirect_uri: APP.postLogoutRedirectUri };
    const attempts = [
      {},
      { client_id: 'nobody' },
      { client_id: CONFIDENTIAL.id },
      { client_id: CONFIDENTIAL.id, id_token_hint: idToken },
    ];
    for (const who of attempts) {
      const page = await browser.get(path({ ...who, ...address }));
      assert.equal(page.status, 400);
    }
    assert.equal(await isSignedIn(), true);
  });

  test('B12 the id token of another app ends nothing', async () => {
    const page = await browser.get(
      path({ client_id: CONFIDENTIAL.id, id_token_hint: idToken }),
    );
    assert.equal(page.status, 400);
    assert.equal(await isSignedIn(), true);
  });

  test('B12 an id token that was tampered with ends nothing', async () => {
    const [header = '', payload = '', signature = ''] = idToken.split('.');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    const forged = [
      `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`,
      `${unsigned}.${payload}.`,
      'x',
      pair.accessToken,
    ];
    for (const hint of forged) {
      const page = await browser.get(path({ id_token_hint: hint }));
      assert.equal(page.status, 400, hint);
    }
    assert.equal(await isSignedIn(), true);
    assert.equal(await statusOfMe(server, pair), 200);
  });

  test('B12 without the id token the user is asked, and a foreign form is no answer', async () => {
    const page = await browser.get(
      path({
        client_id: APP.id,
        post_logout_redirect_uri: APP.postLogoutRedirectUri,
      }),
    );
    assert.equal(page.status, 200);
    assert.match(page.html, /<button[^>]*>\s*Sign out\s*<\/button>/);
    assert.equal(await isSignedIn(), true);

    const foreign = await browser.post('/oauth/sign-out', {
      ...hiddenFields(page),
      csrf_token: 'x',
    });
    assert.equal(foreign.status, 403);
    assert.equal(await isSignedIn(), true);

    const done = await browser.submit(page, {});
    assert.equal(done.status, 303);
    assert.equal(done.location, APP.postLogoutRedirectUri);
    assert.equal(await isSignedIn(), false);
  });

  test("B12 somebody else's id token does not sign this browser out unasked", async () => {
    const email = 'mallory@latchkey.test';
    const { database, passwords } = server;
    await createAccount(
      { database, passwords, clock: () => server.now() },
      { email, firstName: 'M', lastName: 'M', password: 'mallory-mallory' },
    );
    const mallory = new TestBrowser(server);
    const signedIn = await mallory.submit(await mallory.get(authorizePath()), {
      username: email,
      password: 'mallory-mallory',
    });
    const consent = await mallory.get(signedIn.location ?? '');
    const allowed = await mallory.submit(consent, { decision: 'allow' });
    const { body } = await redeem(server, answerOf(allowed).get('code'));
    const page = await browser.get(
      path({ id_token_hint: String(body['id_token']) }),
    );
    assert.match(page.html, /Sign out\?/);
    assert.equal(await isSignedIn(), true);
  });

  test('B12 where nobody is signed in there is nothing to ask', async () => {
    const stranger = new TestBrowser(server);
    const page = await stranger.get(
      path({
        client_id: APP.id,
        post_logout_redirect_uri: APP.postLogoutRedirectUri,
      }),
    );
    assert.equal(page.location, APP.postLogoutRedirectUri);
    assert.match((await stranger.get('/oauth/end_session')).html, /signed out/);
    assert.equal(await isSignedIn(), true);
  });
});
