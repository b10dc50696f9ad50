/** nginx before a gateway and an API that keep what reaches them: what it lets through, and what it says itself. */
import assert from 'node:assert/strict';
import { request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import returnTo from '../../../tests/fixtures/return-to.json' with { type: 'json' };
import {
  siteOrigin,
  startNginx,
  type RunningNginx,
} from '../../nginx/start-nginx.ts';
import { Upstream } from '../support/upstream.ts';

const SECRET = 'a-secret-that-nginx-and-the-api-share-0123456789';
const LISTED = 'https://other.example';
const COOKIE = '__Host-latchkey_gateway=good';

/** Headers that say who somebody is, or where a request came from: whoever sends them is not believed. */
const FORGED = [
  'X-Auth-Request-User',
  'X-Auth-Request-Email',
  'X-Auth-Request-Preferred-Username',
  'X-Auth-Request-Groups',
  'X-Auth-Request-Access-Token',
  'X-Auth-Request-Redirect',
  'X-Forwarded-User',
  'X-Forwarded-Email',
  'X-Forwarded-Groups',
  'X-Forwarded-Preferred-Username',
  'X-Forwarded-Access-Token',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Forwarded-Uri',
  'X-Forwarded-For',
  'X-Forwarded-Port',
  'X-Forwarded-Prefix',
  'X-Forwarded-Scheme',
  'X-Forwarded-Server',
  'X-Forwarded-Method',
  'X-Gateway-Secret',
  'X-HTTP-Method-Override',
  'X-Original-URL',
  'X-Original-URI',
  'X-Original-Method',
  'X-Rewrite-URL',
  'X-Real-IP',
  'Forwarded',
  'Proxy',
];

const FORGERY = 'forged-by-the-client';

/** Each name as it is, in other cases, and with underscores, as some servers read them as the same. */
const VARIANTS = FORGED.flatMap((name) => [
  name,
  name.toLowerCase(),
  name.toUpperCase(),
  name.replaceAll('-', '_'),
  name.replace('-', '_'),
]);

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

describe('nginx before a gateway', () => {
  const api = new Upstream();
  const gateway = new Upstream();
  let nginx: RunningNginx;
  let apiAddress: string;
  let gatewayAddress: string;

  before(async () => {
    apiAddress = await api.listen();
    gatewayAddress = await gateway.listen();
    nginx = await startNginx(await siteOrigin(), {
      SIGN_IN_METHODS: 'gateway',
      GATEWAY_SHARED_SECRET: SECRET,
      API_UPSTREAM: apiAddress,
      GATEWAY_UPSTREAM: gatewayAddress,
      CORS_ORIGINS: LISTED,
    });
  });

  after(async () => {
    await nginx.stop();
    await api.close();
    await gateway.close();
  });

  beforeEach(() => {
    api.forget();
    gateway.forget();
    api.answer = (_request, response) => {
      response.setHeader('content-type', 'application/vnd.api+json');
      response.end('{"data":[]}');
    };
    gateway.answer = ({ headers }, response) => {
      const isKnown = headers.cookie?.includes(COOKIE) ?? false;
      if (isKnown) {
        response.setHeader('x-auth-request-user', 'ada');
        response.setHeader('x-auth-request-email', 'ada@example.org');
      }
      response.statusCode = isKnown ? 202 : 401;
      response.end();
    };
  });

  function ask(
    path: string,
    {
      method = 'GET',
      headers = {},
    }: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asking = httpsRequest(
        nginx.origin + path,
        { method, headers, rejectUnauthorized: false, timeout: 10_000 },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (text: string) => (body += text));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body,
            }),
          );
        },
      );
      asking.on('timeout', () => asking.destroy(new Error('No answer.')));
      asking.on('error', reject);
      asking.end();
    });
  }

  const signedIn = { Cookie: COOKIE };

  test('who is known reaches the API, with who they are and the proof that nginx says it', async () => {
    const { status, body } = await ask('/api/todos?page=2', {
      headers: signedIn,
    });
    assert.equal(status, 200);
    assert.equal(body, '{"data":[]}');
    assert.deepEqual(gateway.asked, ['GET /oauth2/auth']);
    assert.deepEqual(api.asked, ['GET /api/todos?page=2']);
    const { headers } = api.requests[0]!;
    assert.equal(headers['x-auth-request-user'], 'ada');
    assert.equal(headers['x-auth-request-email'], 'ada@example.org');
    assert.equal(headers['x-gateway-secret'], SECRET);
    assert.equal(headers['x-forwarded-proto'], 'https');
  });

  for (const headers of [
    {},
    { Accept: 'application/vnd.api+json, application/json' },
    { Accept: 'text/html' },
    { 'X-Requested-With': 'XMLHttpRequest' },
  ]) {
    test(`L2 who is not known gets 401 and never a redirect: ${JSON.stringify(headers)}`, async () => {
      const answer = await ask('/api/todos', { headers });
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.location, undefined);
      assert.equal(answer.headers['content-type'], 'application/vnd.api+json');
      assert.ok('errors' in (JSON.parse(answer.body) as object));
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.deepEqual(api.asked, []);
    });
  }

  test(`L6 forged headers give no access and change nothing: ${VARIANTS.length} of ${VARIANTS.length}`, async () => {
    let refused = 0;
    for (const name of VARIANTS) {
      const headers = { [name]: FORGERY };
      const { status } = await ask('/api/todos', { headers });
      if (status === 401) refused += 1;
    }
    assert.equal(refused, VARIANTS.length);
    assert.deepEqual(api.asked, []);
  });

  test(`L6 B9 forged headers do not reach the API beside a good cookie: ${VARIANTS.length} of ${VARIANTS.length}`, async () => {
    for (const name of VARIANTS) {
      await ask('/api/todos', { headers: { ...signedIn, [name]: FORGERY } });
      await ask('/api/status', { headers: { [name]: FORGERY } });
      await ask('/oauth2/sign_in', { headers: { [name]: FORGERY } });
    }
    const all = [...api.requests, ...gateway.requests];
    assert.equal(api.requests.length, 2 * VARIANTS.length);
    const reached = all.filter(({ rawHeaders }) =>
      rawHeaders.some((text) => text.includes(FORGERY)),
    );
    assert.deepEqual(
      reached.map(({ rawHeaders }) => rawHeaders),
      [],
    );
    for (const { headers, url } of api.requests) {
      const user = url === '/api/status' ? undefined : 'ada';
      assert.equal(headers['x-auth-request-user'], user);
    }
  });

  test('L7 the name of a health check gives no access', async () => {
    const agents = [
      'GoogleHC/1.0',
      'kube-probe/1.30',
      'ELB-HealthChecker/2.0',
      'oauth2-proxy',
      'Blackbox Exporter/0.25',
    ];
    for (const agent of agents) {
      const { status } = await ask('/api/todos', {
        headers: { 'User-Agent': agent },
      });
      assert.equal(status, 401, agent);
    }
  });

  test('the question who it is can be asked by nobody but nginx', async () => {
    const { status } = await ask('/oauth2/auth', { headers: signedIn });
    assert.equal(status, 404);
    assert.deepEqual(gateway.asked, []);
  });

  test('paths that are written otherwise do not go round the question', async () => {
    const paths = [
      '/api//todos',
      '/api/./todos',
      '/api/status/../todos',
      '/assets/../api/todos',
      '/%61pi/todos',
      '/oauth2/../api/todos',
      '/api/status%2f..%2ftodos',
    ];
    for (const path of paths) {
      const { status } = await ask(path);
      const passed = api.asked.filter(
        (asked) => !asked.endsWith('/api/status'),
      );
      assert.deepEqual(passed, [], path);
      assert.ok(
        [200, 301, 400, 401, 404].includes(status),
        `${path} ${status}`,
      );
    }
  });

  test('L11 what one user is told is told to no other', async () => {
    for (const who of ['good', 'bad', 'good', 'bad']) {
      const cookie = `__Host-latchkey_gateway=${who}`;
      const { status } = await ask('/api/me', { headers: { Cookie: cookie } });
      assert.equal(status, who === 'good' ? 200 : 401);
    }
    assert.equal(gateway.asked.length, 4, 'asked each time');
  });

  test('L12 cookies of more than 4 kB reach the gateway whole', async () => {
    const parts = [0, 1, 2].map(
      (n) => `_oauth2_proxy_${n}=${'x'.repeat(4_000)}`,
    );
    const cookie = [...parts, COOKIE].join('; ');
    const { status } = await ask('/api/todos', { headers: { Cookie: cookie } });
    assert.equal(status, 200);
    assert.equal(gateway.requests[0]?.headers.cookie, cookie);
  });

  test('a cookie that the gateway has renewed comes back', async () => {
    gateway.answer = (_request, response) => {
      response.setHeader('set-cookie', `${COOKIE}; Path=/; Secure; HttpOnly`);
      response.statusCode = 202;
      response.end();
    };
    const { headers } = await ask('/api/todos', { headers: signedIn });
    assert.deepEqual(headers['set-cookie'], [
      `${COOKIE}; Path=/; Secure; HttpOnly`,
    ]);
  });

  for (const [name, break_] of [
    ['a gateway that fails', () => (gateway.answer = failWith(500))],
    ['a gateway that is overloaded', () => (gateway.answer = failWith(503))],
    ['an API that hangs up', () => (api.answer = hangUp)],
  ] as const) {
    test(`L13 ${name} is 503, and no word on the session`, async () => {
      break_();
      const { headers, status } = await ask('/api/todos', {
        headers: signedIn,
      });
      assert.equal(status, 503);
      assert.equal(headers['retry-after'], '5');
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['set-cookie'], undefined);
    });
  }

  test('what the API itself says is not changed: 401, 403, 404, 412, 500', async () => {
    for (const status of [401, 403, 404, 412, 422, 500]) {
      api.answer = (_request, response) => {
        response.statusCode = status;
        response.setHeader('content-type', 'application/vnd.api+json');
        response.end('{"errors":[{"title":"of the API"}]}');
      };
      const answer = await ask('/api/todos', { headers: signedIn });
      assert.equal(answer.status, status);
      assert.match(answer.body, /of the API/);
    }
  });

  test('K6 a listed origin is answered before anybody asks who it is, another one is not', async () => {
    const preflight = (origin: string) =>
      ask('/api/todos', {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'PATCH' },
      });
    const listed = await preflight(LISTED);
    assert.equal(listed.status, 204);
    assert.equal(listed.headers['access-control-allow-origin'], LISTED);
    assert.equal(listed.headers['access-control-allow-credentials'], 'true');
    assert.match(
      listed.headers['access-control-allow-headers'] ?? '',
      /X-Requested-With/,
    );
    assert.deepEqual(gateway.asked, []);
    for (const origin of [
      'https://other.example.evil.example',
      'https://evil.example',
      'http://other.example',
      'null',
      `${LISTED}:8443`,
    ]) {
      const { headers, status } = await preflight(origin);
      assert.equal(status, 401, origin);
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
    assert.deepEqual(api.asked, []);
  });

  test('K6 a listed origin can read that its session is over', async () => {
    const { headers, status } = await ask('/api/todos', {
      headers: { Origin: LISTED },
    });
    assert.equal(status, 401);
    assert.equal(headers['access-control-allow-origin'], LISTED);
  });

  test('K1 K3 K4 every answer has the whole policy, each header once', async () => {
    const asks: [string, number, Record<string, string>?][] = [
      ['/', 200],
      ['/users', 200],
      ['/not/a/page', 200],
      ['/login/callback/gateway', 200],
      ['/assets/nothing-here.js', 404],
      ['/api/todos', 401],
      ['/api/todos', 200, signedIn],
      ['/oauth2/auth', 404],
      ['/oauth2/userinfo', 200, signedIn],
      ['/%', 400],
    ];
    gateway.answer = ({ url }, response) => {
      response.statusCode = url === '/oauth2/userinfo' ? 200 : 202;
      response.end();
    };
    for (const [path, expected, headers = {}] of asks) {
      if (expected === 401) gateway.answer = failWith(401);
      else if (path.startsWith('/api')) gateway.answer = failWith(202);
      else if (path === '/oauth2/userinfo') gateway.answer = failWith(200);
      const answer = await ask(path, { headers });
      assert.equal(answer.status, expected, path);
      const told = answer.headers;
      assert.equal(told['x-content-type-options'], 'nosniff', path);
      assert.equal(told['x-frame-options'], 'DENY', path);
      assert.equal(told['referrer-policy'], 'no-referrer', path);
      assert.equal(
        told['cross-origin-opener-policy'],
        'same-origin-allow-popups',
      );
      assert.equal(told['cross-origin-resource-policy'], 'same-origin');
      assert.match(String(told['permissions-policy']), /camera=\(\)/);
      assert.match(
        told['strict-transport-security'] ?? '',
        /^max-age=\d{8,}/,
        path,
      );
      assert.match(
        String(told['content-security-policy']),
        /frame-ancestors 'none'/,
        path,
      );
      assert.doesNotMatch(
        String(told['content-security-policy']),
        /unsafe/,
        path,
      );
      assert.equal(told.server, 'nginx', path);
    }
  });

  test('K1 K2 the page has the policy of our server, and the one that is only reported', async () => {
    const { headers } = await ask('/login');
    assert.match(
      String(headers['content-security-policy']),
      /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/,
    );
    assert.equal(
      headers['content-security-policy-report-only'],
      "require-trusted-types-for 'script'",
    );
  });

  test('files are for ever, the page is asked for, the callback is kept nowhere; gzip is sent to who takes it', async () => {
    const page = await ask('/');
    assert.equal(page.headers['cache-control'], 'no-cache');
    const script = /\/assets\/main-[^"]+\.js/.exec(page.body)?.[0] ?? '';
    const asset = await ask(script, { headers: { 'Accept-Encoding': 'gzip' } });
    assert.match(String(asset.headers['cache-control']), /immutable/);
    assert.equal(asset.headers['content-encoding'], 'gzip');
    const missing = await ask('/assets/missing-AAAAAAAA.js');
    assert.equal(missing.headers['cache-control'], undefined);
    const callback = await ask('/login/callback/gateway?state=x');
    assert.equal(callback.headers['cache-control'], 'no-store');
  });

  test('the page has the settings of this environment', async () => {
    const { body } = await ask('/');
    assert.match(decodeURIComponent(body), /"SIGN_IN_METHODS":"gateway"/);
    assert.doesNotMatch(decodeURIComponent(body), /a-secret-that/);
  });

  test('L5 what stands in rd is the gateway’s to judge: nginx makes no redirect of it', async () => {
    const inputs = textsIn(returnTo);
    assert.ok(inputs.length > 50);
    gateway.answer = (_request, response) => response.end('page');
    for (const input of inputs) {
      const query = new URLSearchParams({ rd: input }).toString();
      const { headers } = await ask(`/oauth2/start?${query}`);
      assert.equal(headers.location, undefined, input);
    }
    assert.equal(gateway.requests.length, inputs.length);
  });
});

/** All texts of a fixture, however it groups them. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function failWith(status: number): Upstream['answer'] {
  return (_request, response) => {
    response.statusCode = status;
    response.end();
  };
}

const hangUp: Upstream['answer'] = (request) => request.socket.destroy();
