import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { DEMO_ACCOUNT } from '../../contract/seed.ts';
import { gatewaySessions } from '../database/schema-gateway.ts';
import { tokenFamilies, users } from '../database/schema.ts';
import { openTokens, sealTokens } from '../gateway/sealed-tokens.ts';
import { keepInTouch } from '../gateway/renew.ts';
import { findGatewaySession } from '../gateway/sessions.ts';
import { loadIdentityProviders } from '../identity-providers/index.ts';
import { createLog, silentLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { simulatedSettings } from '../simulated-provider/settings.ts';
import {
  OF_THE_APP,
  SESSION_COOKIE,
  startGateway,
  type GatewayBrowser,
  type GatewayWorld,
} from './support/gateway.ts';
import { signIn, statusOfMe } from './support/tokens.ts';

const HOUR = 3600;

/** Tokens that run out in ten seconds, and can be renewed. */
const EXPIRING = { scenario: 'tokens-expire' } as const;

describe('the session of the gateway', () => {
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

  const auth = async (who = browser) => (await who.get('/oauth2/auth')).status;
  const advance = (seconds: number) => world.server.advance(seconds);
  const stored = async () => {
    const [row] = await world.server.database.select().from(gatewaySessions);
    return row;
  };

  test('L1 L11 auth and userinfo say who is signed in, to nobody else, and are not kept', async () => {
    await browser.signIn({ person: 'grace' });
    const [user] = await world.server.database
      .select()
      .from(users)
      .where(eq(users.email, 'grace@navy.example'));
    assert.ok(user);
    const yes = await browser.get('/oauth2/auth');
    assert.equal(yes.status, 202);
    assert.equal(yes.text, '');
    assert.equal(yes.headers.get('x-auth-request-user'), user.id);
    assert.equal(yes.headers.get('x-auth-request-email'), user.email);
    assert.equal(
      yes.headers.get('x-auth-request-preferred-username'),
      user.email,
    );
    const info = await browser.get('/oauth2/userinfo');
    assert.equal(info.status, 200);
    assert.deepEqual(JSON.parse(info.text), {
      user: user.id,
      email: user.email,
      preferredUsername: user.email,
      groups: [],
      name: 'Grace Hopper',
    });

    const stranger = world.browser();
    const no = await stranger.get('/oauth2/auth');
    assert.equal(no.status, 401);
    assert.equal(no.text, '');
    assert.equal(no.headers.get('x-auth-request-user'), null);
    const nobody = await stranger.get('/oauth2/userinfo');
    assert.equal(nobody.status, 401);
    assert.deepEqual(JSON.parse(nobody.text), {
      error: 'not-signed-in',
      message: 'Sign in first.',
    });
    for (const { headers } of [yes, info, no, nobody]) {
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-frame-options'), 'DENY');
    }
  });

  test('L11 every answer of the gateway is not to be kept, whatever it is', async () => {
    for (const path of [
      '/oauth2/sign_in',
      '/oauth2/start',
      '/oauth2/callback',
      '/oauth2/sign_out',
      '/oauth2/nothing',
    ]) {
      const { headers } = await browser.get(path);
      assert.equal(headers.get('cache-control'), 'no-store', path);
      assert.match(
        headers.get('content-security-policy') ?? '',
        /default-src 'none'.*frame-ancestors 'none'/,
      );
    }
    const put = await browser.send('/oauth2/auth', { method: 'PUT' });
    assert.equal(put.status, 405);
    assert.equal(put.headers.get('cache-control'), 'no-store');
  });

  test('an address that is not ASCII arrives as UTF-8', async () => {
    await browser.signIn();
    await world.server.database
      .update(users)
      .set({ email: 'jürgen@例え.example' })
      .where(eq(users.email, 'ada.lovelace@gmail.com'));
    const { headers, status } = await browser.get('/oauth2/auth');
    assert.equal(status, 202);
    const email = headers.get('x-auth-request-email') ?? '';
    assert.equal(
      Buffer.from(email, 'latin1').toString('utf8'),
      'jürgen@例え.example',
    );
  });

  test('L7 neither a User-Agent of a health check nor any header of a client gives access', async () => {
    const headers = {
      'user-agent': 'GoogleHC/1.0',
      'x-forwarded-user': 'ada',
      'x-forwarded-email': 'ada.lovelace@gmail.com',
      'x-auth-request-user': 'ada',
      'x-gateway-secret': '',
    };
    const { status } = await browser.get('/oauth2/auth', headers);
    assert.equal(status, 401);
    assert.equal((await browser.get('/api/me', headers)).status, 401);
  });

  test('a session that rests ends, one in use goes on, and none lasts longer than it may', async () => {
    await world.reset({
      GATEWAY_IDLE_LIFETIME: String(HOUR),
      GATEWAY_SESSION_LIFETIME: String(3 * HOUR),
    });
    await browser.signIn();
    await advance(HOUR - 1);
    assert.equal(await auth(), 202);
    await advance(HOUR - 1);
    assert.equal(await auth(), 202);
    await advance(HOUR - 1);
    assert.equal(await auth(), 202);
    await advance(3);
    assert.equal(await auth(), 401);

    await browser.signIn();
    await advance(HOUR);
    assert.equal(await auth(), 401);
  });

  test('a session with a short rest goes on when it is used often', async () => {
    await world.reset({ GATEWAY_IDLE_LIFETIME: '10' });
    await browser.signIn();
    for (let times = 0; times < 20; times += 1) {
      await advance(3);
      assert.equal(await auth(), 202);
    }
    await advance(10);
    assert.equal(await auth(), 401);
  });

  test('it is one of the sessions of the user: listed, and ended there', async () => {
    await browser.signIn();
    const other = world.browser();
    await other.signIn();
    const { status, text } = await browser.get('/api/me/sessions');
    assert.equal(status, 200);
    const { data } = JSON.parse(text) as {
      data: { id: string; attributes: { current: boolean } }[];
    };
    assert.equal(data.length, 2);
    assert.equal(data.filter((one) => one.attributes.current).length, 1);
    const id = data.find((one) => !one.attributes.current)?.id ?? '';
    const deleted = await browser.send(`/api/me/sessions/${id}`, {
      method: 'DELETE',
      headers: OF_THE_APP,
    });
    assert.equal(deleted.status, 204);
    assert.equal(await auth(other), 401);
    assert.equal(await auth(), 202);

    await other.signIn();
    const spared = await browser.send(
      '/api/me/sessions?filter[current]=false',
      {
        method: 'DELETE',
        headers: OF_THE_APP,
      },
    );
    assert.equal(spared.status, 204);
    assert.equal(await auth(other), 401);
    assert.equal(await auth(), 202);
    await browser.send('/api/me/sessions', {
      method: 'DELETE',
      headers: OF_THE_APP,
    });
    assert.equal(await auth(), 401);
  });

  test('F4 signing out everywhere with a token, and another password, end it too', async () => {
    for (const end of ['everywhere', 'password'] as const) {
      await world.reset();
      await browser.signIn({ scenario: 'existing-account', person: 'grace' });
      assert.equal(await auth(), 202);
      const pair = await signIn(world.server);
      const [demo] = await world.server.database
        .select()
        .from(users)
        .where(eq(users.email, DEMO_ACCOUNT.email));
      const authorization = `Bearer ${pair.accessToken}`;
      const answer =
        end === 'everywhere'
          ? await world.server.fetch('/api/me/sessions?filter[current]=false', {
              method: 'DELETE',
              headers: { authorization },
            })
          : await world.server.fetch('/api/me/password', {
              method: 'PATCH',
              headers: {
                authorization,
                'content-type': 'application/vnd.api+json',
              },
              body: JSON.stringify({
                data: {
                  type: 'passwords',
                  id: demo?.id,
                  attributes: {
                    'current-password': DEMO_ACCOUNT.password,
                    'new-password': 'another one',
                  },
                },
              }),
            });
      assert.equal(answer.status, 204, await answer.text());
      assert.equal(await auth(), 401, end);
      assert.equal(await statusOfMe(world.server, pair), 200);
    }
  });

  test('L9 twenty requests at once when the tokens run out renew them once, and all are answered', async () => {
    await browser.signIn(EXPIRING);
    await advance(10);
    for (const round of [1, 2, 3]) {
      const statuses = await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          number % 2 === 0
            ? auth()
            : browser.get('/api/me').then(({ status }) => status),
        ),
      );
      assert.ok(statuses.every((status) => status === 202 || status === 200));
      assert.equal(await world.renewalCount(), round);
      await advance(10);
    }
  });

  test('L9 of twenty requests that have all seen that the tokens ran out, one renews them', async () => {
    await browser.signIn(EXPIRING);
    await advance(10);
    const settings = readSettings({
      ...simulatedSettings(world.provider.origin),
      GATEWAY_PROVIDER: 'oidc',
    });
    const { gateway } = settings;
    assert.equal(gateway?.kind, 'server');
    const { database } = world.server;
    const cookie = browser.session ?? '';
    const use = { now: world.server.now(), address: undefined };
    const seen = await findGatewaySession(database, cookie, { use, gateway });
    assert.ok(seen);
    const services = {
      clock: () => world.server.now(),
      database,
      identityProviders: await loadIdentityProviders(
        settings.identityProviders,
      ),
      log: silentLog,
      settings,
    };
    const kept = await Promise.all(
      Array.from({ length: 20 }, () => keepInTouch(services, cookie, seen)),
    );
    assert.deepEqual(new Set(kept), new Set([true]));
    assert.equal(await world.renewalCount(), 1);
    assert.equal(await auth(), 202);
  });

  test('tokens that are good are not renewed, and a session without a refresh token lives by its own end', async () => {
    await browser.signIn(EXPIRING);
    await advance(9);
    assert.equal(await auth(), 202);
    assert.equal(await world.renewalCount(), 0);

    const other = world.browser();
    await other.signIn();
    assert.deepEqual(
      await world.server.database.$count(
        gatewaySessions,
        sql`sealed_tokens is null and renew_at is null`,
      ),
      1,
    );
    await advance(2 * HOUR);
    assert.equal(await auth(other), 202);
    assert.equal(await world.renewalCount(), 0);
  });

  for (const provider of ['google', 'github']) {
    test(`tokens of ${provider} are renewed, too`, async () => {
      await world.reset({ GATEWAY_PROVIDER: provider });
      await browser.signIn(EXPIRING);
      await advance(10);
      assert.equal(await auth(), 202);
      await advance(10);
      assert.equal(await auth(), 202);
      assert.equal(await world.renewalCount(), 2);
    });
  }

  test('a provider that refuses the refresh token ends the session', async () => {
    await browser.signIn(EXPIRING);
    await world.renewals('refuse');
    await advance(10);
    assert.equal(await auth(), 401);
    assert.equal(await auth(), 401);
    assert.equal(await world.renewalCount(), 1);
    assert.equal(await stored(), undefined);
    const [family] = await world.server.database.select().from(tokenFamilies);
    assert.notEqual(family?.endedAt, null);
  });

  for (const behaviour of ['fail', 'slow'] as const) {
    test(`L13 a provider that does not answer (${behaviour}) ends nothing, and is asked again after a pause`, async () => {
      await world.reset({ IDENTITY_PROVIDER_TIMEOUT: '1' });
      await browser.signIn(EXPIRING);
      await world.renewals(behaviour);
      await advance(10);
      for (let times = 0; times < 3; times += 1) {
        assert.equal(await auth(), 202);
      }
      assert.equal(await world.renewalCount(), 1);
      await advance(29);
      assert.equal(await auth(), 202);
      assert.equal(await world.renewalCount(), 1);
      await advance(1);
      if (behaviour === 'slow') return;
      await world.renewals('renew');
      assert.equal(await auth(), 202);
      assert.equal(await world.renewalCount(), 2);
      await advance(10);
      assert.equal(await auth(), 202);
      assert.equal(await world.renewalCount(), 3);
    });
  }

  test('L14 no token of the provider is in the database, in the log, or in an answer', async () => {
    const lines: string[] = [];
    const issued: string[] = [];
    const log = createLog((line) => lines.push(line));
    await world.reset({}, { log });
    const original = globalThis.fetch;
    globalThis.fetch = async (...parameters) => {
      const response = await original(...parameters);
      const isToken = response.url.endsWith('/token');
      if (isToken) {
        const body = (await response.clone().json()) as Record<string, string>;
        issued.push(body['access_token'] ?? '', body['refresh_token'] ?? '');
      }
      return response;
    };
    const answers: string[] = [];
    try {
      const callback = await browser.visit('/oauth2/start?rd=/secret-path', {
        scenario: 'tokens-expire',
      });
      const query = new URL(callback).searchParams;
      issued.push(query.get('code') ?? '', query.get('state') ?? '');
      const attempt = [...browser.cookies.values()];
      answers.push(JSON.stringify(await browser.get(callback)));
      issued.push(...attempt, browser.session ?? '');
      await advance(10);
      answers.push(JSON.stringify(await browser.get('/oauth2/auth')));
      await world.renewals('fail');
      await advance(10);
      answers.push(JSON.stringify(await browser.get('/oauth2/userinfo')));
    } finally {
      globalThis.fetch = original;
    }
    assert.equal(issued.length, 2 + 1 + 2 + 2 + 1 + 2);
    const rows = await world.server.database.select().from(gatewaySessions);
    const database = JSON.stringify(rows);
    const logged = lines.join('');
    assert.match(logged, /"route":"\/oauth2\/callback"/);
    assert.match(logged, /"event":"identity-provider"/);
    assert.ok(!logged.includes('secret-path'));
    for (const secret of issued.filter((text) => text !== '')) {
      assert.ok(!database.includes(secret));
      assert.ok(!logged.includes(secret));
      const isCookie = secret === browser.session;
      assert.ok(isCookie || !answers.join('').includes(secret));
    }
    assert.ok(rows[0]?.sealedTokens);
  });

  test('sealed tokens open with their cookie alone, and not when a bit is another', async () => {
    const cookie = 'c'.repeat(43);
    const tokens = {
      accessToken: 'access',
      refreshToken: 'refresh',
      expiresAt: new Date('2026-01-15T12:00:00Z'),
    };
    const sealed = sealTokens(tokens, cookie);
    assert.deepEqual(openTokens(sealed, cookie), tokens);
    assert.notEqual(sealTokens(tokens, cookie), sealed);
    assert.equal(openTokens(sealed, 'd'.repeat(43)), undefined);
    const bytes = Buffer.from(sealed, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const text = changed.toString('base64url');
      assert.equal(openTokens(text, cookie), undefined, String(index));
    }
    assert.equal(openTokens('', cookie), undefined);

    // A row that cannot be opened is no reason to sign anybody out.
    await browser.signIn(EXPIRING);
    await world.server.database
      .update(gatewaySessions)
      .set({ sealedTokens: sealed });
    await advance(10);
    assert.equal(await auth(), 202);
    assert.equal(await world.renewalCount(), 0);
  });

  test('only the whole value of the cookie counts', async () => {
    await browser.signIn();
    const value = browser.session ?? '';
    const row = await stored();
    for (const wrong of [value.slice(1), `${value}a`, '', row?.hash ?? '']) {
      browser.cookies.set(SESSION_COOKIE, wrong);
      assert.equal(await auth(), 401, wrong);
    }
  });
});
