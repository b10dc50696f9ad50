import { module, test } from 'qunit';
import { DEMO_ACCOUNT } from '../../contract/index.ts';
import {
  createSimulatedServer,
  type SimulatedServer,
} from '../../mirage/server.ts';
import type { Consent } from '../../mirage/identity-providers/index.ts';
import { attemptAt } from '../helpers/visit-provider';

type Answer = Record<string, string>;

module('Simulated OpenID provider', function (hooks) {
  let server: SimulatedServer;
  let time: number;

  hooks.beforeEach(function () {
    time = Date.now();
    server = createSimulatedServer({
      scenario: 'few-users',
      now: () => time,
    });
  });

  hooks.afterEach(function () {
    server.shutdown();
  });

  /** Goes to our own page and comes back: the form of a public client that redeems its code itself. */
  async function visit(
    scope = 'openid email profile',
    consent?: Consent,
  ): Promise<Answer> {
    const { address, form } = await attemptAt('oidc', { scope });
    const answer = server.identityProviders.answer(address, consent);
    return {
      grant_type: 'authorization_code',
      client_id: 'simulated-oidc',
      redirect_uri: form['redirect_uri']!,
      code_verifier: form['code_verifier']!,
      code: answer.searchParams.get('code') ?? '',
      // Not a parameter of the grant; for the test to compare.
      nonce: form['nonce']!,
    };
  }

  test('M19 discovery leads to our own page and token endpoint', async function (assert) {
    const response = await fetch('/.well-known/openid-configuration');
    const metadata = (await response.json()) as Answer;

    assert.strictEqual(metadata['issuer'], location.origin);
    assert.strictEqual(
      metadata['authorization_endpoint'],
      `${location.origin}/simulated-provider/oidc/authorize`,
    );
    assert.strictEqual(
      metadata['token_endpoint'],
      `${location.origin}/oauth/token`,
    );
  });

  test('a code brings tokens for what was asked, and an id_token that fits the request', async function (assert) {
    const { nonce, ...form } = await visit();
    const { body, status } = await post(form);
    assert.strictEqual(status, 200);
    assert.strictEqual(body['scope'], 'openid email profile');

    const { sub, ...claims } = claimsOf(body['id_token']!);
    const now = Date.now() / 1000;
    assert.strictEqual(claims['iss'], location.origin);
    assert.strictEqual(claims['aud'], 'simulated-oidc');
    assert.strictEqual(claims['nonce'], nonce);
    assert.strictEqual(claims['name'], 'Ada Lovelace');
    assert.strictEqual(claims['email'], 'ada.lovelace@gmail.com');
    assert.true(Math.abs(Number(claims['iat']) - now) < 60);
    assert.true(Number(claims['exp']) > now);
    assert.strictEqual(await idOfMe(body), sub, 'the subject is the user');

    const renewed = await post({
      grant_type: 'refresh_token',
      client_id: 'simulated-oidc',
      refresh_token: body['refresh_token']!,
    });
    assert.strictEqual(renewed.status, 200);
  });

  test('without openid there is no id_token', async function (assert) {
    const { body } = await post(await visit('profile users'));
    assert.strictEqual(body['scope'], 'profile users');
    assert.strictEqual(body['id_token'], undefined);
  });

  test('who has an account here is signed in to it, and nobody without an address has one', async function (assert) {
    const scope = 'openid email';
    const demo = await post(
      await visit(scope, { scenario: 'existing-account' }),
    );
    assert.strictEqual(
      claimsOf(demo.body['id_token']!)['email'],
      DEMO_ACCOUNT.email,
    );
    const { body } = await post(
      await visit(scope, { scenario: 'email-missing' }),
    );
    assert.strictEqual(body['error'], 'invalid_grant');
  });

  test('M3 M5 M6 a code is bound to its client, redirect URI and verifier, and a wrong try uses it up', async function (assert) {
    const wrong: Answer[] = [
      { code_verifier: 'v'.repeat(43) },
      { redirect_uri: `${location.origin}/login/callback/google` },
    ];
    for (const changes of wrong) {
      const form = await visit();
      for (const attempt of [{ ...form, ...changes }, form]) {
        const { body } = await post(attempt);
        assert.strictEqual(
          body['error'],
          'invalid_grant',
          JSON.stringify(changes),
        );
      }
    }
    const form = await visit();
    const elsewhere = await post({ ...form, client_id: 'latchkey' });
    assert.strictEqual(elsewhere.body['error'], 'invalid_grant');
    assert.strictEqual((await post(form)).status, 200, 'which is no try');
  });

  test('M3 M24 a code ends after a minute, and with the account', async function (assert) {
    const late = await visit();
    time += 60_000;
    assert.strictEqual((await post(late)).body['error'], 'invalid_grant');

    const soon = await visit();
    time += 59_000;
    assert.strictEqual((await post(soon)).status, 200);
    server.schema
      .findBy('user', { email: 'ada.lovelace@gmail.com' })
      ?.update({ isDisabled: true });
    const { body } = await post(await visit());
    assert.strictEqual(body['error'], 'invalid_grant');
  });

  test('M3 a second use ends the session if it is right, and changes nothing if it is not', async function (assert) {
    const form = await visit();
    const { body } = await post(form);

    await post({ ...form, code_verifier: 'v'.repeat(43) });
    assert.notStrictEqual(await idOfMe(body), undefined);
    const again = await post(form);
    assert.strictEqual(again.body['error'], 'invalid_grant');
    assert.strictEqual(await idOfMe(body), undefined);
  });
});

async function post(form: Answer): Promise<{ status: number; body: Answer }> {
  const response = await fetch('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return {
    status: response.status,
    body: (await response.json()) as Answer,
  };
}

async function idOfMe(answer: Answer): Promise<string | undefined> {
  const response = await fetch('/api/me', {
    headers: { Authorization: `Bearer ${answer['access_token']}` },
  });
  const { data } = (await response.json()) as { data?: { id: string } };
  return data?.id;
}

function claimsOf(idToken: string): Record<string, unknown> {
  const [, claims = ''] = idToken.split('.');
  const text = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(text) as Record<string, unknown>;
}
