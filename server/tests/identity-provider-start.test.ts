import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadIdentityProviders } from '../identity-providers/index.ts';
import { SettingsError } from '../settings-reader.ts';
import { readSettings } from '../settings.ts';
import {
  countRows,
  redeem,
  startTestProvider,
  type TestProvider,
} from './support/provider.ts';
import { startTestServer, type TestServer } from './support/server.ts';

const PATH = '/oauth/identity-provider/start';

describe(
  'the browser that begins, and which providers there are',
  {
    timeout: 300_000,
  },
  () => {
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

    const attempt = (changes: Record<string, string> = {}) => ({
      state: 'state-1',
      provider: 'facebook',
      redirect_uri: `${server.origin}/login/callback/facebook`,
      ...changes,
    });
    const start = async (
      parameters: Record<string, string>,
      headers: Record<string, string> = {},
    ) => {
      const response = await server.fetch(PATH, {
        method: 'POST',
        body: JSON.stringify(parameters),
        headers: { 'content-type': 'application/json', ...headers },
      });
      await response.text();
      return response;
    };

    test('A28 without PKCE a code is of use only to the browser that began, once, for that attempt', async () => {
      await provider.reset();
      const refused: Record<string, (form: Record<string, string>) => unknown> =
        {
          'no cookie': (form) => delete form['cookie'],
          'another cookie': (form) =>
            (form['cookie'] = `${form['cookie']?.split('=')[0]}=made-up`),
          'another state': (form) => (form['state'] = 'another'),
          'another redirect URI': (form) =>
            (form['redirect_uri'] = `${server.origin}/login/callback/google`),
        };
      for (const [what, spoil] of Object.entries(refused)) {
        const form = await provider.visit('facebook');
        spoil(form);
        provider.requests.length = 0;
        const { body } = await redeem(server, form);
        assert.equal(body['error'], 'invalid_grant', what);
        assert.equal(provider.requests.length, 0, what);
      }
      const { state: _, ...stateless } = await provider.visit('facebook');
      const { body } = await redeem(server, stateless);
      assert.equal(body['error'], 'invalid_request');

      const mine = await provider.visit('facebook');
      const theirs = await provider.visit('facebook');
      const planted = await redeem(server, {
        ...mine,
        code: theirs['code'] ?? '',
        state: theirs['state'] ?? '',
      });
      assert.equal(planted.body['error'], 'invalid_grant');
      // Nor does a cookie serve under the name of another attempt's.
      const [third, fourth] = [
        await provider.visit('facebook'),
        await provider.visit('facebook'),
      ];
      const name = third['cookie']?.split('=')[0] ?? '';
      const value = fourth['cookie']?.split('=')[1] ?? '';
      const renamed = await redeem(server, {
        ...third,
        cookie: `${name}=${value}`,
      });
      assert.equal(renamed.body['error'], 'invalid_grant');
      assert.equal((await redeem(server, mine)).status, 200);
      const fresh = await provider.visit('facebook');
      const again = await redeem(server, { ...fresh, ...pick(mine) });
      assert.equal(again.body['error'], 'invalid_grant');
      assert.equal((await countRows(server)).families, 1);

      function pick({ cookie = '', state = '' }: Record<string, string>) {
        return { cookie, state };
      }
    });

    test('A28 an attempt ends after 10 minutes', async () => {
      await provider.reset();
      const late = await provider.visit('facebook');
      await server.advance(600);
      assert.equal((await redeem(server, late)).body['error'], 'invalid_grant');
      const soon = await provider.visit('facebook');
      await server.advance(599);
      assert.equal((await redeem(server, soon)).status, 200);
    });

    test('A28 two tabs do not take each other’s cookie away', async () => {
      await provider.reset();
      const tabs = [
        await provider.visit('facebook'),
        await provider.visit('facebook', { person: 'grace' }),
      ];
      const cookie = tabs.map((form) => form['cookie']).join('; ');
      for (const form of tabs) {
        assert.equal((await redeem(server, { ...form, cookie })).status, 200);
      }
    });

    test('A28 the cookie is for this host alone, and no script reads it', async () => {
      await provider.reset();
      const plain = await start(attempt());
      assert.equal(plain.status, 204);
      assert.match(
        plain.headers.get('set-cookie') ?? '',
        /^latchkey-start-[\w-]{16}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
      );
      const origin = 'https://login.example.org';
      await provider.reset({}, { origin: () => origin });
      const redirectUri = `${origin}/login/callback/facebook`;
      const secure = await start(attempt({ redirect_uri: redirectUri }));
      assert.match(
        secure.headers.get('set-cookie') ?? '',
        /^__Host-latchkey-start-.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    });

    test('A28 no page of another site begins an attempt in its visitor’s browser', async () => {
      await provider.reset();
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ] as Record<string, string>[]) {
        const response = await start(attempt(), headers);
        assert.equal(response.status, 400);
        assert.equal(response.headers.get('set-cookie'), null);
      }
      const own = await start(attempt(), {
        origin: server.origin,
        'sec-fetch-site': 'same-origin',
      });
      assert.equal(own.status, 204);
    });

    test('A15 what is not an attempt is refused', async () => {
      await provider.reset();
      for (const changes of [
        { state: '' },
        { provider: 'nobody' },
        { redirect_uri: 'https://evil.example/' },
        { redirect_uri: '' },
      ] as Record<string, string>[]) {
        assert.equal((await start(attempt(changes))).status, 400);
      }
      for (const body of ['[]', 'null', '{', '{"state":{}}', '"x"']) {
        const response = await server.fetch(PATH, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
        assert.equal(response.status, 400, body);
        await response.text();
      }
      const get = await server.fetch(PATH, {});
      assert.equal(get.status, 405);
      await get.text();
    });

    test('a provider by settings alone: an OpenID issuer without a secret, and a server that speaks OAuth only', async () => {
      const callback = `${server.origin}/login/callback/google`;
      await provider.reset({
        SIGN_IN_METHODS: 'password,gitlab,my-acme',
        REDIRECT_URIS: callback,
        GITLAB_CLIENT_ID: 'simulated-google',
        GITLAB_ISSUER: provider.origin,
        MY_ACME_CLIENT_ID: 'simulated-google',
        MY_ACME_CLIENT_SECRET: 'simulated-secret',
        MY_ACME_ISSUER: 'https://acme.example',
        MY_ACME_TOKEN_URL: `${provider.origin}/token`,
        MY_ACME_USER_URL: `${provider.origin}/userinfo`,
      });
      for (const [id, person] of [
        ['gitlab', 'ada'],
        ['my-acme', 'alan'],
      ] as const) {
        const form = await provider.visit('google', { person });
        const { body, status } = await redeem(server, {
          ...form,
          provider: id,
        });
        assert.equal(status, 200, JSON.stringify(body));
      }
      assert.equal((await countRows(server)).identities, 2);
    });

    test('a provider of which nobody knows where it is, and addresses that secrets must not go to, are told at start', async () => {
      const { identityProviders } = readSettings({
        SIGN_IN_METHODS: 'acme',
        ACME_CLIENT_ID: 'x',
      });
      await assert.rejects(
        loadIdentityProviders(identityProviders),
        (error) =>
          error instanceof SettingsError && /ACME_ISSUER/.test(error.message),
      );
      const wrong = {
        GOOGLE_ISSUER: 'http://accounts.google.com',
        GOOGLE_TOKEN_URL: 'ftp://127.0.0.1/',
        GOOGLE_USER_URL: 'javascript:alert(1)',
        FACEBOOK_GRAPH_VERSION: '26',
        REDIRECT_URIS: 'data:text/html,x',
      };
      assert.throws(
        () => readSettings({ ...wrong, GOOGLE_CLIENT_ID: 'x' }),
        (error) => {
          assert.ok(error instanceof SettingsError);
          for (const name of Object.keys(wrong)) {
            assert.ok(error.message.includes(name), name);
          }
          return true;
        },
      );
    });
  },
);
