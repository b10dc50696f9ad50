import { identityProviders } from 'latchkey/identity-providers';
import { ProviderClient } from 'latchkey/auth/provider-client';
import { module, test } from 'qunit';
import { pickSettings, understandSettings } from '../../../config/settings';
import { toChallenge } from '../../../mirage/pkce';

const ORIGIN = 'https://app.example';
const WORLD = { now: () => 0, isOnline: () => true };
const FLOWS = ['password', 'authorization-code', 'torii', 'gateway'];

/** What holds for every file in `app/identity-providers/`: a new one is tested without a test of its own. */
module('Unit | identity providers | contract', function () {
  for (const provider of identityProviders.values()) {
    const { id } = provider;
    const prefix = id.toUpperCase().replaceAll('-', '_');

    module(id, function () {
      /** Everything that a provider may need of an installation. */
      const settings = (more: Record<string, string> = {}) =>
        understandSettings(
          pickSettings(
            {
              SIGN_IN_METHODS: id,
              [`${prefix}_CLIENT_ID`]: 'our-id',
              ...('issuer' in provider
                ? {}
                : { [`${prefix}_ISSUER`]: 'https://issuer.example' }),
              ...('authorizationEndpoint' in provider
                ? {}
                : {
                    [`${prefix}_AUTHORIZE_URL`]:
                      'https://issuer.example/authorize',
                  }),
              ...more,
            },
            [id],
          ),
          [...identityProviders.values()],
          ORIGIN,
        );

      test('has an id that fits into an address and a setting, a label and a flow', function (assert) {
        assert.true(/^[a-z][a-z0-9-]*$/.test(id), id);
        assert.true(provider.label.length > 0);
        assert.true(FLOWS.includes(provider.flow));
      });

      if (provider.flow === 'password' || provider.flow === 'gateway') return;

      test('asks for its client id by name', function (assert) {
        assert.throws(
          () => settings({ [`${prefix}_CLIENT_ID`]: '' }),
          new RegExp(`^SettingsError: ${prefix}_CLIENT_ID is not set`),
        );
        assert.strictEqual(settings().providers[id]?.clientId, 'our-id');
      });

      test('A13 M23 is found over TLS, at addresses that are complete', function (assert) {
        const { authorizationEndpoint, issuer } = settings().providers[id]!;
        for (const address of [authorizationEndpoint, issuer]) {
          if (address === undefined) continue;
          const url = new URL(address);
          assert.strictEqual(url.protocol, 'https:');
          assert.false(/[{}]|%7B/.test(address), 'no setting is left open');
          assert.strictEqual(url.username + url.password + url.hash, '');
        }
      });

      test('A7 A9 is asked with everything that lets its answer be checked', async function (assert) {
        const { providers, redirectUri } = settings();
        const { authorizationEndpoint = '', issuer } = providers[id]!;
        const hasPkce = provider.pkce ?? true;
        const hasNonce = provider.flow !== 'torii' || (provider.nonce ?? true);
        const client = new ProviderClient(
          {
            id,
            issuer: issuer ?? new URL(authorizationEndpoint).origin,
            clientId: 'our-id',
            scopes: provider.scopes,
            redirectUri: redirectUri.replace('{provider}', id),
            authorizationEndpoint,
            redemption: 'server',
            hasPkce,
            hasNonce,
            sendsIssuer: provider.sendsIssuer ?? 'sometimes',
            parameters: provider.parameters ?? {},
          },
          WORLD,
        );
        const { transaction, url } = await client.begin({
          returnTo: '/users',
          navigator: 'redirect',
        });
        const asked = new URL(url).searchParams;
        assert.strictEqual(asked.get('response_type'), 'code');
        assert.strictEqual(asked.get('client_id'), 'our-id');
        assert.strictEqual(
          asked.get('redirect_uri'),
          `${ORIGIN}/login/callback/${id}`,
        );
        assert.strictEqual(asked.get('state'), transaction.state);
        assert.true(transaction.state.length >= 22, '128 bits');
        assert.strictEqual(
          asked.get('code_challenge'),
          hasPkce ? await toChallenge(transaction.codeVerifier) : null,
        );
        assert.strictEqual(
          asked.get('nonce'),
          hasNonce && provider.scopes.includes('openid')
            ? transaction.nonce
            : null,
        );
        for (const name of asked.keys()) {
          assert.strictEqual(asked.getAll(name).length, 1, name);
        }
      });

      test('A3 A15 A17 an answer that does not fit is refused', async function (assert) {
        const { providers, redirectUri } = settings();
        const { authorizationEndpoint = '', issuer } = providers[id]!;
        const pinned = issuer ?? new URL(authorizationEndpoint).origin;
        const client = new ProviderClient(
          {
            id,
            issuer: pinned,
            clientId: 'our-id',
            scopes: provider.scopes,
            redirectUri,
            authorizationEndpoint,
            redemption: 'server',
            hasPkce: provider.pkce ?? true,
            sendsIssuer: provider.sendsIssuer ?? 'sometimes',
            parameters: {},
          },
          WORLD,
        );
        const { transaction } = await client.begin({
          returnTo: undefined,
          navigator: 'redirect',
        });
        const { state } = transaction;
        const good = new URLSearchParams({
          code: 'c',
          state,
          ...(provider.sendsIssuer === 'always' && { iss: pinned }),
        });
        assert.strictEqual(client.check(good, transaction).code, 'c');
        for (const hostile of [
          'code=c',
          'code=c&state=constructor',
          `code=c&state=${state}&state=${state}`,
          `code=c&code=d&state=${state}`,
          `code=c&state=${state}&iss=https://evil.example`,
          `code=c&state=${state}&access_token=t`,
          `error=access_denied&error=x&state=${state}`,
        ]) {
          assert.throws(
            () => client.check(new URLSearchParams(hostile), transaction),
            /AuthError/,
            hostile,
          );
        }
      });
    });
  }
});
