import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSimulatedProvider } from '../simulated-provider/app.ts';
import { SCENARIOS } from '../simulated-provider/scenarios.ts';

const ORIGIN = 'http://127.0.0.1:4400';
const CALLBACK = 'http://127.0.0.1:3000/login/callback/x';
const PATHS = [
  '/authorize',
  '/github/authorize',
  '/facebook/authorize',
  '/linkedin/authorize',
];

describe('the simulated identity provider', () => {
  const app = createSimulatedProvider({ issuer: ORIGIN });
  const address = (path: string, changes: Record<string, string> = {}) =>
    `${ORIGIN}${path}?${new URLSearchParams({
      response_type: 'code',
      client_id: 'the-app',
      redirect_uri: CALLBACK,
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
      ...changes,
    }).toString()}`;

  test('it asks with a page that runs nothing, frames nowhere and escapes what it is told', async () => {
    for (const path of PATHS) {
      const response = await app.request(
        address(path, { client_id: '"><script>alert(1)</script>' }),
      );
      const text = await response.text();
      assert.equal(response.status, 200);
      assert.doesNotMatch(text, /<script|<style| style=| on\w+=/);
      assert.match(text, /&lt;script&gt;/);
      for (const id of Object.keys(SCENARIOS)) {
        assert.ok(text.includes(`value="${id}"`), id);
      }
      const policy = response.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /form-action 'self' http:\/\/127\.0\.0\.1:3000;/);
      assert.equal(
        response.headers.get('cross-origin-opener-policy'),
        'same-origin',
      );
    }
    const styles = await app.request(`${ORIGIN}/pages.css`);
    assert.equal(styles.status, 200);
    assert.match(styles.headers.get('content-type') ?? '', /^text\/css/);
    assert.match(await styles.text(), /--accent: [^]+\.sign-in [^]+summary \{/);
  });

  const visit = async (path: string, scenario: string) => {
    const { headers, status } = await app.request(address(path), {
      method: 'POST',
      body: new URLSearchParams({ scenario, person: 'grace' }),
    });
    assert.equal(status, 303);
    return new URL(headers.get('location') ?? '');
  };

  test('each button brings the browser back with what it says', async () => {
    const approved = await visit('/authorize', 'approve');
    assert.equal(approved.origin + approved.pathname, CALLBACK);
    assert.match(approved.searchParams.get('code') ?? '', /^[\w-]{43}$/);
    assert.equal(approved.searchParams.get('state'), 'state-1');
    assert.equal(approved.searchParams.get('iss'), ORIGIN);
    const facebook = await visit('/facebook/authorize', 'approve');
    assert.equal(facebook.hash, '#_=_');
    assert.equal(facebook.searchParams.get('iss'), null);

    const cancelled = await visit('/authorize', 'cancel');
    assert.equal(cancelled.searchParams.get('error'), 'access_denied');
    assert.equal(cancelled.searchParams.get('code'), null);
    const tampered = await visit('/authorize', 'state-tampered');
    assert.notEqual(tampered.searchParams.get('state'), 'state-1');
    const mixedUp = await visit('/authorize', 'issuer-wrong');
    assert.notEqual(mixedUp.searchParams.get('iss'), ORIGIN);
    const hostile = await visit('/authorize', 'error-hostile');
    assert.match(hostile.searchParams.get('error') ?? '', /<script>/);
  });

  test('M23 it sends nobody to another machine, and answers nothing that is no request', async () => {
    for (const path of PATHS) {
      for (const changes of [
        { redirect_uri: 'https://evil.example/' },
        { redirect_uri: 'http://127.0.0.1.evil.example/' },
        { redirect_uri: 'javascript:alert(1)' },
        { redirect_uri: '' },
        { response_type: 'token' },
        { client_id: '' },
      ] as Record<string, string>[]) {
        const { headers, status } = await app.request(
          address(path, { scenario: 'approve', ...changes }),
        );
        assert.equal(status, 400);
        assert.equal(headers.get('location'), null);
      }
    }
    for (const method of ['plain', '']) {
      const { status } = await app.request(
        address('/authorize', { code_challenge_method: method }),
      );
      assert.equal(status, 400);
    }
  });
});
