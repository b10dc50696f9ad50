import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createServerApp } from '../app.ts';
import type { GatewaySettings } from '../gateway/settings.ts';
import { readSettings } from '../settings.ts';
import { silentLog } from '../log.ts';
import { describe as describeApi } from '../openapi/description.ts';
import { METHODS } from '../openapi/types.ts';
import { DescriptionChecker } from './support/description.ts';
import { startTestServer, type TestServer } from './support/server.ts';
import { signIn } from './support/tokens.ts';

describe('the description of the API', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  beforeEach(() => server.reset({}));
  after(() => server.close());

  /** What the server has, as `GET /api/users/{id}`. Middleware and the answers to other methods stand for all of them. */
  const routes = (settings = readSettings({})) => {
    const app = createServerApp({
      database: server.database,
      passwords: server.passwords,
      settings,
      clock: () => server.now(),
      log: silentLog,
      origin: () => server.origin,
      isStopping: () => false,
      identityProviders: new Map(),
      appFiles: undefined,
    });
    return new Set(
      app.routes
        .filter(({ method }) => method !== 'ALL')
        .map(
          ({ method, path }) =>
            `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
        ),
    );
  };
  const described = (gateway?: GatewaySettings) =>
    Object.entries(describeApi(server.origin, gateway).paths).flatMap(
      ([path, operations]) =>
        METHODS.filter((method) => operations[method]).map(
          (method) => `${method.toUpperCase()} ${path}`,
        ),
    );

  test('N10 names every route of the server, and none that there is not', (t) => {
    const known = routes();
    assert.deepEqual([...described()].sort(), [...known].sort());
    t.diagnostic(`${known.size} of ${known.size} routes`);
  });

  const GATEWAYS = {
    'the server': {
      GATEWAY_PROVIDER: 'oidc',
      GATEWAY_PREFIX: '/gate',
      OIDC_CLIENT_ID: 'a',
      OIDC_ISSUER: 'https://login.example',
    },
    'a proxy': { GATEWAY_SHARED_SECRET: 's'.repeat(32) },
  };
  for (const [name, environment] of Object.entries(GATEWAYS)) {
    test(`N10 names every route also where ${name} is the gateway, and is valid`, async () => {
      const settings = readSettings(environment);
      const { gateway } = settings;
      assert.deepEqual(
        [...described(gateway)].sort(),
        [...routes(settings)].sort(),
      );
      const description = describeApi(server.origin, gateway);
      const { errors, valid } = await new Validator().validate({
        ...description,
      });
      assert.ok(valid, JSON.stringify(errors));
      for (const [path, operations] of Object.entries(description.paths)) {
        for (const { security } of Object.values(operations)) {
          const takesToken = security?.some((way) => 'accessToken' in way);
          const takesSession = security?.some((way) => 'gatewaySession' in way);
          if (path.startsWith('/api/')) assert.equal(takesSession, takesToken);
        }
      }
    });
  }

  test('N10 is valid OpenAPI 3.1, served without a token', async () => {
    const response = await server.fetch('/api/openapi.json', {});
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json');
    const description = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(description['servers'], [{ url: server.origin }]);
    const validator = new Validator();
    const { errors, valid } = await validator.validate(description);
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(validator.version, '3.1');
  });

  test('N10 each operation has an id of its own, and a description of each path parameter', () => {
    const { paths } = describeApi(server.origin);
    const ids = new Set<string>();
    for (const [path, operations] of Object.entries(paths)) {
      for (const operation of Object.values(operations)) {
        ids.add(operation.operationId);
        const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const named = (operation.parameters ?? [])
          .filter((parameter) => parameter.in === 'path')
          .map(({ name }) => name);
        assert.deepEqual(named, wanted, path);
      }
    }
    assert.equal(ids.size, described().length);
  });

  test('K1 K7 is a page without scripts and styles of its own, under a strict policy', async () => {
    const response = await server.fetch('/api/docs', {
      headers: { accept: 'text/html' },
    });
    const page = await response.text();
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; style-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|script-src/);
    assert.doesNotMatch(page, /<script|<style|\sstyle=|\son\w+=|javascript:/i);
    for (const operation of described()) {
      const [method = '', path = ''] = operation.split(' ');
      assert.ok(page.includes(`<code>${method} ${path}</code>`), operation);
    }
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) {
      assert.ok(ids.includes(target), target);
    }
  });

  test('N10 parameters that are not known, and other methods, are refused there too', async () => {
    for (const path of ['/api/openapi.json', '/api/docs']) {
      assert.equal((await server.fetch(`${path}?x=1`, {})).status, 400);
      const post = await server.fetch(path, { method: 'POST' });
      assert.equal(post.status, 405);
      assert.equal(post.headers.get('allow'), 'GET, HEAD');
    }
  });

  test('N12 what the contract does not ask for is answered as described, too', async (t) => {
    const checker = new DescriptionChecker();
    const { accessToken } = await signIn(server);
    const { accessToken: openId } = await signIn(server, {
      scope: 'openid email profile',
    });
    const asks = [
      ['GET', '/healthz'],
      ['GET', '/readyz'],
      ['GET', '/api/openapi.json'],
      ['GET', '/api/docs'],
      ['GET', '/oauth/jwks'],
      ['GET', '/oauth/pages.css'],
      ['GET', '/oauth/authorize'],
      ['GET', '/oauth/end_session'],
      ['GET', '/oauth/userinfo', openId],
      ['POST', '/oauth/userinfo', openId],
      ['GET', '/oauth/userinfo', accessToken],
      ['GET', '/oauth/userinfo', 'unknown'],
      ['POST', '/oauth/introspect'],
      ['POST', '/oauth/sign-in'],
      ['POST', '/oauth/consent'],
      ['POST', '/oauth/sign-out'],
    ] as const;
    for (const [method, path, token] of asks) {
      const response = await server.fetch(path, {
        method,
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      const problem = await checker.problemWith({ method, path, response });
      assert.equal(problem, undefined);
    }
    t.diagnostic(`${checker.seen.size} kinds of answers`);
  });
});
