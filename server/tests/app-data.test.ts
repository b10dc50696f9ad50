import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issuerInApp } from '../identity-providers/app-data.ts';

test('the issuer of a provider is the one that the app’s own file names, whoever asks there: we or torii', async () => {
  assert.equal(await issuerInApp('google'), 'https://accounts.google.com');
  assert.equal(await issuerInApp('linkedin'), 'https://www.linkedin.com/oauth');
  for (const id of ['password', 'oidc', 'nobody', '../adapters/application']) {
    assert.equal(await issuerInApp(id), undefined, id);
  }
});
