import { click, currentURL, findAll, visit } from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { toChallenge } from '../../mirage/pkce';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { withoutAccessibilityChecks } from '../helpers/accessibility';
import hostile from '../fixtures/callback-urls.json';
import {
  CLIENT_ID,
  ISSUER,
  useOpenIdProvider,
  type OpenIdProvider,
} from '../helpers/openid-provider';
import { SESSION_KEY, signedIn } from '../helpers/signed-in';

interface Context extends AppTestContext {
  provider: OpenIdProvider;
}

const BUTTON = '.sign-in .button:not([type="submit"])';
const CALLBACK = '/login/callback/oidc';
const ALERT = 'main [role="alert"]';

/** Presses the button, and returns what the provider was asked. */
async function begin({ browser }: Context): Promise<URLSearchParams> {
  await click(BUTTON);
  return browser.leftFor.at(-1)!.searchParams;
}

/** Comes back from the provider. */
async function comeBack(
  { browser }: Context,
  answer: string | Record<string, string>,
): Promise<void> {
  browser.answer = new URLSearchParams(answer);
  await visit(CALLBACK);
}

const stored = ({ browser }: Context) => browser.storage.get(SESSION_KEY);

module('Acceptance | sign in on the provider’s own page', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(function (this: Context) {
    this.provider = useOpenIdProvider(this);
  });

  test('a visitor goes to the provider, comes back, and is where they wanted to be', async function (this: Context, assert) {
    await visit('/users?page=2');
    assert.strictEqual(currentURL(), '/login');
    assert.dom(BUTTON).hasText('Continue with Example');

    const asked = await begin(this);
    const url = this.browser.leftFor[0]!;
    assert.strictEqual(url.origin + url.pathname, `${ISSUER}/authorize`);
    assert.strictEqual(asked.get('response_type'), 'code');
    assert.strictEqual(asked.get('client_id'), CLIENT_ID);
    assert.strictEqual(asked.get('scope'), 'openid email profile');
    assert.strictEqual(asked.get('code_challenge_method'), 'S256');
    assert.true(asked.get('redirect_uri')?.endsWith(CALLBACK));

    await comeBack(this, { code: 'a-code', state: asked.get('state')! });
    assert.strictEqual(currentURL(), '/users?page=2');
    assert.dom('header').includesText('Somebody Else');

    const [exchange] = this.provider.exchanges;
    assert.strictEqual(exchange?.get('grant_type'), 'authorization_code');
    assert.strictEqual(exchange?.get('code'), 'a-code');
    assert.strictEqual(
      exchange?.get('redirect_uri'),
      asked.get('redirect_uri'),
    );
    assert.strictEqual(
      await toChallenge(exchange?.get('code_verifier') ?? ''),
      asked.get('code_challenge'),
      'A9 the verifier fits the challenge',
    );
  });

  test('A7 state, nonce and challenge are fresh for each attempt', async function (this: Context, assert) {
    await visit('/login');
    const seen = new Set<string | null>();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const asked = await begin(this);
      for (const name of ['state', 'nonce', 'code_challenge']) {
        seen.add(asked.get(name));
      }
    }
    assert.strictEqual(seen.size, 9);
  });

  test('A4 the same answer a second time is refused, the session unchanged', async function (this: Context, assert) {
    await visit('/login');
    const asked = await begin(this);
    const answer = { code: 'a-code', state: asked.get('state')! };
    await comeBack(this, answer);
    const before = await stored(this);

    await comeBack(this, answer);
    assert.strictEqual(currentURL(), '/users', 'A20 quietly to the app');
    assert.strictEqual(this.provider.exchanges.length, 1);
    assert.deepEqual(await stored(this), before);
  });

  test('A5 A20 without an answer: a way on, or quietly to the app', async function (this: Context, assert) {
    await visit(CALLBACK);
    assert.dom(ALERT).includesText('There is no sign-in under way');
    await click('main a');
    assert.strictEqual(currentURL(), '/login');

    const asked = await begin(this);
    await comeBack(this, { code: 'a-code', state: asked.get('state')! });
    await visit(CALLBACK);
    assert.strictEqual(currentURL(), '/users');
  });

  test('A8 the answer of another provider is refused, before its code is sent anywhere', async function (this: Context, assert) {
    await visit('/login');
    const asked = await begin(this);
    this.browser.answer = new URLSearchParams({
      code: 'c',
      state: asked.get('state')!,
    });
    await visit('/login/callback/password');
    assert.dom(ALERT).exists();
    assert.strictEqual(this.provider.exchanges.length, 0);
  });

  test('A18 attempts in parallel, answered in any order', async function (this: Context, assert) {
    await visit('/login');
    const first = await begin(this);
    const second = await begin(this);
    this.provider.claims = { nonce: first.get('nonce') };
    await comeBack(this, { code: 'one', state: first.get('state')! });
    assert.strictEqual(currentURL(), '/users');

    this.provider.claims = { nonce: second.get('nonce') };
    await comeBack(this, { code: 'two', state: second.get('state')! });
    assert.strictEqual(currentURL(), '/users');
    assert.deepEqual(
      this.provider.exchanges.map((form) => form.get('code')),
      ['one', 'two'],
    );
  });

  test('A19 an attempt that has taken more than ten minutes is over', async function (this: Context, assert) {
    await visit('/login');
    const asked = await begin(this);
    this.browser.computer.advance(601);
    await comeBack(this, { code: 'c', state: asked.get('state')! });
    assert.dom(ALERT).includesText('There is no sign-in under way');
    assert.strictEqual(this.provider.exchanges.length, 0);
  });

  test('A32 sign-in as somebody else: what was there is gone first', async function (this: Context, assert) {
    await signedIn(this);
    await visit('/users');
    await this.browser.storage.set('transactions', [
      {
        state: 'S',
        provider: 'oidc',
        issuer: ISSUER,
        tokenEndpoint: `${ISSUER}/token`,
        redirectUri: 'https://app.example/login/callback/oidc',
        codeVerifier: 'v'.repeat(43),
        nonce: 'n',
        navigator: 'redirect',
        startedAt: this.browser.now(),
      },
    ]);
    this.provider.claims = { nonce: 'n' };
    await comeBack(this, { code: 'c', state: 'S' });

    assert.strictEqual(currentURL(), '/users');
    assert.true(JSON.stringify(await stored(this)).includes('oidc'));
  });

  for (const [name, change] of [
    ['another nonce', { claims: { nonce: 'not-ours' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['another audience', { claims: { aud: 'another-app' } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['an end in the past', { claims: { exp: 1_000 } }],
    ['no id_token', { answer: { id_token: undefined } }],
  ] as const) {
    test(`A30 an id_token with ${name} is refused`, async function (this: Context, assert) {
      Object.assign(this.provider, change);
      await visit('/login');
      const asked = await begin(this);
      await comeBack(this, { code: 'c', state: asked.get('state')! });
      assert.dom(ALERT).includesText('did not fit what was asked');
      assert.strictEqual(await stored(this), undefined);
    });
  }

  test('a token endpoint that says no: the page says so, and leads back', async function (this: Context, assert) {
    this.server.post(
      `${ISSUER}/token`,
      () => new Response(400, {}, { error: 'invalid_grant' }),
    );
    await visit('/session');
    const asked = await begin(this);
    await comeBack(this, { code: 'c', state: asked.get('state')! });
    assert.dom('h1').hasText('Not signed in');
    await click('main a');
    assert.strictEqual(currentURL(), '/login');
    assert.strictEqual(
      this.browser.tabStorage.get('latchkey:return-to'),
      '/session',
      'where the user wanted to go is not lost',
    );
  });

  test('a provider without a discovery document: the button says so', async function (this: Context, assert) {
    this.server.get(
      `${ISSUER}/.well-known/openid-configuration`,
      () => new Response(503),
    );
    await visit('/login');
    await click(BUTTON);
    assert.dom('.sign-in').includesText('The provider cannot be reached');
    assert.deepEqual(this.browser.leftFor, []);
  });

  for (const [name, document] of [
    [
      'a page that is a script',
      { authorization_endpoint: 'javascript:alert(1)' },
    ],
    [
      'a token endpoint without TLS',
      { token_endpoint: 'http://login.example/token' },
    ],
  ] as const) {
    test(`M23 a discovery document with ${name}: nobody goes there`, async function (this: Context, assert) {
      this.server.get(`${ISSUER}/.well-known/openid-configuration`, () => ({
        issuer: ISSUER,
        authorization_endpoint: `${ISSUER}/authorize`,
        token_endpoint: `${ISSUER}/token`,
        ...document,
      }));
      await visit('/login');
      await click(BUTTON);
      assert.dom('.sign-in').includesText('The provider cannot be reached');
      assert.deepEqual(this.browser.leftFor, []);
    });
  }

  test('A14 a provider that says it names itself in each answer has to', async function (this: Context, assert) {
    this.server.get(`${ISSUER}/.well-known/openid-configuration`, () => ({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize`,
      token_endpoint: `${ISSUER}/token`,
      authorization_response_iss_parameter_supported: true,
    }));
    await visit('/login');
    const first = await begin(this);
    await comeBack(this, { code: 'c', state: first.get('state')! });
    assert.dom(ALERT).includesText('did not fit what was asked');
    assert.strictEqual(this.provider.exchanges.length, 0);

    await visit('/login');
    const second = await begin(this);
    const state = second.get('state')!;
    await comeBack(this, { code: 'c', state, iss: ISSUER });
    assert.strictEqual(currentURL(), '/users');
  });

  test('the provider renews its own tokens', async function (this: Context, assert) {
    this.provider.answer = { refresh_token: 'r' };
    await visit('/login');
    const asked = await begin(this);
    await comeBack(this, { code: 'c', state: asked.get('state')! });
    await visit('/session');
    assert.dom('.facts').includesText('Example');
    await click('.actions button');
    assert.strictEqual(
      this.provider.exchanges.at(-1)?.get('grant_type'),
      'refresh_token',
    );
    assert.strictEqual(
      this.provider.exchanges.at(-1)?.get('client_id'),
      CLIENT_ID,
    );
  });
});

module('Acceptance | hostile callbacks', function (hooks) {
  setupApplicationTest(hooks);
  withoutAccessibilityChecks(hooks);

  hooks.beforeEach(function (this: Context) {
    this.provider = useOpenIdProvider(this);
  });

  // Those that only a frame, a clock or a second user can show have a test of their own.
  const cases = hostile.filter(
    ({ expect, id, url }) =>
      expect === 'no-exchange' && !url.startsWith('(') && id !== 'C51',
  );

  for (const { id, name, url } of cases) {
    test(`A1 A2 A3 A10 A12 A13 A15 A17 ${id} ${name}: no exchange, no session, a way on`, async function (this: Context, assert) {
      await visit('/login');
      const asked = await begin(this);
      const query = url
        .replace('<100 kB>', 'x'.repeat(100_000))
        .replace('state=S', `state=${asked.get('state')}`);
      await comeBack(this, query);

      assert.strictEqual(this.provider.exchanges.length, 0);
      assert.strictEqual(await stored(this), undefined);
      assert.dom('h1').hasText('Not signed in');
      assert.dom('main a').hasAttribute('href', '/login');
      assert.strictEqual(findAll('main script, main img').length, 0);
      assert.dom('main').doesNotIncludeText('alert(1)');
      assert.dom('main').doesNotIncludeText('evil.example');
    });
  }
});
