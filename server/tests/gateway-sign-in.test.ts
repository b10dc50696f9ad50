import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  gatewayAttempts,
  gatewaySessions,
} from '../database/schema-gateway.ts';
import { tokenFamilies, users } from '../database/schema.ts';
import { prune } from '../pruning/prune.ts';
import { hashToken } from '../tokens.ts';
import {
  ATTEMPT_COOKIE,
  SESSION_COOKIE,
  startGateway,
  type GatewayBrowser,
  type GatewayWorld,
} from './support/gateway.ts';

describe('signing in at the gateway', () => {
  let world: GatewayWorld;
  let browser: GatewayBrowser;
  before(async () => {
    world = await startGateway();
  });
  beforeEach(async () => {
    await world.reset();
    browser = world.browser();
  });
  after(() => world.close());

  const count = (table: typeof gatewayAttempts | typeof gatewaySessions) =>
    world.server.database.$count(table);
  const statusOf = async ({ get }: { get: GatewayBrowser['get'] }) =>
    (await get.call(browser, '/oauth2/auth')).status;

  for (const provider of ['oidc', 'google', 'github', 'facebook', 'linkedin']) {
    test(`the whole way, at ${provider}`, async () => {
      await world.reset({ GATEWAY_PROVIDER: provider });
      const answer = await browser.signIn({ person: 'grace' });
      assert.equal(answer.status, 302, answer.text);
      assert.equal(answer.location, `${world.server.origin}/users`);
      const { status, text } = await browser.get('/oauth2/userinfo');
      assert.equal(status, 200);
      const info = JSON.parse(text) as Record<string, unknown>;
      assert.equal(info['email'], 'grace@navy.example');
      assert.equal((await browser.get('/api/me')).status, 200);
    });
  }

  test('start asks with state, PKCE and nonce, and keeps of them hashes only', async () => {
    const begun = await browser.get('/oauth2/start?rd=/users?x=1%23y');
    const asked = new URL(begun.location ?? '').searchParams;
    assert.equal(asked.get('response_type'), 'code');
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.match(asked.get('code_challenge') ?? '', /^[\w-]{43}$/);
    assert.match(asked.get('state') ?? '', /^[\w-]{43}$/);
    assert.match(asked.get('nonce') ?? '', /^[\w-]{43}$/);
    assert.equal(asked.get('scope'), 'openid email profile');
    assert.equal(
      asked.get('redirect_uri'),
      `${world.server.origin}/oauth2/callback`,
    );
    const rows = await world.server.database.select().from(gatewayAttempts);
    const [cookie = ''] = browser.cookies.values();
    const stored = JSON.stringify(rows);
    assert.equal(rows[0]?.cookieHash, hashToken(cookie));
    for (const secret of [cookie, asked.get('state'), asked.get('nonce')]) {
      assert.ok(secret && !stored.includes(secret));
    }
  });

  test('L3 the cookies are HttpOnly, Lax and of all paths; with __Host- and Secure on https', async () => {
    const begun = await browser.get('/oauth2/start');
    const [attempt = ''] = begun.setCookies;
    assert.match(attempt.split('=')[0] ?? '', ATTEMPT_COOKIE);
    assert.match(attempt, /; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const signedIn = await browser.signIn();
    const session = signedIn.setCookies.find((cookie) =>
      cookie.startsWith(`${SESSION_COOKIE}=`),
    );
    assert.match(session ?? '', /^[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);

    await world.reset({}, { origin: () => 'https://app.example' });
    const secure = await browser.get('/oauth2/start');
    assert.match(
      secure.setCookies[0] ?? '',
      /^__Host-latchkey_gateway_start_[\w-]{16}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const out = await browser.get('/oauth2/sign_out');
    assert.match(
      out.setCookies[0] ?? '',
      /^__Host-latchkey_gateway=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    assert.equal(out.location, 'https://app.example/');
  });

  test('L8 two tabs sign in side by side, in either order', async () => {
    const first = await browser.visit('/oauth2/start?rd=/users');
    const second = await browser.visit('/oauth2/start?rd=/todos');
    const later = await browser.get(second);
    assert.equal(later.location, `${world.server.origin}/todos`);
    const earlier = await browser.get(first);
    assert.equal(earlier.location, `${world.server.origin}/users`);
    assert.equal(await statusOf(browser), 202);
    assert.equal(browser.cookies.size, 1);
  });

  test('L8 a request that is under way while another tab signs in is still answered', async () => {
    await browser.signIn();
    const old = { cookie: `${SESSION_COOKIE}=${browser.session}` };
    await browser.signIn();
    const stranger = world.browser();
    assert.equal((await stranger.get('/oauth2/auth', old)).status, 202);
    await world.server.advance(61);
    assert.equal((await stranger.get('/oauth2/auth', old)).status, 401);
    assert.equal(await statusOf(browser), 202);
  });

  test('A4 a callback that was used, that nobody asked for, or that has a forged state signs nobody in', async () => {
    const used = await browser.visit('/oauth2/start');
    const cookies = new Map(browser.cookies);
    assert.equal((await browser.get(used)).status, 302);
    assert.equal(await count(gatewaySessions), 1);

    // The same browser, with its cookies of before.
    const again = world.browser();
    for (const [name, value] of cookies) again.cookies.set(name, value);
    const tampered = await world
      .browser()
      .visit('/oauth2/start', { scenario: 'state-tampered' });
    const forged = new URL(await again.visit('/oauth2/start'));
    forged.searchParams.set('state', 'A'.repeat(43));
    const twice = await again.visit('/oauth2/start');
    const state = new URL(twice).searchParams.get('state') ?? '';
    const refused = [
      used,
      '/oauth2/callback',
      '/oauth2/callback?code=a',
      '/oauth2/callback?code=a&state=',
      tampered,
      forged.href,
      `${twice}&state=${state}`,
    ];
    for (const address of refused) {
      const { setCookies, status, text } = await again.get(address);
      assert.equal(status, 400, address);
      assert.match(text, /href="\/oauth2\/sign_in\?rd=%2F"/);
      assert.ok(
        !setCookies.some((one) => one.startsWith(`${SESSION_COOKIE}=`)),
      );
    }
    assert.equal(again.session, undefined);
    assert.equal(await count(gatewaySessions), 1);
  });

  test('A20 the back button to a used callback leads a signed-in user to the app, and changes nothing', async () => {
    const used = await browser.visit('/oauth2/start?rd=/users');
    await browser.get(used);
    const before = browser.session;
    const { location, status } = await browser.get(used);
    assert.equal(status, 302);
    assert.equal(location, `${world.server.origin}/`);
    assert.equal(browser.session, before);
    assert.equal(await count(gatewaySessions), 1);
  });

  test('A11 a callback in another browser signs nobody in there, also with another attempt under way', async () => {
    const attacker = world.browser();
    const theirs = await attacker.visit('/oauth2/start', { person: 'alan' });
    await browser.get('/oauth2/start');
    assert.equal((await browser.get(theirs)).status, 400);
    assert.equal(browser.session, undefined);
    // A cookie of another attempt under the name of this one.
    const [name = ''] = attacker.cookies.keys();
    const [own = ''] = browser.cookies.values();
    browser.cookies.set(name, own);
    assert.equal((await browser.get(theirs)).status, 400);
    assert.equal(browser.session, undefined);
  });

  test('an attempt is over after ten minutes', async () => {
    const address = await browser.visit('/oauth2/start');
    await world.server.advance(10 * 60);
    assert.equal((await browser.get(address)).status, 400);
  });

  test('A8 an attempt belongs to its provider and its callback address', async () => {
    const { database } = world.server;
    for (const target of [
      {
        provider: 'google',
        redirectUri: `${world.server.origin}/oauth2/callback`,
      },
      {
        provider: 'oidc',
        redirectUri: 'https://other.example/oauth2/callback',
      },
    ]) {
      const address = await browser.visit('/oauth2/start');
      const state = new URL(address).searchParams.get('state');
      const named = [state, target.provider, target.redirectUri];
      await database
        .update(gatewayAttempts)
        .set({ attemptHash: hashToken(JSON.stringify(named)) });
      assert.equal((await browser.get(address)).status, 400);
      assert.equal(await count(gatewayAttempts), 0);
    }
  });

  test('L10 a value that was planted before is worth nothing after the sign-in', async () => {
    const planted = 'p'.repeat(43);
    browser.cookies.set(SESSION_COOKIE, planted);
    await browser.signIn();
    assert.notEqual(browser.session, planted);
    const attacker = world.browser();
    attacker.cookies.set(SESSION_COOKIE, planted);
    assert.equal((await attacker.get('/oauth2/auth')).status, 401);
  });

  test('L10 a session that an attacker has planted ends, and the user gets one of their own', async () => {
    const attacker = world.browser();
    await attacker.signIn({ person: 'alan' });
    browser.cookies.set(SESSION_COOKIE, attacker.session ?? '');
    await browser.signIn({ person: 'ada' });
    assert.notEqual(browser.session, attacker.session);
    await world.server.advance(61);
    assert.equal((await attacker.get('/oauth2/auth')).status, 401);
    const { text } = await browser.get('/oauth2/userinfo');
    assert.match(text, /ada\.lovelace@gmail\.com/);
  });

  test('L10 the sign-in page clears a session cookie, dead or alive, but not for another site', async () => {
    const page = '/oauth2/sign_in?rd=%2Fusers';
    await browser.signIn();
    const cookie = browser.session ?? '';
    for (const site of ['cross-site', 'same-site']) {
      await browser.get(page, { 'sec-fetch-site': site });
      assert.equal(browser.session, cookie, site);
    }
    const { text } = await browser.get(page);
    assert.equal(browser.session, undefined);
    assert.equal(await count(gatewaySessions), 0);
    assert.match(text, /href="\/oauth2\/start\?rd=%2Fusers"/);
    assert.match(text, />Continue with OpenID</);
    assert.doesNotMatch(text, /<script|<style|\sstyle=|\son\w+=/);

    for (const dead of [cookie, 'x', 'p'.repeat(43)]) {
      browser.cookies.set(SESSION_COOKIE, dead);
      await browser.get(page, { 'sec-fetch-site': 'cross-site' });
      assert.equal(browser.session, undefined, dead);
    }
  });

  test('A7 an answer that names another issuer, or none where the provider always names itself, is refused', async () => {
    const wrong = await browser.signIn({ scenario: 'issuer-wrong' });
    assert.equal(wrong.status, 400);
    const address = new URL(await browser.visit('/oauth2/start?rd=/users'));
    address.searchParams.delete('iss');
    const none = await browser.get(address.href);
    assert.equal(none.status, 400);
    assert.match(none.text, /href="\/oauth2\/sign_in\?rd=%2Fusers"/);
    assert.equal(await count(gatewaySessions), 0);
  });

  const problems = [
    ['cancel', 403, /cancelled at the provider/],
    ['error-hostile', 400, /makes no sense/],
    ['email-missing', 403, /e-mail address is needed/],
    ['existing-account-unverified', 403, /There is an account/],
    ['server-error', 502, /did not answer/],
    ['html', 502, /did not answer/],
    ['code-refused', 400, /cannot go on/],
    ['token-nonce', 502, /did not answer/],
    ['token-forged', 502, /did not answer/],
  ] as const;
  for (const [scenario, status, words] of problems) {
    test(`A29 a page says what went wrong, and how to try again: ${scenario}`, async () => {
      const answer = await browser.signIn({ scenario });
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.text, words);
      assert.match(answer.text, /href="\/oauth2\/sign_in\?rd=%2Fusers"/);
      assert.doesNotMatch(answer.text, /onerror|<script|alert/);
      assert.equal(browser.session, undefined);
      assert.equal(await count(gatewaySessions), 0);
      assert.equal(await count(gatewayAttempts), 0);
    });
  }

  test('an account that is closed is not signed in', async () => {
    await browser.signIn();
    await world.server.database
      .update(users)
      .set({ disabledAt: world.server.now() });
    assert.equal(await statusOf(browser), 401);
    const again = await world.browser().signIn();
    assert.equal(again.status, 400);
  });

  test('a provider that is down is a page, too', async () => {
    await world.reset({ OIDC_ISSUER: 'http://127.0.0.1:9' });
    const { status, text } = await browser.get('/oauth2/start?rd=/users');
    assert.equal(status, 502);
    assert.match(text, /href="\/oauth2\/sign_in\?rd=%2Fusers"/);
    assert.equal(await count(gatewayAttempts), 0);
  });

  test('a provider that goes down meanwhile is a page, too', async () => {
    const address = await browser.visit('/oauth2/start?rd=/users');
    // Another process, which has not seen the discovery document yet, answers.
    const dead = { OIDC_ISSUER: 'http://127.0.0.1:9' };
    const rows = await world.server.database.select().from(gatewayAttempts);
    await world.reset(dead);
    await world.server.database.insert(gatewayAttempts).values(rows);
    const { status, text } = await browser.get(address);
    assert.equal(status, 502);
    assert.match(text, /href="\/oauth2\/sign_in\?rd=%2Fusers"/);
    assert.equal(browser.session, undefined);
  });

  test('L2 a script gets 401 and never a redirect to a provider', async () => {
    for (const accept of [
      'application/json',
      'application/vnd.api+json, application/json',
    ]) {
      for (const path of ['/oauth2/start', '/oauth2/sign_in']) {
        const answer = await browser.get(path, { accept });
        assert.equal(answer.status, 401);
        assert.equal(answer.location, undefined);
        assert.deepEqual(JSON.parse(answer.text), {
          error: 'not-signed-in',
          message: 'Sign in first.',
        });
      }
    }
    assert.equal(await count(gatewayAttempts), 0);
  });

  test('M25 what is left of attempts and sessions is deleted', async () => {
    await browser.signIn();
    for (let times = 0; times < 20; times += 1) {
      await world.browser().get('/oauth2/start');
    }
    const { database } = world.server;
    await prune(database, world.server.now());
    assert.equal(await count(gatewayAttempts), 20);
    assert.equal(await count(gatewaySessions), 1);
    await world.server.advance(10 * 60);
    await prune(database, world.server.now());
    assert.equal(await count(gatewayAttempts), 0);
    await world.server.advance(24 * 60 * 60);
    await prune(database, world.server.now());
    assert.equal(await count(gatewaySessions), 0);
    await world.server.advance(15 * 24 * 60 * 60);
    await prune(database, world.server.now());
    assert.equal(await database.$count(tokenFamilies), 0);
  });

  test('a browser keeps ten attempts at most', async () => {
    for (let times = 0; times < 15; times += 1) {
      await browser.get('/oauth2/start');
    }
    assert.equal(browser.cookies.size, 10);
    assert.equal((await browser.signIn()).status, 302);
  });
});
