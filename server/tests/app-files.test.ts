import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { loadAppFiles } from '../app-files/load.ts';
import { readAppSettings } from '../fill-settings.ts';
import { rawGet, sendRaw } from './support/raw.ts';
import { startTestServer, type TestServer } from './support/server.ts';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(3000))});`;
const CONFIGURATION = encodeURIComponent(
  JSON.stringify({
    modulePrefix: 'latchkey',
    settings: {
      CLIENT_ID: 'latchkey',
      TOKEN_ENDPOINT: '/oauth/token',
      API_HOST: '',
      API_PORT: '',
    },
  }),
);
const PAGE = `<!doctype html><meta name="latchkey/config/environment" content="${CONFIGURATION}"><title>App</title>`;
const ENVIRONMENT = {
  TOKEN_ENDPOINT: 'https://tokens.example/oauth/token',
  API_HOST: 'https://api.example',
  API_PORT: '8443',
};

describe('the built app', () => {
  let folder: string;
  let server: TestServer;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-app-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'assets/main-x7Kf93Qa.js'), SCRIPT);
    await writeFile(join(folder, 'assets/vendor.js'), SCRIPT);
    await writeFile(join(folder, 'assets/tiny-a1B2c3D4.js'), '0;');
    await writeFile(join(folder, 'robots.txt'), 'User-agent: *\n');
    await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      'scripts/precompress.ts',
      folder,
    ]);
    server = await startTestServer();
    const appFiles = await loadAppFiles(folder, ENVIRONMENT);
    await server.resetWith({}, { appFiles });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const ask = (path: string, headers: Record<string, string> = {}) =>
    server.fetch(path, { headers });
  const visit = (path: string) => ask(path, { accept: 'text/html' });

  test('every address of the app is its page, with the settings of this environment', async () => {
    for (const path of ['/', '/index.html', '/users', '/login?x=1', '/a.b']) {
      const response = await visit(path);
      assert.equal(response.status, 200, path);
      assert.equal(
        response.headers.get('content-type'),
        'text/html; charset=utf-8',
      );
      assert.equal(response.headers.get('cache-control'), 'no-cache');
      assert.deepEqual(readAppSettings(await response.text()), {
        CLIENT_ID: 'latchkey',
        ...ENVIRONMENT,
      });
    }
  });

  test('A27 the page that providers send the browser back to is kept nowhere', async () => {
    const { headers } = await visit('/login/callback/google?code=c&state=s');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  test('K1 the page has a strict policy that knows the other origins of its settings', async () => {
    const { headers } = await visit('/users');
    assert.equal(
      headers.get('content-security-policy'),
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' https://tokens.example https://api.example:8443; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    );
  });

  test('a file with a hash in its name is kept for ever, the others are asked for', async () => {
    const hashed = await ask('/assets/main-x7Kf93Qa.js');
    assert.equal(
      hashed.headers.get('cache-control'),
      'public, max-age=31536000, immutable',
    );
    assert.equal(
      hashed.headers.get('content-type'),
      'text/javascript; charset=utf-8',
    );
    for (const path of ['/assets/vendor.js', '/robots.txt']) {
      const { headers } = await ask(path);
      assert.equal(headers.get('cache-control'), 'no-cache', path);
    }
  });

  test('text is sent as the precompressed copy that the browser understands', async () => {
    const codings = [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['', null],
    ] as const;
    const path = '/assets/main-x7Kf93Qa.js';
    for (const [accept, coding] of codings) {
      const response = await ask(path, { 'accept-encoding': accept });
      assert.equal(response.headers.get('content-encoding'), coding, accept);
      assert.match(response.headers.get('vary') ?? '', /Accept-Encoding/);
      assert.equal(await response.text(), SCRIPT);
    }
    const tiny = await ask('/assets/tiny-a1B2c3D4.js', {
      'accept-encoding': 'br',
    });
    assert.equal(tiny.headers.get('content-encoding'), null);
    const page = await ask('/', { 'accept-encoding': 'br' });
    assert.equal(page.headers.get('content-encoding'), 'br');
    assert.match(await page.text(), /<title>App/);
  });

  test('what has not changed is not sent again', async () => {
    for (const path of ['/', '/robots.txt']) {
      const etag = (await ask(path)).headers.get('etag') ?? '';
      const second = await ask(path, { 'if-none-match': etag });
      assert.equal(second.status, 304);
      assert.equal(await second.text(), '');
    }
  });

  test('a missing asset is missing, whoever asks', async () => {
    for (const path of ['/assets/main-OLD00000.js', '/assets/']) {
      assert.equal((await ask(path)).status, 404);
      assert.equal((await visit(path)).status, 404);
    }
    assert.equal((await ask('/favicon.ico')).status, 404);
    assert.equal((await ask('/assets/main-x7Kf93Qa.js.br')).status, 404);
  });

  test('the page is never the answer below /api, /oauth and /.well-known', async () => {
    for (const path of ['/api/x', '/oauth/x', '/.well-known/x']) {
      const response = await visit(path);
      assert.match(response.headers.get('content-type') ?? '', /json/);
    }
  });

  test('no path leaves the folder', async () => {
    const paths = [
      '/../../etc/passwd',
      '/assets/../../../etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%5c..%5cetc',
      '/assets/main-x7Kf93Qa.js%00.html',
      '//etc/passwd',
    ];
    for (const path of paths) {
      const answer = await sendRaw(server.origin, rawGet(path));
      assert.match(answer, /^HTTP\/1\.1 4\d\d /, path);
      assert.doesNotMatch(answer, /root:/);
    }
  });

  test('other methods are refused', async () => {
    const response = await server.fetch('/users', { method: 'POST' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD');
  });

  test('HEAD has the headers without the body', async () => {
    const response = await server.fetch('/', { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });

  test('without a build the server says what to do', async () => {
    assert.equal(await loadAppFiles(join(folder, 'none'), {}), undefined);
    await server.resetWith({}, { appFiles: undefined });
    const response = await visit('/');
    assert.equal(response.status, 404);
    assert.match(await response.text(), /npm run build/);
  });
});
