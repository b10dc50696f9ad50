import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readSettings } from '../settings.ts';
import { rawGet, sendRaw } from './support/raw.ts';
import { startTestServer, type TestServer } from './support/server.ts';

const APP = 'https://app.example.org';

describe('headers of every answer', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.close());

  const ask = (path: string, headers: Record<string, string> = {}) =>
    server.fetch(path, { headers });

  test('K4 K5 the security headers are on every answer, whatever it is', async () => {
    await server.reset({});
    const paths = [
      '/api/status',
      '/api/me',
      '/api/nothing',
      '/oauth/token',
      '/oauth/nothing',
      '/.well-known/oauth-authorization-server',
      '/.well-known/nothing',
      '/',
      '/nothing.js',
      '/%zz',
    ];
    for (const path of paths) {
      const { headers } = await ask(path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('x-frame-options'), 'DENY', path);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.equal(
        headers.get('cross-origin-opener-policy'),
        'same-origin-allow-popups',
        path,
      );
      assert.equal(
        headers.get('cross-origin-resource-policy'),
        'same-origin',
        path,
      );
      assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
      assert.match(
        headers.get('content-security-policy') ?? '',
        /frame-ancestors 'none'/,
      );
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(headers.get('strict-transport-security'), null);
      assert.equal(headers.get('x-powered-by'), null);
    }
  });

  test('K4 behind https the answers say so for at least a year', async () => {
    const settings = readSettings({ PUBLIC_URL: 'https://latchkey.example' });
    await server.resetWith({}, { settings });
    const paths = ['/api/status', '/', '/nothing', '/oauth/authorize', '/%zz'];
    for (const path of paths) {
      const { headers } = await ask(path);
      const [, age] =
        /^max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '') ??
        [];
      assert.ok(Number(age) >= 31_536_000, path);
    }
  });

  test('K6 without CORS_ORIGINS no other origin reads anything', async () => {
    await server.reset({});
    const { headers } = await ask('/api/status', { origin: APP });
    assert.equal(headers.get('access-control-allow-origin'), null);
  });

  test('K6 exactly the listed origins are allowed, never all, never with cookies', async () => {
    const settings = readSettings({ CORS_ORIGINS: APP });
    await server.resetWith({}, { settings });
    for (const path of ['/api/status', '/api/me', '/oauth/token']) {
      const { headers } = await ask(path, { origin: APP });
      assert.equal(headers.get('access-control-allow-origin'), APP);
      assert.equal(
        headers.get('access-control-expose-headers'),
        'Retry-After, WWW-Authenticate, Date, ETag',
      );
      assert.match(headers.get('vary') ?? '', /Origin/);
      assert.equal(headers.get('access-control-allow-credentials'), null);
    }
    const others = [
      'https://app.example.org.evil.example',
      'https://APP.example.org',
      'http://app.example.org',
      'https://app.example.org:8443',
      'https://evil.example',
      'null',
    ];
    for (const origin of others) {
      const { headers } = await ask('/api/status', { origin });
      assert.equal(headers.get('access-control-allow-origin'), null, origin);
      assert.match(headers.get('vary') ?? '', /Origin/);
    }
  });

  test('K6 a preflight for Authorization and Content-Type is answered, without a token', async () => {
    const settings = readSettings({ CORS_ORIGINS: APP });
    await server.resetWith({}, { settings });
    const preflight = (origin: string) =>
      server.fetch('/api/users', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const { headers, status } = await preflight(APP);
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), APP);
    assert.equal(
      headers.get('access-control-allow-headers'),
      'Authorization, Content-Type, If-Match, If-None-Match',
    );
    assert.match(headers.get('access-control-allow-methods') ?? '', /PATCH/);
    const refused = await preflight('https://evil.example');
    assert.equal(refused.headers.get('access-control-allow-origin'), null);
    assert.equal(refused.headers.get('access-control-allow-headers'), null);
  });

  test('N8 headers of more than 16 kB are refused', async () => {
    await server.reset({});
    const answer = await sendRaw(
      server.origin,
      rawGet('/api/status', `X-Long: ${'a'.repeat(17_000)}`),
    );
    assert.match(answer, /^HTTP\/1\.1 431 /);
  });

  test('K4 a request whose target makes no sense is refused without an error of the server', async () => {
    await server.reset({});
    for (const target of ['//', '/\\evil.example', '/a b', '/%', '*']) {
      const answer = await sendRaw(server.origin, rawGet(target));
      assert.match(answer, /^HTTP\/1\.1 [24]\d\d /, target);
    }
  });
});
