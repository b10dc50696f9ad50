import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import fixture from '../../tests/fixtures/return-to.json' with { type: 'json' };
import { gatewaySessions } from '../database/schema-gateway.ts';
import { readReturnTo } from '../gateway/return-to.ts';
import { hiddenFields } from './support/browser.ts';
import {
  OF_THE_APP,
  SESSION_COOKIE,
  startGateway,
  type Answer,
  type GatewayBrowser,
  type GatewayWorld,
  type HeaderFields,
} from './support/gateway.ts';

const HOSTILE = Object.values(fixture.groups).flat();

/** Its pages are the app's to know; the browser stays on our own origin, and the app says that there is no such page. */
const FOR_THE_ROUTER = '/does-not-exist';

const SIGN_OUT = '/oauth2/sign_out';

describe('signing out at the gateway, and where to go afterwards', () => {
  let world: GatewayWorld;
  let browser: GatewayBrowser;
  let cookie: string;
  before(async () => {
    world = await startGateway();
  });
  beforeEach(async () => {
    await world.reset();
    browser = world.browser();
    await browser.signIn();
    cookie = browser.session ?? '';
  });
  after(() => world.close());

  const sessions = () => world.server.database.$count(gatewaySessions);
  const isSignedIn = async () => {
    const { status } = await world
      .browser()
      .get('/oauth2/auth', { cookie: `${SESSION_COOKIE}=${cookie}` });
    return status === 202;
  };
  const assertSignedOut = async (answer: Answer) => {
    assert.equal(await isSignedIn(), false);
    assert.equal(await sessions(), 0);
    assert.match(answer.setCookies.join(), /^latchkey_gateway=; Max-Age=0/);
  };

  for (const site of ['same-origin', 'none']) {
    test(`F6 GET from ${site} signs out, and leads to the app`, async () => {
      const answer = await browser.get(`${SIGN_OUT}?rd=%2Flogged-out`, {
        'sec-fetch-site': site,
      });
      assert.equal(answer.status, 302);
      assert.equal(answer.location, `${world.server.origin}/logged-out`);
      await assertSignedOut(answer);
    });
  }

  for (const site of ['cross-site', 'same-site', 'same-origin, none', '']) {
    test(`F6 GET from "${site}" asks first, and the answer to the question signs out`, async () => {
      const headers: HeaderFields = site ? { 'sec-fetch-site': site } : {};
      const asked = await browser.get(`${SIGN_OUT}?rd=%2Fusers`, headers);
      assert.equal(asked.status, 200);
      assert.match(asked.text, /<h1>Sign out\?<\/h1>/);
      assert.equal(await isSignedIn(), true);
      const form = hiddenFields({ ...asked, html: asked.text });
      const answer = await browser.post(SIGN_OUT, form, headers);
      assert.equal(answer.status, 303);
      assert.equal(answer.location, `${world.server.origin}/users`);
      await assertSignedOut(answer);
    });
  }

  test('F6 a script of another site gets 403, one of ours 204, and neither a redirect', async () => {
    const accept = 'application/json';
    for (const site of ['cross-site', 'same-site', undefined]) {
      const headers = { accept, ...(site && { 'sec-fetch-site': site }) };
      const answer = await browser.get(SIGN_OUT, headers);
      assert.equal(answer.status, 403);
      assert.match(answer.text, /"error":"cross-site-request"/);
    }
    assert.equal(await isSignedIn(), true);
    const answer = await browser.get(SIGN_OUT, {
      accept,
      'sec-fetch-site': 'same-origin',
    });
    assert.equal(answer.status, 204);
    await assertSignedOut(answer);
  });

  test('F6 a script of the app posts, with the header that no form can send', async () => {
    const answer = await browser.post(SIGN_OUT, {}, OF_THE_APP);
    assert.equal(answer.status, 204);
    await assertSignedOut(answer);
  });

  test('L4 F6 forms and scripts that are not of the app are refused, all of them', async (t) => {
    const other = world.browser();
    await other.signIn({ person: 'grace' });
    const theirs = await other.get(SIGN_OUT);
    const form = hiddenFields({ ...theirs, html: theirs.text });
    const ours = await browser.get(SIGN_OUT);
    const { csrf_token: token = '' } = hiddenFields({
      ...ours,
      html: ours.text,
    });
    const sites: HeaderFields[] = [
      {},
      ...['cross-site', 'same-site', 'same-origin', 'none'].map((site) => ({
        'sec-fetch-site': site,
      })),
    ];
    const forms = [
      {},
      { request: '/' },
      form,
      { csrf_token: token.slice(1) },
      { csrf_token: cookie },
      { CSRF_TOKEN: token },
    ];
    let refused = 0;
    for (const headers of sites) {
      for (const sent of forms) {
        const answer = await browser.post(SIGN_OUT, sent, headers);
        assert.equal(answer.status, 403, JSON.stringify([headers, sent]));
        assert.equal(answer.setCookies.length, 0);
        refused += 1;
      }
      const asked = await browser.post(
        `${SIGN_OUT}?csrf_token=${token}`,
        {},
        headers,
      );
      const typed = await browser.send(SIGN_OUT, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'text/plain' },
        body: `csrf_token=${token}`,
      });
      assert.deepEqual([asked.status, typed.status], [403, 403]);
      refused += 2;
    }
    const scripts: HeaderFields[] = [
      { 'x-requested-with': 'XMLHttpRequest' },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'cross-site' },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'same-site' },
      { 'x-requested-with': 'a', 'sec-fetch-site': 'none' },
      { 'x-requested-with': '', 'sec-fetch-site': 'same-origin' },
      { 'x-requested-with': 'a', origin: 'https://evil.example' },
      { 'x-requested-with': 'a', origin: 'null' },
    ];
    for (const headers of scripts) {
      const accept = 'application/json';
      const answer = await browser.post(SIGN_OUT, {}, { accept, ...headers });
      assert.equal(answer.status, 403, JSON.stringify(headers));
      refused += 1;
    }
    assert.equal(await isSignedIn(), true);
    t.diagnostic(`${refused} of ${refused} refused`);
  });

  test('who is not signed in is sent on, whoever asks', async () => {
    const { location, setCookies, status } = await world
      .browser()
      .get(`${SIGN_OUT}?rd=/users`, { 'sec-fetch-site': 'cross-site' });
    assert.equal(status, 302);
    assert.equal(location, `${world.server.origin}/users`);
    assert.match(setCookies.join(), /Max-Age=0/);
  });

  test('B9 L5 start and sign_out lead to our own origin, whatever the address says', async (t) => {
    await world.reset();
    const origin = `${world.server.origin}/`;
    let tried = 0;
    for (const { input } of HOSTILE) {
      for (const rd of [encodeURIComponent(input), encodeURI(input)]) {
        const out = await world.browser().get(`${SIGN_OUT}?rd=${rd}`);
        assert.ok(out.location?.startsWith(origin), `${input} ${out.location}`);
        tried += 1;
        if (input === FOR_THE_ROUTER || rd.includes('#')) continue;
        if (rd !== encodeURIComponent(input)) continue;
        assert.equal(out.location, origin, input);
      }
    }
    for (const input of fixture.legit) {
      const rd = encodeURIComponent(input);
      const out = await world.browser().get(`${SIGN_OUT}?rd=${rd}`);
      assert.equal(out.location, world.server.origin + input);
    }
    t.diagnostic(`${tried} of ${tried} stayed`);
  });

  test('B9 L5 the whole way in with each of them ends on our own origin', async () => {
    for (const { input } of HOSTILE.filter((_, index) => index % 6 === 0)) {
      const visitor = world.browser();
      const start = `/oauth2/start?rd=${encodeURIComponent(input)}`;
      const { location } = await visitor.signIn({}, start);
      const isPage = input === FOR_THE_ROUTER;
      assert.equal(location, world.server.origin + (isPage ? input : '/'));
    }
  });

  test('B9 what is of the server is no place to return to, however it is written', () => {
    const inputs = [
      ...['/api/users', '/API/users', '/%61pi/users', '/%2561pi', '/api'],
      ...[
        '/oauth2',
        '/oauth2/start',
        '/OAuth2/sign_out?rd=/',
        '/oauth/authorize',
      ],
      ...[
        '/login?x=1',
        '/LOGIN',
        '/.well-known/x',
        '/assets/app.js',
        '/readyz',
      ],
    ];
    for (const input of inputs) {
      assert.equal(readReturnTo(input, '/oauth2'), '/', input);
    }
    for (const input of ['/apis', '/oauth2x', '/logins', '/users/api']) {
      assert.equal(readReturnTo(input, '/oauth2'), input);
    }
    assert.equal(readReturnTo('/gate/start', '/gate'), '/');
    assert.equal(readReturnTo(undefined, '/oauth2'), '/');
  });

  test('B9 the app’s callback page is one, exactly: a window comes back to it', () => {
    const state = '0123456789abcdef0123456789abcdef';
    const pages = [
      `/login/callback/gateway?state=${state}`,
      `/app/login/callback/gateway?state=${state}`,
    ];
    for (const page of pages) {
      assert.equal(readReturnTo(page, '/oauth2'), page);
    }
    const others = [
      '/login/callback/gateway',
      '/login/callback/gateway?state=short',
      `/login/callback/gateway?state=${state}&code=x`,
      `/login/callback/gateway?state=${state}#x`,
      `/login/callback/../../api?state=${state}`,
      `//evil.example/login/callback/gateway?state=${state}`,
      `/\\evil.example/login/callback/gateway?state=${state}`,
      `/%2f/login/callback/gateway?state=${state}`,
      `https://evil.example/login/callback/gateway?state=${state}`,
      `/login/callback/gateway/x?state=${state}`,
      `/login/callback/gateway?state=${state}\n`,
    ];
    for (const other of others) {
      assert.equal(readReturnTo(other, '/oauth2'), '/', other);
    }
  });

  test('B9 what a client says about the host has no part in where it is sent', async () => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-uri': '//evil.example',
      'x-forwarded-prefix': '/evil',
      'x-original-url': '/evil',
      'x-auth-request-redirect': 'https://evil.example/',
      forwarded: 'host=evil.example;proto=https',
    };
    const out = await browser.get(`${SIGN_OUT}?rd=/users`, {
      ...headers,
      'sec-fetch-site': 'none',
    });
    assert.equal(out.location, `${world.server.origin}/users`);
    const begun = await browser.get('/oauth2/start', headers);
    const asked = new URL(begun.location ?? '').searchParams;
    assert.equal(
      asked.get('redirect_uri'),
      `${world.server.origin}/oauth2/callback`,
    );
  });
});
