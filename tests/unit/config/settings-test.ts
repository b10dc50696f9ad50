import { module, test } from 'qunit';
import {
  DEFAULT_SETTINGS,
  pickSettings,
  SettingsError,
  understandSettings,
  type SettingValues,
} from '../../../config/settings';
import { isLoopback } from '../../../config/urls';

const ORIGIN = 'https://app.example';
const PROVIDERS = [
  { id: 'password', flow: 'password' },
  {
    id: 'google',
    flow: 'authorization-code',
    label: 'Google',
    issuer: 'https://accounts.example',
    authorizationEndpoint: 'https://accounts.example/auth',
  },
  {
    id: 'github',
    flow: 'authorization-code',
    authorizationEndpoint: 'https://git.example/{FACEBOOK_GRAPH_VERSION}/auth',
  },
  {
    id: 'oidc',
    flow: 'authorization-code',
    label: 'OpenID',
    redemption: 'browser',
  },
] as const;

function understand(values: Partial<SettingValues> = {}, origin = ORIGIN) {
  return understandSettings(
    { ...DEFAULT_SETTINGS, ...values },
    PROVIDERS,
    origin,
  );
}

/** The settings of an app whose users sign in at an OpenID provider. */
const OIDC: Partial<SettingValues> = {
  SIGN_IN_METHODS: 'oidc',
  OIDC_ISSUER: 'https://id.example/realms/a',
  OIDC_CLIENT_ID: 'our-id',
};

module('Unit | config | settings', function () {
  test('the gateway is a folder: a path belongs to the API’s host', function (assert) {
    const base = (GATEWAY_PREFIX: string, more: Partial<SettingValues> = {}) =>
      understand({ GATEWAY_PREFIX, ...more }).gatewayBase;
    assert.strictEqual(base(''), `${ORIGIN}/oauth2`);
    assert.strictEqual(base('/sso/'), `${ORIGIN}/sso`);
    assert.strictEqual(
      base('https://login.example/oauth2'),
      'https://login.example/oauth2',
    );
    assert.strictEqual(
      base('/oauth2', { API_HOST: 'https://api.example' }),
      'https://api.example/oauth2',
    );
  });

  test('N11 a gateway that is no folder is refused', function (assert) {
    for (const GATEWAY_PREFIX of [
      'oauth2',
      '/oauth2?x=1',
      '//evil.example',
      'javascript:alert(1)',
      'http://login.example/oauth2',
      'https://u:p@login.example/oauth2',
      '/oauth2#x',
    ]) {
      refuses(assert, { GATEWAY_PREFIX });
    }
  });

  test('a gateway needs no client id, and may have a name of its own', function (assert) {
    const settings = understandSettings(
      {
        ...DEFAULT_SETTINGS,
        SIGN_IN_METHODS: 'gateway',
        GATEWAY_LABEL: 'Example',
      },
      [{ id: 'gateway', flow: 'gateway', label: 'single sign-on' }],
      ORIGIN,
    );
    assert.strictEqual(settings.providers['gateway']?.label, 'Example');
    assert.strictEqual(settings.providers['gateway']?.clientId, '');
  });

  /** A value is refused, and the error says which setting it is, what is wrong and what to do. */
  function refuses(
    assert: Assert,
    values: Partial<SettingValues>,
    { origin = ORIGIN, name = Object.keys(values)[0] ?? '' } = {},
  ): void {
    const shown = JSON.stringify(values);
    let error: unknown;
    try {
      understand(values, origin);
    } catch (thrown) {
      error = thrown;
    }
    if (!(error instanceof SettingsError)) {
      assert.true(
        false,
        `${shown} is accepted, or fails otherwise: ${String(error)}`,
      );
      return;
    }
    assert.strictEqual(error.setting, name, shown);
    assert.true(error.message.startsWith(`${name} `), error.message);
    const remedy = /\. (Set|Write|Use|Name|Add|Leave|Register) .+$/s;
    assert.true(remedy.test(error.message), error.message);
  }

  test('the defaults are an app whose own origin answers everything', function (assert) {
    assert.propContains(understand(), {
      clientId: 'latchkey',
      scope: undefined,
      tokenEndpoint: 'https://app.example/oauth/token',
      revocationEndpoint: 'https://app.example/oauth/revoke',
      apiBase: 'https://app.example/api/',
      currentUserEndpoint: 'https://app.example/api/me',
      signInMethods: ['password'],
    });
  });

  test('what the API can do, and how it writes names', function (assert) {
    assert.propContains(understand(), {
      apiFeatures: ['page', 'sort', 'search', 'todos', 'headers'],
      attributeNames: 'dasherized',
    });
    assert.propContains(
      understand({
        API_FEATURES: ' sort , page',
        API_ATTRIBUTE_NAMES: 'camel-cased',
      }),
      { apiFeatures: ['sort', 'page'], attributeNames: 'camel-cased' },
    );
    assert.deepEqual(understand({ API_FEATURES: '' }).apiFeatures, []);
    refuses(assert, { API_FEATURES: 'page,count' });
    refuses(assert, { API_ATTRIBUTE_NAMES: 'camelCased' });
    refuses(assert, { API_ATTRIBUTE_NAMES: '' });
  });

  module('from an environment', function () {
    test('what is not set has its default, what is empty stays empty', function (assert) {
      assert.deepEqual(pickSettings({}), DEFAULT_SETTINGS);
      const picked = pickSettings({
        CLIENT_ID: ' mine ',
        REVOKE_TOKEN_ENDPOINT: '',
        API_NAMESPACE: undefined,
      });
      assert.strictEqual(picked.CLIENT_ID, 'mine');
      assert.strictEqual(picked.REVOKE_TOKEN_ENDPOINT, '');
      assert.strictEqual(picked.API_NAMESPACE, 'api');
    });

    test('C8 nothing but the settings is taken', function (assert) {
      const picked = pickSettings({
        CLIENT_SECRET: 's3cret',
        GITHUB_CLIENT_SECRET: 's3cret',
        DATABASE_URL: 's3cret',
        PATH: '/bin',
      });
      assert.deepEqual(Object.keys(picked), Object.keys(DEFAULT_SETTINGS));
      assert.notOk(JSON.stringify(picked).includes('s3cret'));
    });
  });

  module('the API', function () {
    test('C2 lies on another origin when API_HOST says so, and the endpoints that are paths with it', function (assert) {
      const settings = understand({ API_HOST: 'https://api.example' });
      assert.strictEqual(settings.apiBase, 'https://api.example/api/');
      assert.strictEqual(
        settings.tokenEndpoint,
        'https://api.example/oauth/token',
      );
      assert.strictEqual(
        settings.currentUserEndpoint,
        'https://api.example/api/me',
      );
    });

    test('C2 an endpoint that is a whole address lies where it says', function (assert) {
      const settings = understand({
        API_HOST: 'https://api.example',
        TOKEN_ENDPOINT: 'https://id.example/token?tenant=7',
        REVOKE_TOKEN_ENDPOINT: 'https://id.example/revoke',
        CURRENT_USER_ENDPOINT: 'https://id.example/userinfo',
      });
      assert.strictEqual(
        settings.tokenEndpoint,
        'https://id.example/token?tenant=7',
      );
      assert.strictEqual(
        settings.revocationEndpoint,
        'https://id.example/revoke',
      );
      assert.strictEqual(
        settings.currentUserEndpoint,
        'https://id.example/userinfo',
      );
      assert.strictEqual(settings.apiBase, 'https://api.example/api/');
    });

    test('has the port of API_PORT, on its own host or on the app’s', function (assert) {
      const base = (values: Partial<SettingValues>) =>
        understand(values).apiBase;
      const API_HOST = 'https://api.example';
      assert.strictEqual(
        base({ API_HOST, API_PORT: '8443' }),
        'https://api.example:8443/api/',
      );
      assert.strictEqual(
        base({ API_PORT: '8443' }),
        'https://app.example:8443/api/',
      );
      assert.strictEqual(
        base({ API_HOST: `${API_HOST}:9000`, API_PORT: '8443' }),
        'https://api.example:8443/api/',
      );
      assert.strictEqual(
        base({ API_HOST: `${API_HOST}:9000/` }),
        'https://api.example:9000/api/',
      );
      for (const API_PORT of ['', '443', '00443']) {
        assert.strictEqual(
          base({ API_HOST, API_PORT }),
          'https://api.example/api/',
        );
      }
    });

    test('a port that is none is refused', function (assert) {
      for (const API_PORT of [
        '0',
        '65536',
        '-1',
        '80a',
        '8e3',
        '0x50',
        '80.5',
        '123456',
        'https',
        '80/evil',
        '80@evil.example',
      ]) {
        refuses(assert, { API_PORT });
      }
    });

    for (const [API_NAMESPACE, path] of [
      ['api', '/api/'],
      ['/api', '/api/'],
      ['api/', '/api/'],
      ['//api//', '/api/'],
      ['api/v1', '/api/v1/'],
      ['/api/v1/', '/api/v1/'],
      ['v1.0', '/v1.0/'],
      ['', '/'],
      ['/', '/'],
      ['///', '/'],
    ] as const) {
      test(`the namespace "${API_NAMESPACE}" is the path ${path}`, function (assert) {
        const settings = understand({ API_NAMESPACE });
        assert.strictEqual(settings.apiBase, `${ORIGIN}${path}`);
        assert.strictEqual(settings.currentUserEndpoint, `${ORIGIN}${path}me`);
      });
    }

    test('B1 a namespace leads nowhere but to the API’s own origin', function (assert) {
      for (const API_NAMESPACE of [
        'https://evil.example/api',
        'http://evil.example',
        'javascript:alert(1)',
        'data:text/html,x',
        'https:evil.example',
        '\\\\evil.example/api',
        '\\/evil.example',
        '\t//evil.example',
      ]) {
        refuses(assert, { API_NAMESPACE });
      }
    });

    test('a namespace that is no path is refused', function (assert) {
      for (const API_NAMESPACE of [
        'api?x=1',
        'api#x',
        '..',
        'api/../..',
        'a b',
      ]) {
        refuses(assert, { API_NAMESPACE });
      }
    });

    test('B1 a host that is more, or less, than a scheme and a host is refused', function (assert) {
      for (const API_HOST of [
        'api.example',
        '//evil.example',
        'javascript:alert(1)',
        'https://',
        'https:///api.example',
        'https:/api.example',
        'https:api.example',
        'https://user:pw@api.example',
        'https://user@api.example',
        'https://api.example/v1',
        'https://api.example?x',
        'https://api.example#x',
        'https://api.example\\@evil.example',
        'https:\\\\evil.example',
        'https://api example',
        'https://api.example\n',
        'https://api.example:99999',
        'https://[::1',
        'https://%00',
        'ftp://api.example',
        'wss://api.example',
        'null',
      ]) {
        refuses(assert, { API_HOST });
      }
    });

    test('plain http is for the own machine, and for an app that has nothing better itself', function (assert) {
      for (const API_HOST of [
        'http://localhost:3000',
        'http://LOCALHOST:3000',
        'http://api.localhost',
        'http://127.0.0.1:3000',
        'http://127.9.9.9',
        'http://2130706433',
        'http://[::1]:3000',
      ]) {
        assert.true(
          understand({ API_HOST }).apiBase.startsWith('http://'),
          API_HOST,
        );
      }
      const API_HOST = 'http://intranet.example';
      assert.strictEqual(
        understand({ API_HOST }, API_HOST).apiBase,
        `${API_HOST}/api/`,
      );
      assert.strictEqual(
        understand({}, API_HOST).tokenEndpoint,
        `${API_HOST}/oauth/token`,
      );
    });

    test('plain http to anywhere else is refused', function (assert) {
      for (const API_HOST of [
        'http://api.example',
        'http://app.example',
        'http://localhost.evil.example',
        'http://evil-localhost',
        'http://127.0.0.1.evil.example',
        'http://127.evil.example',
        'http://[::2]',
        'http://0.0.0.0',
        'http://10.0.0.1',
      ]) {
        refuses(assert, { API_HOST });
      }
      refuses(
        assert,
        { API_HOST: 'http://intranet.example:81' },
        { origin: 'http://intranet.example' },
      );
    });
  });

  module('an endpoint', function () {
    const names = [
      'TOKEN_ENDPOINT',
      'REVOKE_TOKEN_ENDPOINT',
      'CURRENT_USER_ENDPOINT',
    ] as const;

    for (const name of names) {
      test(`B1 ${name}: what is neither a path nor a web address is refused`, function (assert) {
        for (const value of [
          'javascript:alert(1)',
          'JAVASCRIPT:alert(1)',
          'data:text/html,x',
          'blob:https://app.example/x',
          'file:///etc/passwd',
          'ws://app.example',
          '//evil.example/token',
          '\\\\evil.example/token',
          'oauth/token',
          './token',
          'https://',
          'https://user:pw@id.example/token',
          'https://user@id.example/token',
          'https://id.example/token#x',
          '/oauth/token#x',
          'https://[',
        ]) {
          refuses(assert, { [name]: value }, { name });
        }
      });

      test(`B1 ${name}: a path that a browser takes for another host is refused`, function (assert) {
        for (const value of [
          '/\\evil.example/token',
          '/\t/evil.example/token',
          '/\n/evil.example/token',
        ]) {
          refuses(assert, { [name]: value }, { name });
        }
      });

      test(`B1 ${name}: a password without a user name is refused, too`, function (assert) {
        refuses(assert, { [name]: 'https://:pw@id.example/token' }, { name });
      });

      test(`${name}: plain http is for the own machine`, function (assert) {
        refuses(assert, { [name]: 'http://id.example/token' }, { name });
        assert.strictEqual(
          typeof understand({ [name]: 'http://localhost:3000/token' }),
          'object',
        );
      });
    }

    test('revocation may be absent, the token endpoint may not', function (assert) {
      assert.strictEqual(
        understand({ REVOKE_TOKEN_ENDPOINT: '' }).revocationEndpoint,
        undefined,
      );
      refuses(assert, { TOKEN_ENDPOINT: '' });
      assert.strictEqual(
        understand({ CURRENT_USER_ENDPOINT: '' }).currentUserEndpoint,
        `${ORIGIN}/api/me`,
      );
    });
  });

  module('who asks, and for what', function () {
    test('an empty client id is refused', function (assert) {
      refuses(assert, { CLIENT_ID: '' });
    });

    test('an empty scope asks for none', function (assert) {
      assert.strictEqual(understand({ SCOPE: '' }).scope, undefined);
      assert.strictEqual(understand({ SCOPE: 'a b' }).scope, 'a b');
    });

    test('the ways to sign in keep their order', function (assert) {
      assert.deepEqual(
        understand({
          SIGN_IN_METHODS: ' github, ,password,',
          GITHUB_CLIENT_ID: 'our-id',
        }).signInMethods,
        ['github', 'password'],
      );
    });

    test('no way to sign in, an unknown one, or one twice is refused', function (assert) {
      for (const SIGN_IN_METHODS of [
        '',
        ',',
        ' , ',
        'passwort',
        'Password',
        'password,gitlab',
        'password,password',
        'password, github ,password',
        '__proto__',
        'constructor',
        'length',
        '0',
        '../types',
        'password;github',
      ]) {
        refuses(assert, { SIGN_IN_METHODS });
      }
    });

    test('the error about a way to sign in names it, and what there is', function (assert) {
      assert.throws(
        () => understand({ SIGN_IN_METHODS: 'password,gitlab' }),
        (error: unknown) =>
          error instanceof SettingsError &&
          error.message.includes('"gitlab"') &&
          error.message.includes('app/identity-providers/gitlab.ts') &&
          error.message.includes('password, google, github, oidc'),
      );
    });
  });

  module('identity providers', function () {
    test('know this app by the ids that are set for those in use', function (assert) {
      const { providers } = understand({
        ...OIDC,
        SIGN_IN_METHODS: 'oidc,password,github',
        GITHUB_CLIENT_ID: 'ours-at-github',
        GOOGLE_CLIENT_ID: 'unused',
      });
      assert.deepEqual(providers, {
        oidc: {
          clientId: 'our-id',
          label: 'OpenID',
          issuer: 'https://id.example/realms/a',
          authorizationEndpoint: undefined,
          scope: undefined,
          prompt: undefined,
          redemption: 'browser',
        },
        github: {
          clientId: 'ours-at-github',
          label: 'github',
          issuer: undefined,
          authorizationEndpoint: 'https://git.example/v26.0/auth',
          scope: undefined,
          prompt: undefined,
          redemption: 'server',
        },
      });
    });

    test('their files can be overruled, setting by setting', function (assert) {
      const { google } = understand({
        SIGN_IN_METHODS: 'google',
        GOOGLE_CLIENT_ID: 'ours',
        GOOGLE_LABEL: 'Work',
        GOOGLE_ISSUER: 'https://stand-in.example',
        GOOGLE_AUTHORIZE_URL: '/stand-in/authorize',
        GOOGLE_SCOPE: 'openid',
        GOOGLE_PROMPT: 'consent',
        GOOGLE_REDEMPTION: 'browser',
      }).providers;
      assert.deepEqual(google, {
        clientId: 'ours',
        label: 'Work',
        issuer: 'https://stand-in.example',
        authorizationEndpoint: `${ORIGIN}/stand-in/authorize`,
        scope: 'openid',
        prompt: 'consent',
        redemption: 'browser',
      });
    });

    test('B1 a page to sign in at that is no web address is refused', function (assert) {
      for (const GITHUB_AUTHORIZE_URL of [
        'javascript:alert(1)',
        'data:text/html,x',
        '//evil.example',
        '/\\evil.example',
        'http://git.example',
        'https://user@git.example',
        'https://git.example#x',
      ]) {
        refuses(
          assert,
          {
            SIGN_IN_METHODS: 'github',
            GITHUB_CLIENT_ID: 'x',
            GITHUB_AUTHORIZE_URL,
          },
          { name: 'GITHUB_AUTHORIZE_URL' },
        );
      }
    });

    test('who redeems the codes is the server or the browser, and the browser needs an issuer to ask', function (assert) {
      const github = { SIGN_IN_METHODS: 'github', GITHUB_CLIENT_ID: 'x' };
      refuses(
        assert,
        { ...github, GITHUB_REDEMPTION: 'both' },
        { name: 'GITHUB_REDEMPTION' },
      );
      refuses(
        assert,
        { ...github, GITHUB_REDEMPTION: 'browser' },
        { name: 'GITHUB_ISSUER' },
      );
    });

    test('the browser goes there by itself or by a window, or as it sees fit', function (assert) {
      assert.strictEqual(understand().navigator, undefined);
      assert.strictEqual(understand({ NAVIGATOR: 'popup' }).navigator, 'popup');
      refuses(assert, { NAVIGATOR: 'iframe' });
    });

    test('those that a stand-in plays are named', function (assert) {
      assert.deepEqual(
        understand({ SIMULATED_PROVIDERS: 'google, github' })
          .simulatedProviders,
        ['google', 'github'],
      );
    });

    test('A31 a provider in use without a client id is refused', function (assert) {
      for (const GITHUB_CLIENT_ID of [undefined, '']) {
        refuses(
          assert,
          { SIGN_IN_METHODS: 'github', GITHUB_CLIENT_ID },
          { name: 'GITHUB_CLIENT_ID' },
        );
      }
    });

    test('their client ids are taken from an environment, and their secrets are not', function (assert) {
      const picked = pickSettings(
        { GITHUB_CLIENT_ID: ' id ', GITHUB_CLIENT_SECRET: 's3cret' },
        ['github', 'my-own'],
      );
      assert.strictEqual(picked.GITHUB_CLIENT_ID, 'id');
      assert.strictEqual(picked.MY_OWN_CLIENT_ID, undefined);
      assert.notOk(JSON.stringify(picked).includes('s3cret'), 'C8');
    });

    test('A13 an issuer is kept exactly as it is written', function (assert) {
      for (const OIDC_ISSUER of [
        'https://id.example',
        'https://id.example/',
        'https://ID.example/Realms/a',
        'http://localhost:4011',
      ]) {
        assert.strictEqual(
          understand({ ...OIDC, OIDC_ISSUER }).providers['oidc']?.issuer,
          OIDC_ISSUER,
        );
      }
      assert.deepEqual(
        understand({ OIDC_ISSUER: 'nonsense' }).providers,
        {},
        'nobody asks for it',
      );
    });

    test('an issuer that is none is refused', function (assert) {
      for (const OIDC_ISSUER of [
        '',
        'id.example',
        '/realms/a',
        '//id.example',
        'javascript:alert(1)',
        'https://',
        'https://id.example?x=1',
        'https://id.example#x',
        'http://id.example',
      ]) {
        refuses(assert, { ...OIDC, OIDC_ISSUER }, { name: 'OIDC_ISSUER' });
      }
    });

    test('an issuer with a user name or a password is refused', function (assert) {
      for (const OIDC_ISSUER of [
        'https://user@id.example',
        'https://user:pw@id.example',
        'https://:pw@id.example',
      ]) {
        refuses(assert, { ...OIDC, OIDC_ISSUER }, { name: 'OIDC_ISSUER' });
      }
    });

    test('the browser comes back to the app, or to where REDIRECT_URI says', function (assert) {
      const redirectUri = (REDIRECT_URI: string) =>
        understand({ REDIRECT_URI }).redirectUri;
      const byDefault = `${ORIGIN}/login/callback/{provider}`;
      assert.strictEqual(redirectUri('/login/callback/{provider}'), byDefault);
      assert.strictEqual(redirectUri(''), byDefault);
      assert.strictEqual(
        redirectUri('https://www.example/login/callback/{provider}'),
        'https://www.example/login/callback/{provider}',
      );
    });

    test('below a path the callback page is there, and no other address is this app', function (assert) {
      const below = `${ORIGIN}/app/`;
      const page = '/app/login/callback/{provider}';
      assert.strictEqual(
        understand({}, below).redirectUri,
        `${ORIGIN}${page}`,
        'by default',
      );
      assert.strictEqual(
        understand({ REDIRECT_URI: `https://www.example${page}` }, below)
          .redirectUri,
        `https://www.example${page}`,
      );
      for (const REDIRECT_URI of [
        '/login/callback/{provider}',
        '/other/login/callback/{provider}',
        '/app/x/login/callback/{provider}',
        `${ORIGIN}/login/callback/{provider}`,
      ]) {
        refuses(assert, { REDIRECT_URI }, { origin: below });
      }
      refuses(assert, { REDIRECT_URI: page });
    });

    test('below a path all other paths are those of the origin, as ever', function (assert) {
      const { apiBase, revocationEndpoint, tokenEndpoint } = understand(
        {},
        `${ORIGIN}/app/`,
      );
      assert.deepEqual(
        [apiBase, revocationEndpoint, tokenEndpoint],
        [`${ORIGIN}/api/`, `${ORIGIN}/oauth/revoke`, `${ORIGIN}/oauth/token`],
      );
    });

    test('B1 a REDIRECT_URI that is no address, or names no provider, is refused', function (assert) {
      for (const REDIRECT_URI of [
        '/login/callback',
        'login/callback/{provider}',
        '/back/{provider}',
        '/login/callback/{provider}?x=1',
        'javascript:alert("{provider}")',
        'data:text/html,{provider}',
        'https://',
      ]) {
        refuses(assert, { REDIRECT_URI });
      }
    });

    test('B1 a REDIRECT_URI that looks like a path and leads to another host is refused', function (assert) {
      for (const REDIRECT_URI of [
        '//evil.example/{provider}',
        '/\\evil.example/{provider}',
        '/\t/evil.example/{provider}',
      ]) {
        refuses(assert, { REDIRECT_URI });
      }
    });

    test('a REDIRECT_URI without TLS is for the own machine, and for an app that has nothing better itself', function (assert) {
      const REDIRECT_URI = 'http://localhost:4200/login/callback/{provider}';
      assert.strictEqual(
        understand({ REDIRECT_URI }).redirectUri,
        REDIRECT_URI,
      );
      refuses(assert, { REDIRECT_URI: 'http://www.example/{provider}' });
    });
  });

  test('the own machine is known by its names', function (assert) {
    for (const host of ['localhost', 'a.localhost', '127.0.0.1', '[::1]']) {
      assert.true(isLoopback(host), host);
    }
    for (const host of [
      '',
      'localhost.',
      'xlocalhost',
      '127.0.0',
      '::1',
      '128.0.0.1',
    ]) {
      assert.false(isLoopback(host), host);
    }
  });
});
