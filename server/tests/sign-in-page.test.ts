import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { browserSessions } from '../database/schema-openid.ts';
import { clients, users } from '../database/schema.ts';
import { readSettings } from '../settings.ts';
import { hashToken } from '../tokens.ts';
import { hiddenFields, TestBrowser } from './support/browser.ts';
import {
  addClients,
  answerOf,
  APP,
  authorizePath,
  DEMO_INPUT,
  signInAtPage,
} from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';

const COOKIE = 'latchkey_sso';
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;

describe("the server's own sign-in and consent pages", () => {
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

  test('the sign-in page has labelled fields and a button, and works without JavaScript', async () => {
    const { headers, html, status } = await browser.get(authorizePath());
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'text/html; charset=UTF-8');
    assert.match(html, /<html lang="en">/);
    assert.match(html, /<label for="email">Email<\/label>/);
    assert.match(html, /<label for="password">Password<\/label>/);
    assert.match(html, /<button[^>]*>\s*Sign in\s*<\/button>/);
    assert.match(html, /Photo app/);
    assert.doesNotMatch(html, /<script|<style|\sstyle=|\son[a-z]+=/);
  });

  test('K3 M21 pages cannot be framed, have a strict policy, are not stored, and no other origin reads them', async () => {
    const settings = readSettings({ CORS_ORIGINS: 'https://app.example' });
    await server.resetWith({}, { settings });
    await addClients(server);
    const paths = [authorizePath(), '/oauth/authorize', '/oauth/end_session'];
    for (const path of paths) {
      const { headers } = await server.fetch(path, {
        headers: { origin: 'https://app.example' },
      });
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /^default-src 'none'; style-src 'self'; /, path);
      assert.match(policy, /base-uri 'none'; frame-ancestors 'none'$/);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
    const { headers } = await browser.get(authorizePath());
    assert.match(
      headers.get('content-security-policy') ?? '',
      /form-action 'self' https:\/\/app\.example;/,
    );
    const preflight = await server.fetch('/oauth/authorize', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
      },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
  });

  test('the stylesheet is a file of its own', async () => {
    const { html } = await browser.get(authorizePath());
    const [, href] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
    const { headers, status } = await browser.get(href ?? '');
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'text/css; charset=utf-8');
  });

  test('M14 a wrong password and an unknown user read alike; the address stays, the password does not', async () => {
    const texts = [];
    for (const username of [DEMO_INPUT.username, 'nobody@latchkey.test']) {
      const page = await browser.submit(await browser.get(authorizePath()), {
        username,
        password: 'a wrong one',
      });
      assert.equal(page.status, 400);
      assert.match(page.html, /role="alert"/);
      assert.ok(page.html.includes(`value="${username}"`));
      assert.ok(!page.html.includes('a wrong one'));
      texts.push(page.html.replaceAll(username, ''));
      assert.equal(browser.cookies.size, 1);
    }
    assert.equal(texts[0], texts[1]);
    assert.equal(
      (await server.database.select().from(browserSessions)).length,
      0,
    );
  });

  test('M20 each post is answered by 303: after the password, after Allow, after Cancel', async () => {
    const signIn = await browser.get(authorizePath());
    const signedIn = await browser.submit(signIn, DEMO_INPUT);
    assert.equal(signedIn.status, 303);
    const consent = await browser.get(signedIn.location ?? '');
    const cancelled = await browser.submit(consent, { decision: 'cancel' });
    assert.equal(cancelled.status, 303);
    const answer = answerOf(cancelled);
    assert.equal(answer.get('error'), 'access_denied');
    assert.equal(answer.get('state'), 'state-1');
    assert.equal(answer.get('iss'), server.origin);
    const allowed = await browser.submit(consent, { decision: 'allow' });
    assert.equal(allowed.status, 303);
    assert.ok(answerOf(allowed).get('code'));
  });

  test('M21 the consent page names the app, its place, the user and the scopes', async () => {
    const { html } = await signInAtPage(browser, authorizePath());
    assert.match(html, /<h1>Allow Photo app\?<\/h1>/);
    assert.match(html, /https:\/\/app\.example/);
    assert.match(html, /demo@latchkey\.test/);
    for (const scope of ['openid', 'email', 'profile']) {
      assert.ok(html.includes(`<code>${scope}</code>`), scope);
    }
    assert.match(html, />\s*Allow\s*<\/button>/);
    assert.match(html, />\s*Cancel\s*<\/button>/);
  });

  test('M21 a form without the token, or with that of another browser, does nothing', async () => {
    const page = await browser.get(authorizePath());
    const fields = hiddenFields(page);
    const other = new TestBrowser(server);
    const foreign = hiddenFields(await other.get(authorizePath()));
    assert.notEqual(foreign['csrf_token'], fields['csrf_token']);
    for (const token of ['', 'x', foreign['csrf_token'] ?? '']) {
      const refused = await browser.post('/oauth/sign-in', {
        ...fields,
        ...DEMO_INPUT,
        csrf_token: token,
      });
      assert.equal(refused.status, 403);
      assert.equal(refused.location, undefined);
    }
    const cookieless = await new TestBrowser(server).post('/oauth/sign-in', {
      ...fields,
      ...DEMO_INPUT,
    });
    assert.equal(cookieless.status, 403);

    const consent = await signInAtPage(browser, authorizePath());
    for (const token of ['', foreign['csrf_token'] ?? '']) {
      const refused = await browser.post('/oauth/consent', {
        ...hiddenFields(consent),
        decision: 'allow',
        csrf_token: token,
      });
      assert.equal(refused.status, 403);
    }
    const silent = await browser.get(authorizePath({ prompt: 'none' }));
    assert.equal(answerOf(silent).get('error'), 'consent_required');
  });

  test('M21 the id of the session is new after signing in, and the old one is worth nothing', async () => {
    const page = await browser.get(authorizePath());
    const planted = browser.cookies.get(COOKIE) ?? '';
    const signedIn = await browser.submit(page, DEMO_INPUT);
    const session = browser.cookies.get(COOKIE) ?? '';
    assert.notEqual(session, planted);
    assert.equal(signedIn.status, 303);

    const attacker = new TestBrowser(server);
    attacker.cookies.set(COOKIE, planted);
    const seen = await attacker.get(authorizePath({ prompt: 'none' }));
    assert.equal(answerOf(seen).get('error'), 'login_required');

    const again = authorizePath({ prompt: 'login' });
    await signInAtPage(browser, again);
    attacker.cookies.set(COOKIE, session);
    const old = await attacker.get(authorizePath({ prompt: 'none' }));
    assert.equal(answerOf(old).get('error'), 'login_required');
  });

  test('M10 the session is stored as a hash; its cookie is out of the reach of scripts and other sites', async () => {
    const page = await browser.get(authorizePath());
    const { headers } = await browser.submit(page, DEMO_INPUT);
    const [cookie] = headers.getSetCookie();
    assert.match(
      cookie ?? '',
      /^latchkey_sso=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const rows = await server.database.select().from(browserSessions);
    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.hash, hashToken(browser.cookies.get(COOKIE) ?? ''));
  });

  test('M21 on https the cookie is bound to the host and to https', async () => {
    const settings = readSettings({ PUBLIC_URL: 'https://login.example' });
    await server.resetWith(
      {},
      { settings, origin: () => 'https://login.example' },
    );
    await addClients(server);
    const { headers } = await browser.get(authorizePath());
    assert.match(
      headers.getSetCookie()[0] ?? '',
      /^__Host-latchkey_sso=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('a session ends after a working day, and with the account', async () => {
    const consent = await signInAtPage(browser, authorizePath());
    await browser.submit(consent, { decision: 'allow' });
    const silent = authorizePath({ prompt: 'none' });
    assert.ok(answerOf(await browser.get(silent)).get('code'));
    await server.advance(12 * 60 * 60);
    const late = answerOf(await browser.get(silent));
    assert.equal(late.get('error'), 'login_required');

    await signInAtPage(browser, authorizePath());
    await server.database
      .update(users)
      .set({ disabledAt: server.now() })
      .where(eq(users.email, DEMO_INPUT.username));
    const disabled = answerOf(await browser.get(silent));
    assert.equal(disabled.get('error'), 'login_required');
  });

  test('M22 what comes from outside is shown as text: names of apps, state, login hint, scope, typed address', async () => {
    await server.database
      .update(clients)
      .set({ name: HOSTILE })
      .where(eq(clients.id, APP.id));
    const path = authorizePath({ state: HOSTILE, login_hint: HOSTILE });
    const signIn = await browser.get(path);
    const wrong = await browser.submit(signIn, {
      username: HOSTILE,
      password: HOSTILE,
    });
    const consent = await signInAtPage(browser, path);
    const errors = await Promise.all([
      browser.get(authorizePath({ client_id: HOSTILE })),
      browser.get(authorizePath({ redirect_uri: HOSTILE })),
      browser.get(
        `/oauth/end_session?post_logout_redirect_uri=${encodeURIComponent(HOSTILE)}`,
      ),
      browser.post('/oauth/sign-in', { request: path.split('?')[1] ?? '' }),
    ]);
    for (const { html } of [signIn, wrong, consent, ...errors]) {
      assert.match(html, /^<!doctype html>/);
      assert.doesNotMatch(html, /<script|<img|onerror='/);
    }
    assert.ok(signIn.html.includes('&quot;&gt;&lt;script&gt;'));
    const answer = answerOf(
      await browser.submit(consent, { decision: 'cancel' }),
    );
    assert.equal(answer.get('state'), HOSTILE);
  });

  test('M2 a form whose request was changed is checked like any other', async () => {
    const page = await browser.get(authorizePath());
    const request = (changes: Record<string, string>) =>
      authorizePath(changes).split('?')[1] ?? '';
    const evil = request({ redirect_uri: 'https://evil.example/' });
    for (const path of ['/oauth/sign-in', '/oauth/consent']) {
      const refused = await browser.post(path, {
        ...hiddenFields(page),
        ...DEMO_INPUT,
        decision: 'allow',
        request: evil,
      });
      assert.equal(refused.status, 400);
      assert.equal(refused.location, undefined);
    }
    const nobody = await browser.post('/oauth/consent', {
      ...hiddenFields(page),
      decision: 'allow',
    });
    assert.ok(nobody.location?.startsWith('/oauth/authorize?'));
  });
});
