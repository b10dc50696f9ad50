import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Hono } from 'hono';
import { listen, type Listening } from '../../server/http/listen.ts';
import { createSimulatedProvider } from '../../server/simulated-provider/app.ts';
import { checkOnline } from '../doctor/online.ts';
import { inShort, situationOf, type Variables } from './support/doctor.ts';

/** Milliseconds. */
const TIMEOUT = 300;

describe('the doctor, online', () => {
  let listening: Listening;
  let provider: Hono;
  /** Changes the provider's description. */
  let describeAs: (described: Record<string, unknown>) => unknown;
  let status: number;
  let asked: string[];

  before(async () => {
    listening = await listen(
      {
        fetch: async (request, ...rest) => {
          asked.push(new URL(request.url).pathname);
          const answer = await provider.fetch(request, ...rest);
          if (!answer.ok) return answer;
          const described = (await answer.json()) as Record<string, unknown>;
          return Response.json(await describeAs(described), { status });
        },
      },
      { host: '127.0.0.1', port: 0 },
    );
    provider = createSimulatedProvider({ issuer: listening.origin });
  });
  beforeEach(() => {
    asked = [];
    status = 200;
    describeAs = (described) => described;
  });
  after(() => listening.close());

  async function examine(app: Variables = {}, server?: Variables) {
    const situation = await situationOf({
      environment: 'development',
      files: {
        '.env': {
          SIGN_IN_METHODS: 'password,oidc,github',
          OIDC_ISSUER: listening.origin,
          OIDC_CLIENT_ID: 'an-id',
          GITHUB_CLIENT_ID: 'another-id',
          ...app,
        },
        ...(server && { '.env.server': server }),
      },
    });
    return checkOnline(situation, TIMEOUT);
  }

  test('an OpenID provider that is what the settings say; who is none is not asked', async () => {
    assert.deepEqual(await examine(), []);
    assert.deepEqual(asked, ['/.well-known/openid-configuration']);
  });

  test('an issuer that calls itself otherwise, by a slash', async () => {
    const findings = await examine({ OIDC_ISSUER: `${listening.origin}/` });
    assert.deepEqual(findings.map(inShort), ['error OIDC_ISSUER']);
    assert.ok(
      findings[0]?.text.includes(`calls itself "${listening.origin}"`),
      findings[0]?.text,
    );
  });

  test('without S256', async () => {
    describeAs = (described) => ({
      ...described,
      code_challenge_methods_supported: ['plain'],
    });
    const findings = await examine();
    assert.deepEqual(findings.map(inShort), ['error OIDC_ISSUER']);
    assert.match(findings[0]?.text ?? '', /does not know the PKCE method S256/);
  });

  test('no word on PKCE is a warning: some know it and do not say so', async () => {
    describeAs = ({ code_challenge_methods_supported: _, ...described }) =>
      described;
    const findings = await examine();
    assert.deepEqual(findings.map(inShort), ['warning OIDC_ISSUER']);
  });

  test('endpoints that are not those of the settings', async () => {
    const findings = await examine(
      { OIDC_AUTHORIZE_URL: 'https://login.example.com/authorize' },
      { OIDC_TOKEN_URL: 'https://login.example.com/token' },
    );
    assert.deepEqual(findings.map(inShort), [
      'error OIDC_AUTHORIZE_URL',
      'error OIDC_TOKEN_URL',
    ]);
    assert.ok(findings[0]?.text.includes(`${listening.origin}/authorize`));
  });

  test('a description without endpoints', async () => {
    describeAs = ({ token_endpoint: _, ...described }) => described;
    const findings = await examine();
    assert.deepEqual(findings.map(inShort), ['error OIDC_TOKEN_URL']);
  });

  test('a server that is silent, absent, ill, no OpenID provider, or makes no sense', async () => {
    const started = performance.now();
    describeAs = () => new Promise(() => undefined);
    const [silent] = await examine();
    assert.match(silent?.text ?? '', /did not answer in time/);

    assert.ok(performance.now() - started < 10 * TIMEOUT, 'it was waited for');

    const [absent] = await examine({ OIDC_ISSUER: 'http://127.0.0.1:1' });
    assert.match(absent?.text ?? '', /could not be reached/);

    describeAs = (described) => described;
    status = 503;
    const [ill] = await examine();
    assert.match(ill?.text ?? '', /makes no sense/);

    status = 200;
    describeAs = () => 'Hello';
    const [senseless] = await examine();
    assert.match(senseless?.text ?? '', /makes no sense/);

    const [other] = await examine({ OIDC_ISSUER: `${listening.origin}/x` });
    assert.match(other?.text ?? '', /makes no sense/);
  });

  test('M19 our own server, where its address is known', async () => {
    const own = new Hono();
    own.get('/.well-known/oauth-authorization-server', (context) =>
      context.json({
        issuer: 'https://elsewhere.example.com',
        token_endpoint: 'https://elsewhere.example.com/oauth/token',
        code_challenge_methods_supported: ['S256'],
      }),
    );
    const server = await listen(own, { host: '127.0.0.1', port: 0 });
    try {
      const app = { SIGN_IN_METHODS: 'password' };
      const apart = await examine({ ...app, API_HOST: server.origin });
      // Without PUBLIC_URL nobody knows that it is ours.
      assert.deepEqual(apart, []);

      const findings = await examine(app, { PUBLIC_URL: server.origin });
      assert.deepEqual(findings.map(inShort), [
        'error PUBLIC_URL',
        'error TOKEN_ENDPOINT',
      ]);
      const own = await examine(
        { ...app, API_HOST: server.origin },
        { PUBLIC_URL: server.origin },
      );
      assert.deepEqual(own.map(inShort), findings.map(inShort));
    } finally {
      await server.close();
    }
  });
});
