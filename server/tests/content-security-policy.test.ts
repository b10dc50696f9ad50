import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contentSecurityPolicy } from '../app-files/content-security-policy.ts';

const GITLAB = {
  id: 'gitlab',
  issuer: 'https://gitlab.example',
  redemption: 'browser',
};
const GOOGLE = {
  id: 'google',
  authorizationEndpoint: 'https://google.example/auth',
  issuer: 'https://google.example',
  redemption: 'server',
};
const OIDC = { id: 'oidc', redemption: 'browser' };

/** Where the app may connect to, beside its own origin. */
function connections(settings: Record<string, string>): string {
  const policy = contentSecurityPolicy(
    { SIGN_IN_METHODS: 'google, gitlab,oidc', ...settings },
    [GITLAB, GOOGLE, OIDC],
  );
  return /connect-src 'self' ?([^;]*);/.exec(policy)?.[1] ?? policy;
}

describe('K1 the page may connect to the providers that the browser asks', () => {
  test('whose codes it redeems, by the file on them or by a setting', () => {
    assert.equal(connections({}), 'https://gitlab.example');
    assert.equal(
      connections({
        GOOGLE_REDEMPTION: 'browser',
        OIDC_ISSUER: 'https://login.example/realm',
      }),
      'https://gitlab.example https://google.example https://login.example',
    );
  });

  test('whose page it has to find by discovery, whoever redeems the code', () => {
    const server = { GITLAB_REDEMPTION: 'server', OIDC_REDEMPTION: 'server' };
    assert.equal(
      connections({ ...server, OIDC_ISSUER: 'https://login.example' }),
      'https://gitlab.example https://login.example',
    );
    assert.equal(
      connections({
        ...server,
        GITLAB_AUTHORIZE_URL: 'https://gitlab.example/authorize',
      }),
      '',
    );
  });

  test('and to no other', () => {
    assert.equal(connections({ SIGN_IN_METHODS: 'password' }), '');
    assert.equal(connections({ SIGN_IN_METHODS: 'google' }), '');
  });
});
