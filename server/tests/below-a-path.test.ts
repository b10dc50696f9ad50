import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadAppFiles, type AppFiles } from '../app-files/load.ts';
import { systemClock } from '../clock.ts';
import { redirectUris } from '../identities/redirect-uris.ts';
import { firstPartyTerms } from '../oauth/first-party.ts';
import type { Environment } from '../settings-reader.ts';
import { readSettings } from '../settings.ts';
import { rawGet, sendRaw } from './support/raw.ts';
import { startTestServer, type TestServer } from './support/server.ts';

/** The page of an app that was built for a path. */
function pageFor(rootURL: unknown): string {
  const configuration = { rootURL, settings: { CLIENT_ID: 'latchkey' } };
  const content = encodeURIComponent(JSON.stringify(configuration));
  return `<!doctype html><meta name="latchkey/config/environment" content="${content}"><title>App</title>`;
}

describe('an app that was built for a path', () => {
  let folder: string;
  let server: TestServer;
  let appFiles: AppFiles | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-app-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), pageFor('/app/'));
    await writeFile(join(folder, 'assets/main-x7Kf93Qa.js'), '0;');
    await writeFile(join(folder, 'favicon.svg'), '<svg/>');
    server = await startTestServer();
    appFiles = await loadAppFiles(folder, {});
    await server.resetWith({}, { appFiles });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const ask = (path: string, accept = '*/*') =>
    server.fetch(path, { headers: { accept }, redirect: 'manual' });
  const visit = (path: string) => ask(path, 'text/html');

  test('every address below it is the page', async () => {
    for (const path of [
      '/app/',
      '/app/index.html',
      '/app/users?page=2',
      '/app/login',
      '/app/api/me',
    ]) {
      const response = await visit(path);
      assert.equal(response.status, 200, path);
      assert.match(await response.text(), /<title>App/);
      assert.match(
        response.headers.get('content-security-policy') ?? '',
        /script-src 'self'/,
      );
    }
    assert.equal((await ask('/app/')).status, 200, 'whoever asks');
    assert.equal((await ask('/app/users')).status, 404, 'a page is for people');
  });

  test('its files are below it, those with a hash for ever', async () => {
    const script = await ask('/app/assets/main-x7Kf93Qa.js');
    assert.equal(script.status, 200);
    assert.match(script.headers.get('cache-control') ?? '', /immutable/);
    assert.equal((await ask('/app/favicon.svg')).status, 200);
    assert.equal((await visit('/app/assets/main-OLD00000.js')).status, 404);
  });

  test('from / one gets there, and from the path without its last slash', async () => {
    for (const path of ['/', '/app']) {
      const { headers, status } = await visit(path);
      assert.equal(status, 302, path);
      assert.equal(headers.get('location'), '/app/');
      assert.equal(headers.get('cache-control'), 'no-cache');
    }
  });

  test('beside it is nothing', async () => {
    for (const path of [
      '/users',
      '/login',
      '/index.html',
      '/assets/main-x7Kf93Qa.js',
      '/favicon.svg',
      '/application/',
      '/App/',
      '/other/app/',
      '/app%00/',
      '/login/callback/google?code=c&state=s',
    ]) {
      const response = await visit(path);
      assert.equal(response.status, 404, path);
      assert.doesNotMatch(await response.text(), /<title>/, path);
    }
  });

  test('no path leaves the folder, and no redirect the origin', async () => {
    for (const path of [
      '/app/../../etc/passwd',
      '/app/..%2f..%2fetc%2fpasswd',
      '/app/assets/%2e%2e/%2e%2e/etc/passwd',
      '//app',
      '//evil.example/app/',
    ]) {
      const answer = await sendRaw(server.origin, rawGet(path));
      assert.match(answer, /^HTTP\/1\.1 4\d\d /, path);
      assert.doesNotMatch(answer, /root:|location:/i, path);
    }
  });

  test('the API, the token server and what is known of it stay at the root', async () => {
    assert.equal((await ask('/api/status')).status, 200);
    assert.equal(
      (await ask('/.well-known/oauth-authorization-server')).status,
      200,
    );
    const { body } = await server.post('/oauth/token', {});
    assert.equal(body['error'], 'invalid_request');
  });

  test('A27 the page that providers send the browser back to is kept nowhere', async () => {
    const { headers } = await visit('/app/login/callback/google?code=c');
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  const terms = (environment: Environment = {}) => ({
    origin: () => 'https://login.example',
    clock: systemClock,
    settings: readSettings(environment),
    appFiles,
  });

  test('the callback pages and the pages after a sign-out are those of the app', () => {
    const app = 'https://login.example/app/';
    assert.deepEqual(redirectUris(terms(), 'google'), [
      `${app}login/callback/google`,
    ]);
    const first = firstPartyTerms(terms());
    assert.deepEqual(first.redirectUris, [`${app}login/callback/oidc`]);
    assert.deepEqual(first.postLogoutRedirectUris, [`${app}login`, app]);
  });

  test('what is set for them counts instead', () => {
    const set = terms({
      REDIRECT_URIS: 'https://www.example/x/login/callback/{provider}',
      POST_LOGOUT_REDIRECT_URIS: 'https://www.example/x/',
    });
    assert.deepEqual(redirectUris(set, 'google'), [
      'https://www.example/x/login/callback/google',
    ]);
    assert.deepEqual(firstPartyTerms(set).postLogoutRedirectUris, [
      'https://www.example/x/',
    ]);
  });

  test('the environment of the server does not move it', async () => {
    const moved = await loadAppFiles(folder, { ROOT_URL: '/other/' });
    assert.equal(moved?.rootUrl, '/app/');
  });

  for (const rootURL of ['app', '//evil.example/', '/api/', '/../', 1]) {
    test(`a build for ${JSON.stringify(rootURL)} is not served, and the server says why`, async () => {
      const other = await mkdtemp(join(tmpdir(), 'latchkey-app-'));
      await writeFile(join(other, 'index.html'), pageFor(rootURL));
      await assert.rejects(loadAppFiles(other, {}), /ROOT_URL/);
      await rm(other, { recursive: true });
    });
  }
});
