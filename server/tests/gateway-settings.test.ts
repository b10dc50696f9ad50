import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkGateway } from '../gateway/check.ts';
import { loadIdentityProviders } from '../identity-providers/index.ts';
import { SettingsError, type Environment } from '../settings-reader.ts';
import { readSettings } from '../settings.ts';
import { matchesHash } from '../tokens.ts';

const GITHUB = { GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b' };
const SECRET = 's'.repeat(32);

/** Reads the settings, and checks them as a start of the server does. */
async function start(environment: Environment) {
  const settings = readSettings(environment);
  const loaded = await loadIdentityProviders(settings.identityProviders);
  await checkGateway(settings, loaded);
  return settings.gateway;
}

describe('the settings of the gateway', () => {
  test('without them there is none', async () => {
    assert.equal(await start({}), undefined);
    assert.equal(
      await start({ ...GITHUB, GATEWAY_PREFIX: '/gate' }),
      undefined,
    );
  });

  test('a provider that is on makes the server the gateway', async () => {
    assert.deepEqual(await start({ ...GITHUB, GATEWAY_PROVIDER: 'github' }), {
      kind: 'server',
      provider: 'github',
      prefix: '/oauth2',
      idleLifetime: 24 * 60 * 60,
      sessionLifetime: 14 * 24 * 60 * 60,
    });
    const own = await start({
      ...GITHUB,
      GATEWAY_PROVIDER: 'github',
      GATEWAY_PREFIX: '/gate/way/',
    });
    assert.equal(own?.kind === 'server' && own.prefix, '/gate/way');
  });

  test('of a secret only the hash is kept', async () => {
    const gateway = await start({ GATEWAY_SHARED_SECRET: SECRET });
    assert.equal(gateway?.kind, 'proxy');
    assert.ok(matchesHash(SECRET, gateway.secretHash));
    assert.ok(!JSON.stringify(gateway).includes(SECRET));
  });

  test('what the app alone has of a provider is not the matter of the server', async () => {
    const app = { ...GITHUB, GITHUB_AUTHORIZE_URL: 'http://{TENANT}.example' };
    assert.equal(await start(app), undefined);
    await start({
      ...GITHUB,
      GATEWAY_PROVIDER: 'github',
      GITHUB_AUTHORIZE_URL: '/oauth/authorize',
    });
  });

  const wrong: readonly (readonly [string, Environment, RegExp])[] = [
    [
      'a provider without a client id',
      { GATEWAY_PROVIDER: 'github' },
      /GATEWAY_PROVIDER is "github", .*GITHUB_CLIENT_ID/,
    ],
    [
      'a provider that nobody knows',
      { ...GITHUB, GATEWAY_PROVIDER: 'gitlab' },
      /GATEWAY_PROVIDER is "gitlab", .*GITLAB_CLIENT_ID/,
    ],
    [
      'a provider without its secret',
      { GITHUB_CLIENT_ID: 'a', GATEWAY_PROVIDER: 'github' },
      /GATEWAY_PROVIDER is "github", .*all else that it needs/,
    ],
    [
      'an OAuth server without an address to sign in at',
      {
        SIGN_IN_METHODS: 'oauth',
        OAUTH_CLIENT_ID: 'a',
        OAUTH_TOKEN_URL: 'https://o.example/token',
        OAUTH_USER_URL: 'https://o.example/user',
        GATEWAY_PROVIDER: 'oauth',
      },
      /OAUTH_AUTHORIZE_URL is not set/,
    ],
    ...['http://o.example/authorize', '//o.example', 'authorize'].map(
      (address) =>
        [
          `the sign-in page ${address}`,
          {
            ...GITHUB,
            GATEWAY_PROVIDER: 'github',
            GITHUB_AUTHORIZE_URL: address,
          },
          /GITHUB_AUTHORIZE_URL takes a path or an https address/,
        ] as const,
    ),
    [
      'both kinds at once',
      {
        ...GITHUB,
        GATEWAY_PROVIDER: 'github',
        GATEWAY_SHARED_SECRET: SECRET,
      },
      /set one of them/,
    ],
    [
      'a short secret',
      { GATEWAY_SHARED_SECRET: SECRET.slice(1) },
      /GATEWAY_SHARED_SECRET must have at least 32/,
    ],
    ...[
      'oauth2',
      '/api',
      '/api/x',
      '/oauth',
      '/',
      '/a/../b',
      '/a b',
      '/login',
    ].map(
      (prefix) =>
        [
          `the prefix ${prefix}`,
          { ...GITHUB, GATEWAY_PROVIDER: 'github', GATEWAY_PREFIX: prefix },
          /GATEWAY_PREFIX must be a path of its own/,
        ] as const,
    ),
  ];
  for (const [name, environment, message] of wrong) {
    test(`${name} is refused at the start`, async () => {
      await assert.rejects(start(environment), (error) => {
        assert.ok(error instanceof SettingsError);
        assert.match(error.message, message);
        assert.ok(!error.message.includes(SECRET.slice(1)));
        return true;
      });
    });
  }
});
