import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLog } from '../log.ts';
import type { Scenario } from '../simulated-provider/scenarios.ts';
import {
  countRows,
  PROVIDER_IDS,
  redeem,
  startTestProvider,
  type ProviderId,
  type TestProvider,
} from './support/provider.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { renew, statusOfMe, toPair } from './support/tokens.ts';

/** A provider that fails, and how often its token endpoint may be asked. */
const FAILURES: readonly Scenario[] = [
  'server-error',
  'error-in-200',
  'html',
  'empty',
  'redirect',
  'huge',
];

const BAD_TOKENS: readonly Scenario[] = [
  'token-unsigned',
  'token-symmetric',
  'token-forged',
  'token-issuer',
  'token-audience',
  'token-party',
  'token-expired',
  'token-future',
  'token-nonce',
  'token-no-nonce',
  'token-absent',
];

describe('codes of identity providers', { timeout: 300_000 }, () => {
  let server: TestServer;
  let provider: TestProvider;
  before(async () => {
    server = await startTestServer();
    provider = await startTestProvider(server);
  });
  after(async () => {
    await provider.close();
    await server.close();
  });

  const askedForTokens = () =>
    provider.requests.filter((request) => /^POST .*\/token$/.test(request))
      .length;

  for (const id of PROVIDER_IDS) {
    test(`${id}: a code brings our own tokens, an account, and later the same account`, async () => {
      await provider.reset();
      const first = await redeem(server, await provider.visit(id));
      assert.equal(first.status, 200, JSON.stringify(first.body));
      assert.deepEqual(Object.keys(first.body).sort(), [
        'access_token',
        'expires_in',
        'refresh_token',
        'scope',
        'token_type',
      ]);
      const pair = toPair(first.body);
      assert.equal(await statusOfMe(server, pair), 200);
      assert.equal((await renew(server, pair)).status, 200);
      const second = await redeem(server, await provider.visit(id));
      assert.equal(second.status, 200);
      assert.deepEqual(await countRows(server), {
        users: 252,
        identities: 1,
        families: 2,
        codes: 2,
      });
    });

    test(`A29 ${id}: however the provider fails, the answer is 502 in our own words, nothing is written, and it is asked once`, async () => {
      await provider.reset();
      for (const scenario of FAILURES) {
        const before = await countRows(server);
        provider.requests.length = 0;
        const form = await provider.visit(id, { scenario });
        const { body, status } = await redeem(server, form);
        assert.equal(status, 502, scenario);
        assert.equal(body['error'], 'identity_provider_error');
        assert.match(
          String(body['error_description']),
          /^(?:The (?:answer of the )?|What the )identity provider [a-z ,]+\.$/,
        );
        if (scenario === 'huge') {
          assert.match(String(body['error_description']), /too large/);
        }
        assert.equal(askedForTokens(), 1, scenario);
        assert.ok(!provider.requests.includes('POST /elsewhere'), scenario);
        assert.deepEqual(await countRows(server), {
          ...before,
          codes: before.codes + 1,
        });

        const again = await redeem(server, form);
        assert.equal(again.body['error'], 'invalid_grant', scenario);
        assert.equal(askedForTokens(), 1, 'a code is never retried');
      }
    });

    test(`A29 ${id}: a provider that takes too long is not waited for`, async () => {
      await provider.reset({ IDENTITY_PROVIDER_TIMEOUT: '1' });
      const form = await provider.visit(id, { scenario: 'slow' });
      const { body, status } = await redeem(server, form);
      assert.equal(status, 502);
      assert.match(String(body['error_description']), /in time/);
      assert.equal((await countRows(server)).users, 251);
    });

    test(`M4 ${id}: of 10 parallel redemptions of one code one succeeds, and the provider is asked once`, async () => {
      await provider.reset();
      provider.requests.length = 0;
      const form = await provider.visit(id);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => redeem(server, form)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [200, ...Array<number>(9).fill(400)]);
      assert.equal(askedForTokens(), 1);
      assert.equal((await countRows(server)).families, 1);
    });

    test(`${id}: a code that the provider refuses is invalid_grant`, async () => {
      await provider.reset();
      for (const changes of [{ code: 'made-up' }, {}]) {
        const form = await provider.visit(id, { scenario: 'code-refused' });
        const { body, status } = await redeem(server, { ...form, ...changes });
        assert.equal(status, 400);
        assert.equal(body['error'], 'invalid_grant');
      }
    });

    test(`${id}: a provider that is not there, or refuses our secret, is 502`, async () => {
      const gone = 'http://127.0.0.1:9';
      await provider.reset({
        [`${id.toUpperCase()}_ISSUER`]: gone,
        [`${id.toUpperCase()}_TOKEN_URL`]: gone,
      });
      const lost = await redeem(server, await provider.visit(id));
      assert.equal(lost.status, 502);
      await provider.reset({ [`${id.toUpperCase()}_CLIENT_SECRET`]: 'wrong' });
      const refused = await redeem(server, await provider.visit(id));
      assert.equal(refused.body['error'], 'identity_provider_error');
    });
  }

  for (const id of ['google', 'linkedin', 'oidc'] as const) {
    test(`A30 ${id}: an id_token that cannot be trusted is refused, and nobody is signed in`, async () => {
      await provider.reset();
      const before = await countRows(server);
      for (const scenario of BAD_TOKENS) {
        // LinkedIn's good ones have none.
        if (id === 'linkedin' && scenario === 'token-no-nonce') continue;
        const form = await provider.visit(id, { scenario });
        const { body, status } = await redeem(server, form);
        assert.equal(status, 502, scenario);
        assert.equal(body['error'], 'identity_provider_error');
      }
      const rows = await countRows(server);
      assert.deepEqual({ ...rows, codes: 0 }, { ...before, codes: 0 });
    });
  }

  for (const id of ['google', 'oidc'] as const) {
    test(`A30 ${id}: the nonce is the one that this browser kept`, async () => {
      await provider.reset();
      const form = await provider.visit(id);
      const { status } = await redeem(server, { ...form, nonce: 'another' });
      assert.equal(status, 502);
    });
  }

  test('A30 an issuer that calls itself otherwise is refused', async () => {
    await provider.reset({ OIDC_ISSUER: `${provider.origin}/` });
    const { status } = await redeem(server, await provider.visit('oidc'));
    assert.equal(status, 502);
  });

  test('A28 with PKCE a code is of no use without the verifier of its browser', async () => {
    await provider.reset();
    for (const id of ['google', 'github', 'oidc'] as const) {
      const form = await provider.visit(id);
      const other = await redeem(server, {
        ...form,
        code_verifier: 'a'.repeat(43),
      });
      assert.equal(other.body['error'], 'invalid_grant', id);
      for (const verifier of ['', 'short', 'ä'.repeat(43), 'a'.repeat(129)]) {
        const fresh = await provider.visit(id);
        const refused = await redeem(server, {
          ...fresh,
          code_verifier: verifier,
        });
        assert.equal(refused.body['error'], 'invalid_request', verifier);
      }
    }
    assert.equal((await countRows(server)).families, 0);
  });

  test('A28 linkedin: without PKCE a code is of no use in a browser that did not begin', async () => {
    await provider.reset();
    const { cookie: _, ...form } = await provider.visit('linkedin');
    const { body } = await redeem(server, form);
    assert.equal(body['error'], 'invalid_grant');
    assert.equal(askedForTokens(), 0);
    assert.equal((await countRows(server)).families, 0);
  });

  test("A8 A13 one provider's code, or issuer, is nothing to another", async () => {
    await provider.reset();
    const google = await provider.visit('google');
    const asGithub = await redeem(server, { ...google, provider: 'github' });
    assert.equal(asGithub.body['error'], 'invalid_grant');
    provider.requests.length = 0;
    const foreign = await redeem(server, {
      ...(await provider.visit('github')),
      iss: 'https://somebody-else.example',
    });
    assert.equal(foreign.body['error'], 'invalid_grant');
    assert.equal(askedForTokens(), 0);
    const own = await redeem(server, {
      ...(await provider.visit('google')),
      iss: `${provider.origin}/google`,
    });
    assert.equal(own.status, 200);
  });

  test('A15 M23 what is missing, there twice, malformed or not registered is refused before the provider is asked', async () => {
    await provider.reset();
    const form = await provider.visit('google');
    provider.requests.length = 0;
    const changes: readonly (readonly [Record<string, string>, string])[] = [
      [{ provider: '' }, 'invalid_request'],
      [{ provider: 'nobody' }, 'invalid_request'],
      [{ provider: '__proto__' }, 'invalid_request'],
      [{ code: '' }, 'invalid_request'],
      [{ code: 'a\u0000b' }, 'invalid_request'],
      [{ code: 'a'.repeat(5000) }, 'invalid_request'],
      [{ code_verifier: 'short' }, 'invalid_request'],
      [{ code_verifier: 'é'.repeat(43) }, 'invalid_request'],
      [{ code_verifier: 'a'.repeat(129) }, 'invalid_request'],
      [{ nonce: '' }, 'invalid_request'],
      [{ redirect_uri: '' }, 'invalid_request'],
      [{ redirect_uri: 'javascript:alert(1)' }, 'invalid_grant'],
      [{ redirect_uri: `${form['redirect_uri']}/` }, 'invalid_grant'],
      [
        { redirect_uri: `${server.origin}/login/callback/github` },
        'invalid_grant',
      ],
      [{ scope: 'everything' }, 'invalid_scope'],
      [{ client_id: 'another-app' }, 'unauthorized_client'],
    ];
    for (const [change, error] of changes) {
      const { body, status } = await redeem(server, { ...form, ...change });
      assert.equal(status, 400, JSON.stringify(change));
      assert.equal(body['error'], error, JSON.stringify(change));
    }
    const twice = await server.fetch('/oauth/token', {
      method: 'POST',
      body: `${new URLSearchParams(form).toString()}&code=another`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    assert.equal(twice.status, 400);
    assert.equal(provider.requests.length, 0);
    // None of it used the code up.
    assert.equal((await redeem(server, form)).status, 200);
  });

  test('REDIRECT_URIS replaces the default, for all providers or for one', async () => {
    const uri = 'http://localhost:4200/login/callback/{provider}';
    await provider.reset({ REDIRECT_URIS: uri });
    const form = await provider.visit('google');
    const { body } = await redeem(server, form);
    assert.equal(body['error'], 'invalid_grant');
    // The address is allowed, and then the provider says that the code is of another one.
    provider.requests.length = 0;
    await redeem(server, {
      ...(await provider.visit('google')),
      redirect_uri: 'http://localhost:4200/login/callback/google',
    });
    assert.equal(askedForTokens(), 1);
  });

  test('providers without settings are off, and without any the grant is', async () => {
    await provider.reset({
      GITHUB_CLIENT_ID: '',
      FACEBOOK_CLIENT_SECRET: '',
      LINKEDIN_CLIENT_SECRET: '',
    });
    const form = await provider.visit('google');
    for (const id of ['github', 'facebook', 'linkedin']) {
      const { body } = await redeem(server, { ...form, provider: id });
      assert.equal(body['error'], 'invalid_request');
    }
    await server.reset({});
    const { body } = await redeem(server, form);
    assert.equal(body['error'], 'unsupported_grant_type');
  });

  test('A30 facebook: an access token of another app is refused', async () => {
    await provider.reset();
    const form = await provider.visit('facebook', { scenario: 'app-foreign' });
    assert.equal((await redeem(server, form)).status, 502);
    assert.equal((await countRows(server)).users, 251);
  });

  test('C12 the log names neither codes nor secrets nor users, also when providers fail', async () => {
    const lines: string[] = [];
    await provider.reset({}, { log: createLog((line) => lines.push(line)) });
    const tokensIn = (body: Record<string, unknown>) => {
      const { accessToken, refreshToken } = toPair(body);
      return [accessToken, refreshToken];
    };
    const secrets = ['simulated-secret', 'ada.lovelace', 'Lovelace'];
    const scenarios: readonly Scenario[] = ['approve', ...FAILURES];
    for (const id of PROVIDER_IDS as readonly ProviderId[]) {
      for (const scenario of [...scenarios, 'token-nonce'] as const) {
        const form = await provider.visit(id, { scenario });
        const { body } = await redeem(server, form);
        secrets.push(
          ...['code', 'code_verifier', 'nonce', 'state'].map((name) =>
            String(form[name]),
          ),
          ...(form['cookie'] ? [form['cookie'].split('=')[1] ?? ''] : []),
          ...(body['access_token'] ? tokensIn(body) : []),
        );
      }
    }
    const text = lines.join('');
    assert.match(text, /"event":"identity-provider"/);
    for (const secret of secrets.filter((value) => value !== '')) {
      assert.ok(!text.includes(secret), `${secret} is in the log`);
    }
  });
});
