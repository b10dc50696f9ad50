import { module, test } from 'qunit';
import { DEMO_ACCOUNT, FIRST_PARTY_CLIENT } from '../../contract/index.ts';
import { AuthorizationRequestError } from '../../mirage/identity-providers/authorization-request.ts';
import type { AnsweringScenario } from '../../mirage/identity-providers/scenarios.ts';
import { toChallenge } from '../../mirage/pkce.ts';
import {
  createSimulatedServer,
  type SimulatedServer,
  type SimulatedServerOptions,
} from '../../mirage/server.ts';
import {
  attemptAt,
  visitProvider,
  type RedemptionForm,
} from '../helpers/visit-provider';

/** How a provider names itself in a callback, and what it puts behind the address. */
const PROVIDERS: Record<string, { iss: string | null; hash: string }> = {
  google: { iss: 'https://accounts.google.com', hash: '' },
  github: { iss: 'https://github.com/login/oauth', hash: '' },
  facebook: { iss: null, hash: '#_=_' },
  oidc: { iss: location.origin, hash: '' },
  linkedin: { iss: null, hash: '' },
  'a-new-one': { iss: null, hash: '' },
};

/** Callback pages: one for each provider, and one for all. */
const OWN = `${location.origin}/login/callback/{provider}`;
const SHARED = `${location.origin}/callback`;

module('Simulated identity providers', function (hooks) {
  let server: SimulatedServer;
  let time: number;

  function simulate(options: SimulatedServerOptions = {}): SimulatedServer {
    server?.shutdown();
    server = createSimulatedServer({
      scenario: 'few-users',
      now: () => time,
      ...options,
    });
    return server;
  }

  hooks.beforeEach(function () {
    time = Date.UTC(2026, 0, 15, 12);
    simulate();
  });

  hooks.afterEach(function () {
    server.shutdown();
  });

  for (const [provider, { hash, iss }] of Object.entries(PROVIDERS)) {
    test(`A14 ${provider} sends the browser back with code and state, and names itself as the real one does`, async function (assert) {
      const { address, form } = await attemptAt(provider);
      const answer = server.identityProviders.answer(address);

      assert.strictEqual(
        answer.origin + answer.pathname,
        form['redirect_uri'],
        'where the app wanted it',
      );
      assert.strictEqual(answer.searchParams.get('state'), form['state']!);
      assert.true((answer.searchParams.get('code')?.length ?? 0) > 40);
      assert.strictEqual(answer.searchParams.get('iss'), iss);
      assert.strictEqual(answer.hash, hash);
    });

    test(`A28 a code of ${provider} brings a session, once`, async function (assert) {
      const form = await visitProvider(server, provider);
      if (provider === 'facebook') await begin(form);

      const { body, status } = await redeem(form);
      assert.strictEqual(status, 200);
      assert.strictEqual(await emailOf(body), 'ada.lovelace@gmail.com');

      if (provider === 'facebook') await begin(form);
      const again = await redeem(form);
      assert.strictEqual(again.status, 400);
      assert.strictEqual(again.body['error'], 'invalid_grant');
    });
  }

  test('M1 M5 A15 a request that a provider would refuse is not answered', async function (assert) {
    const refused: Record<string, Record<string, string>> = {
      'another client': { client_id: FIRST_PARTY_CLIENT.id },
      'no client': { client_id: '' },
      'another address': { redirect_uri: 'https://evil.example/' },
      'the callback of another provider': {
        redirect_uri: `${location.origin}/login/callback/github`,
      },
      'another response type': { response_type: 'token' },
      'no challenge': { code_challenge: '' },
      'a plain challenge': { code_challenge_method: 'plain' },
    };
    for (const [what, parameters] of Object.entries(refused)) {
      const { address } = await attemptAt('google', parameters);
      assert.throws(
        () => server.identityProviders.answer(address),
        AuthorizationRequestError,
        what,
      );
    }
    assert.throws(
      () => server.identityProviders.answer(new URL(location.href)),
      AuthorizationRequestError,
      'another page',
    );
  });

  test('the address of a real provider can be answered too', async function (assert) {
    const { address } = await attemptAt('google');
    const real = new URL(address.search, 'https://accounts.google.com/auth');
    const answer = server.identityProviders.answer(real, {
      provider: 'google',
    });
    assert.true(answer.searchParams.has('code'));
  });

  test('A10 A12 A13 A2 a person can say no, and an answer can be spoilt', async function (assert) {
    const { address, form } = await attemptAt('google');
    const answerTo = (scenario: AnsweringScenario) =>
      server.identityProviders.answer(address, { scenario }).searchParams;

    const cancelled = answerTo('cancel');
    assert.strictEqual(cancelled.get('error'), 'access_denied');
    assert.strictEqual(cancelled.get('state'), form['state']!);
    assert.strictEqual(cancelled.get('iss'), 'https://accounts.google.com');
    assert.false(cancelled.has('code'));

    assert.true(answerTo('error-hostile').get('error')?.includes('<script>'));
    assert.strictEqual(answerTo('state-tampered').get('state'), 'tampered');
    assert.strictEqual(
      answerTo('issuer-wrong').get('iss'),
      'https://somebody-else.example',
    );
  });

  test('A31 addresses decide: missing, not verified, of the demo account', async function (assert) {
    const outcomes: [string, AnsweringScenario, string][] = [
      ['google', 'email-missing', 'email_required'],
      ['google', 'email-unverified', 'ada.lovelace@gmail.com'],
      ['github', 'email-unverified', 'email_required'],
      ['google', 'existing-account', DEMO_ACCOUNT.email],
      ['github', 'existing-account', DEMO_ACCOUNT.email],
      ['google', 'existing-account-unverified', 'account_exists'],
      ['facebook', 'existing-account', 'account_exists'],
    ];
    for (const [provider, scenario, expected] of outcomes) {
      simulate();
      const form = await visitProvider(server, provider, { scenario });
      if (provider === 'facebook') await begin(form);
      const { body } = await redeem(form);
      const found = body['error'] ?? (await emailOf(body));
      assert.strictEqual(found, expected, `${provider} ${scenario}`);
    }
  });

  test('A31 an account has one identity of an issuer by its address, and none is found by an address that is not verified', async function (assert) {
    const person = {
      subject: '2001',
      givenName: 'Somebody',
      familyName: 'Else',
      email: DEMO_ACCOUNT.email.toUpperCase(),
      isEmailVerified: true,
    };
    const enter = async (changes: Partial<typeof person>) => {
      const form = await visitProvider(server, 'oidc', {
        person: { ...person, ...changes },
      });
      return redeem(form);
    };
    assert.strictEqual((await enter({})).status, 200);
    const heir = await enter({ subject: '2002' });
    assert.strictEqual(heir.body['error'], 'account_exists');
    const moved = await enter({ email: 'moved@example.net' });
    assert.strictEqual(await emailOf(moved.body), DEMO_ACCOUNT.email);

    const newcomer = { email: 'new@example.net', subject: '3001' };
    await enter({ ...newcomer, isEmailVerified: false });
    const form = await visitProvider(server, 'github', {
      person: { ...person, ...newcomer },
    });
    const other = await redeem(form);
    assert.strictEqual(other.body['error'], 'account_exists');
  });

  test('A31 Google’s word counts for addresses that it hosts', async function (assert) {
    const addresses = {
      'ann@gmail.com': 200,
      'ann@GMAIL.com': 200,
      'ann@example.net': 400,
      'ann@gmail.com.evil.example': 400,
    };
    for (const [email, expected] of Object.entries(addresses)) {
      simulate().create('user', { email, isEmailVerified: true });
      const person = {
        subject: '2001',
        givenName: 'Ann',
        familyName: 'Example',
        email,
        isEmailVerified: true,
      };
      const form = await visitProvider(server, 'google', { person });
      assert.strictEqual((await redeem(form)).status, expected, email);
    }
  });

  test('a closed account stays closed', async function (assert) {
    const enter = async () => redeem(await visitProvider(server, 'oidc'));
    await enter();
    server.schema
      .findBy('user', { email: 'ada.lovelace@gmail.com' })
      ?.update({ isDisabled: true });
    assert.strictEqual((await enter()).body['error'], 'invalid_grant');
  });

  test('A29 a provider that fails is told with status 502, a slow one late', async function (assert) {
    simulate({ settings: { identityProviderTimeout: 0.1 } });
    for (const scenario of ['server-error', 'slow'] as const) {
      const form = await visitProvider(server, 'google', { scenario });
      const begun = performance.now();
      const { body, status } = await redeem(form);
      assert.strictEqual(status, 502, scenario);
      assert.strictEqual(body['error'], 'identity_provider_error', scenario);
      assert.strictEqual(
        performance.now() - begun >= 100,
        scenario === 'slow',
        scenario,
      );
    }
  });

  test('A28 M6 a code is of use with its verifier, redirect URI and provider only, and not for a second try', async function (assert) {
    const others: Record<string, RedemptionForm> = {
      verifier: { code_verifier: 'v'.repeat(43) },
      'redirect URI': { redirect_uri: SHARED },
    };
    simulate({ redirectUris: [OWN, SHARED] });
    for (const [what, changes] of Object.entries(others)) {
      const form = await visitProvider(server, 'google');
      for (const attempt of [{ ...form, ...changes }, form]) {
        const { body } = await redeem(attempt);
        assert.strictEqual(body['error'], 'invalid_grant', what);
      }
    }
    const form = await visitProvider(server, 'google', {
      redirectUri: SHARED,
    });
    const elsewhere = await redeem({ ...form, provider: 'github' });
    assert.strictEqual(elsewhere.body['error'], 'invalid_grant');
    assert.strictEqual((await redeem(form)).status, 200, 'which is no try');
  });

  test('A30 a nonce of another attempt is a failure of the provider', async function (assert) {
    const form = await visitProvider(server, 'google');
    const { body, status } = await redeem({ ...form, nonce: 'another' });
    assert.strictEqual(status, 502);
    assert.strictEqual(body['error'], 'identity_provider_error');
  });

  test('M3 a code ends after a minute', async function (assert) {
    const late = await visitProvider(server, 'google');
    time += 60_000;
    assert.strictEqual((await redeem(late)).status, 400);
    const soon = await visitProvider(server, 'google');
    time += 59_000;
    assert.strictEqual((await redeem(soon)).status, 200);
  });

  test('A13 a callback of another issuer is refused by the server as well', async function (assert) {
    const form = await visitProvider(server, 'google');
    const { body } = await redeem({ ...form, iss: 'https://evil.example' });
    assert.strictEqual(body['error'], 'invalid_grant');
    const { status } = await redeem({
      ...form,
      iss: 'https://accounts.google.com',
    });
    assert.strictEqual(status, 200);
  });

  test('A28 without PKCE the attempt must have begun, for this provider and address, within ten minutes, and serves once', async function (assert) {
    simulate({ redirectUris: [OWN, SHARED] });
    const fresh = () =>
      visitProvider(server, 'facebook', { redirectUri: SHARED });
    const spoilt: Record<string, (form: RedemptionForm) => Promise<unknown>> = {
      'not begun': () => Promise.resolve(),
      'another state': (form) => begin({ ...form, state: 'another' }),
      'another provider': (form) => begin({ ...form, provider: 'google' }),
      'another redirect URI': (form) =>
        begin({ ...form, redirect_uri: OWN.replace('{provider}', 'facebook') }),
      'too late': async (form) => {
        await begin(form);
        time += 600_000;
      },
    };
    for (const [what, prepare] of Object.entries(spoilt)) {
      const form = await fresh();
      await prepare(form);
      // The code itself is not what is too old.
      const { code } = await fresh();
      const { body } = await redeem({ ...form, code: code ?? '' });
      assert.strictEqual(body['error'], 'invalid_grant', what);
    }
    const form = await fresh();
    await begin(form);
    assert.strictEqual((await redeem(form)).status, 200);
    const other = await fresh();
    const again = await redeem({ ...form, code: other['code'] ?? '' });
    assert.strictEqual(again.body['error'], 'invalid_grant');
  });

  test('who signed in by a provider, and a code on its way, outlive the page', async function (assert) {
    const tokenStorage = memoryStorage();
    simulate({ tokenStorage });
    const facebook = await attemptAt('facebook');
    await begin(facebook.form);

    simulate({ tokenStorage });
    const answer = server.identityProviders.answer(facebook.address);

    simulate({ tokenStorage });
    const { body, status } = await redeem({
      ...facebook.form,
      code: answer.searchParams.get('code') ?? '',
    });
    assert.strictEqual(status, 200);

    simulate({ tokenStorage });
    assert.strictEqual(await emailOf(body), 'ada.lovelace@gmail.com');
    assert.strictEqual(server.schema.all('user').length, 6);
    assert.strictEqual(server.schema.all('externalIdentity').length, 1);

    const kept = JSON.parse(tokenStorage.getItem('') ?? '') as {
      users: unknown[];
    };
    assert.strictEqual(kept.users.length, 1, 'what each start has is not kept');
  });

  test('A9 the challenge is that of RFC 7636 appendix B', async function (assert) {
    assert.strictEqual(
      await toChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });
});

async function begin(form: RedemptionForm): Promise<void> {
  const { provider = '', redirect_uri = '', state = '' } = form;
  const response = await fetch('/oauth/identity-provider/start', {
    method: 'POST',
    body: new URLSearchParams({ provider, redirect_uri, state }),
  });
  if (response.status !== 204) throw new Error(await response.text());
}

async function redeem(
  form: RedemptionForm,
): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch('/oauth/token', {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, string>,
  };
}

/** Whose session a token answer brings. */
async function emailOf(answer: Record<string, string>): Promise<string> {
  const response = await fetch('/api/me', {
    headers: { Authorization: `Bearer ${answer['access_token']}` },
  });
  const { data } = (await response.json()) as {
    data: { attributes: { email: string } };
  };
  return data.attributes.email;
}

/** A storage with one item, whatever its key. */
function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  let item: string | null = null;
  return {
    getItem: () => item,
    setItem: (_key, text) => (item = text),
  };
}
