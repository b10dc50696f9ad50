import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { readSettings } from '../../server/settings.ts';
import { root } from '../child-process.ts';
import { readNginxSettings } from '../nginx/settings.ts';

interface Service {
  image?: string;
  ports?: string[];
  networks: string[];
  env_file?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  [other: string]: unknown;
}

interface Compose {
  services: Record<'nginx' | 'oauth2-proxy' | 'api' | 'database', Service>;
  networks: Record<
    string,
    { internal?: boolean; ipam?: { config: { subnet: string }[] } }
  >;
}

const FOLDER = 'deploy/oauth2-proxy';
const SECRET = 'of-chance-and-long-enough-0123456789';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readEnv = (path: string) =>
  parseEnv(read(path)) as Record<string, string>;

const { networks, services } = parse(read(`${FOLDER}/compose.yaml`), {
  strict: true,
  uniqueKeys: true,
}) as Compose;

/** The settings of oauth2-proxy that stand in its file, as they are written there. */
const proxy = new Map(
  read(`${FOLDER}/oauth2-proxy.cfg`)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', value = ''] = line.split(/ = (.*)/);
      return [name, value] as const;
    }),
);

describe('the settings for the places where it runs', () => {
  for (const place of ['local', 'staging', 'production']) {
    const app = readEnv(`deploy/env/${place}.env`);
    const server = readEnv(`deploy/env/${place}.server.env`);
    const secret = 'GATEWAY_SHARED_SECRET' in server && {
      GATEWAY_SHARED_SECRET: SECRET,
    };

    test(`${place}: the server and nginx understand them, and agree on who the gateway is`, () => {
      const all = { ...app, ...server, ...secret };
      const settings = readSettings({ ...all, NODE_ENV: 'production' });
      const nginx = readNginxSettings(all);
      assert.equal(settings.gateway?.kind, nginx.session);
      assert.equal(settings.gateway?.kind, secret ? 'proxy' : 'server');
      assert.equal(settings.trustedProxies, secret ? 1 : 0);
      assert.deepEqual(settings.signInMethods, ['gateway']);
      assert.ok(settings.publicUrl);
    });

    test(`${place}: each setting is described where a reader looks for it`, () => {
      const described = [
        '.env.example',
        '.env.server.example',
        'deploy/README.md',
        'server/README.md',
      ].map(read);
      for (const name of Object.keys({ ...app, ...server })) {
        const word = new RegExp(`\\b${name}\\b`);
        assert.ok(
          described.some((text) => word.test(text)),
          name,
        );
      }
    });

    test(`${place}: what is secret there is left for its owner`, () => {
      assert.doesNotMatch(JSON.stringify(app), /SECRET|PASSWORD/);
      assert.equal(server['GATEWAY_SHARED_SECRET'] ?? '', '');
      const url = server['DATABASE_URL'];
      if (url) assert.equal(new URL(url).password, 'PASSWORD');
    });
  }
});

describe('L5 L6 the containers around the real oauth2-proxy', () => {
  const names = Object.keys(services) as (keyof Compose['services'])[];
  const beside = (name: keyof Compose['services']) =>
    names.filter(
      (other) =>
        other !== name &&
        services[other].networks.some((network) =>
          services[name].networks.includes(network),
        ),
    );

  test('nothing but nginx has a port to the outside', () => {
    assert.deepEqual(
      names.filter((name) => services[name].ports !== undefined),
      ['nginx'],
    );
    for (const name of names) {
      for (const way of ['network_mode', 'privileged', 'pid', 'expose']) {
        assert.equal(services[name][way], undefined, `${name}: ${way}`);
      }
    }
  });

  test('the API and the database are in networks that lead nowhere else', () => {
    for (const name of ['api', 'database'] as const) {
      for (const network of services[name].networks) {
        assert.equal(networks[network]?.internal, true, network);
      }
    }
    assert.deepEqual(beside('database'), ['api']);
    assert.deepEqual(beside('api'), ['nginx', 'database']);
    assert.deepEqual(beside('oauth2-proxy'), ['nginx']);
  });

  test('nginx asks the services by the names that they have', () => {
    for (const place of ['staging', 'production']) {
      const env = readEnv(`deploy/env/${place}.env`);
      assert.equal(env['API_UPSTREAM'], 'api:3000');
      assert.equal(
        env['GATEWAY_UPSTREAM'],
        `oauth2-proxy:${/:(\d+)"$/.exec(proxy.get('http_address') ?? '')?.[1]}`,
      );
      assert.equal(env['GATEWAY_PREFIX'], text('proxy_prefix'));
      const [outside, inside] = services.nginx.ports?.[0]?.split(':') ?? [];
      assert.equal(outside, inside);
      assert.match(env['NGINX_LISTEN'] ?? '', new RegExp(`^${inside} ssl`));
    }
    assert.equal(services.api.environment?.['HOST'], '0.0.0.0');
  });

  test('the files that they name are there, or how to make them is', () => {
    const folder = join(root, FOLDER);
    const files = [
      ...(services['oauth2-proxy'].env_file ?? []).map(
        (file) => `${file}.example`,
      ),
      ...(services['oauth2-proxy'].volumes ?? []).map(
        (volume) => volume.split(':')[0] ?? '',
      ),
      'Dockerfile',
    ];
    for (const file of files) {
      assert.ok(existsSync(join(folder, file)), file);
    }
    assert.ok(existsSync(join(dirname(folder), 'env')));
  });

  test('oauth2-proxy asks of everybody who it is, believes nginx alone, and keeps its cookie to the host', () => {
    for (const name of proxy.keys()) {
      assert.doesNotMatch(name, /^(?:skip_auth|trusted_ips?$|skip_jwt)/);
      assert.doesNotMatch(name, /secret|client_id/);
    }
    assert.equal(text('cookie_name'), '__Host-oauth2_proxy');
    assert.equal(text('cookie_samesite'), 'lax');
    for (const name of [
      'cookie_csrf_per_request',
      'cookie_httponly',
      'cookie_secure',
      'reverse_proxy',
      'set_xauthrequest',
    ]) {
      assert.equal(proxy.get(name), 'true', name);
    }
    for (const name of [
      'insecure_oidc_skip_nonce',
      'pass_access_token',
      'pass_authorization_header',
    ]) {
      assert.equal(proxy.get(name), 'false', name);
    }
    assert.equal(proxy.has('cookie_domains'), false);
    assert.deepEqual(list('api_routes'), ['^/api/']);
    assert.deepEqual(
      list('trusted_proxy_ips'),
      networks['gateway']?.ipam?.config.map(({ subnet }) => subnet),
    );
  });

  test('after signing in one may be sent to the app’s own host alone', () => {
    const env = readEnv('deploy/env/oauth2-proxy.env.example');
    const app = readEnv('deploy/env/production.env');
    const { host } = new URL(app['PUBLIC_URL'] ?? '');
    assert.equal(env['OAUTH2_PROXY_WHITELIST_DOMAINS'], host);
    assert.equal(
      env['OAUTH2_PROXY_REDIRECT_URL'],
      `${app['PUBLIC_URL']}${app['GATEWAY_PREFIX']}/callback`,
    );
    for (const [name, value] of Object.entries(env)) {
      if (/SECRET/.test(name)) assert.equal(value, '', name);
    }
  });

  function text(name: string): string | undefined {
    return /^"(.*)"$/.exec(proxy.get(name) ?? '')?.[1];
  }

  function list(name: string): string[] {
    return JSON.parse(proxy.get(name) ?? '[]') as string[];
  }
});
