import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addClient } from '../commands/add-client.ts';
import { isSafeRedirectUri } from '../oauth/redirect-uris.ts';
import { readSettings } from '../settings.ts';

const SAFE = [
  'https://app.example/callback',
  'https://app.example',
  'https://app.example:8443/a?b=c',
  'http://localhost:4200/login/callback/oidc',
  'http://127.0.0.1/cb',
  'http://[::1]:3000/cb',
];

const UNSAFE = [
  '',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'myapp://callback',
  'urn:ietf:wg:oauth:2.0:oob',
  'http://app.example/callback',
  'http://127.0.0.1.evil.example/',
  'http://localhost.evil.example/',
  '//app.example/callback',
  '/callback',
  'https:/app.example',
  'https:app.example',
  'https:///app.example',
  'https:\\\\app.example',
  'https://app.example/callback#fragment',
  'https://app.example/callback#',
  'https://user:secret@app.example/',
  'https://user@app.example/',
  'https://app.example/ call',
  'https://app.example/\u0000',
  'https://app.example/\r\nset-cookie: a=b',
  'https://bücher.example/',
  "https://a;script-src'unsafe-inline'.example/",
  `https://app.example/${'a'.repeat(2_000)}`,
  ' https://app.example/',
];

describe('redirect URIs that may be registered', () => {
  for (const uri of SAFE) {
    test(`M23 ${uri}`, () => assert.equal(isSafeRedirectUri(uri), true));
  }
  for (const uri of UNSAFE) {
    test(`M23 never ${JSON.stringify(uri).slice(0, 60)}`, () =>
      assert.equal(isSafeRedirectUri(uri), false));
  }

  test('M23 add-client refuses what is not one of them, before it touches the database', async () => {
    const client = ['--id', 'x', '--grants', 'authorization_code'];
    for (const option of ['--redirect-uris', '--post-logout-redirect-uris']) {
      const addresses = 'https://app.example,javascript:x';
      await assert.rejects(
        addClient(readSettings({}), [...client, option, addresses]),
        /^UsageError: javascript:x is not an address that begins with https/,
      );
    }
  });
});
