import { createServer } from 'node:http';
import { CLIENT_ID } from './support/accounts.ts';
import { listen } from './support/listen.ts';
import {
  expectSorted,
  rows,
  signIn,
  signOut,
  sortLink,
} from './support/pages.ts';
import { startProxy } from './support/proxy.ts';
import { tokensOf } from './support/session.ts';
import { expect, test } from './support/test.ts';

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
];

/** On every answer, whatever it is. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'permissions-policy': expect.stringContaining('camera=()') as unknown,
};

for (const path of ['/', '/login', '/users', '/users?page=3', '/not/a/page']) {
  test(`K1 K3 K4 the page at ${path} has the whole policy`, async ({
    request,
  }) => {
    const response = await request.get(path, {
      headers: { Accept: 'text/html' },
    });
    const headers = response.headers();
    expect(response.status()).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(headers['content-security-policy']?.split('; ').toSorted()).toEqual(
      PAGE_POLICY.toSorted(),
    );
    expect(headers).toMatchObject(SECURITY_HEADERS);
    // A new build is seen at the next visit.
    expect(headers['cache-control']).toBe('no-cache');
  });
}

const notPages = [
  { method: 'GET', path: '/assets/nothing-here.js', status: 404 },
  { method: 'GET', path: '/api/nothing-here', status: 401 },
  { method: 'POST', path: '/login', status: 405 },
  { method: 'GET', path: '/api/me', status: 401 },
  { method: 'GET', path: '/api/status', status: 200 },
  { method: 'POST', path: '/oauth/token', status: 400 },
];

for (const { method, path, status } of notPages) {
  test(`K3 K4 the answer ${status} to ${method} ${path} is not a page, and has the headers of one`, async ({
    request,
  }) => {
    const response = await request.fetch(path, { method });
    const headers = response.headers();
    expect(response.status()).toBe(status);
    expect(headers['content-type'] ?? '').not.toContain('html');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain(
      "frame-ancestors 'none'",
    );
    expect(headers).toMatchObject(SECURITY_HEADERS);
  });
}

test('C10 what belongs to a user is kept in no cache', async ({
  page,
  request,
}) => {
  await signIn(page);
  const { accessToken, refreshToken } = await tokensOf(page);
  const headers = { Authorization: `Bearer ${accessToken}` };
  const answers = [
    await request.get('/api/me', { headers }),
    await request.get('/api/users', { headers }),
    await request.get('/api/me'),
    await request.post('/oauth/token', {
      form: {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: CLIENT_ID,
      },
    }),
  ];
  for (const answer of answers) {
    expect(answer.headers()['cache-control'], answer.url()).toContain(
      'no-store',
    );
  }
});

test('K4 a server that is reached by https asks browsers to stay with it', async ({
  ownServer,
  request,
}) => {
  const { origin } = await ownServer({
    PUBLIC_URL: 'https://latchkey.example',
  });
  for (const path of ['/', '/login', '/assets/nothing-here.js', '/api/me']) {
    const response = await request.get(`${origin}${path}`);
    const header = response.headers()['strict-transport-security'] ?? '';
    const seconds = Number(/max-age=(\d+)/.exec(header)?.[1]);
    expect(seconds, path).toBeGreaterThanOrEqual(365 * 24 * 60 * 60);
  }
});

test('C2 C11 the token goes to the API and nowhere else, and no page is named as the referrer', async ({
  baseURL,
  page,
  watch,
}) => {
  await page.goto('/users?page=3');
  await signIn(page);
  await page.getByRole('link', { name: 'Session' }).click();
  await page.getByRole('button', { name: 'Renew now' }).click();
  await expect(page.getByText('Renewed.')).toBeVisible();
  await page.reload();
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(rows(page)).toHaveCount(20);
  await signOut(page);

  const withToken = new Set<string>();
  for (const request of watch.requests) {
    const headers = await request.allHeaders();
    if ('authorization' in headers) withToken.add(request.url());
    expect(headers['referer'] ?? '', request.url()).toBe('');
  }
  expect(withToken.size).toBeGreaterThan(0);
  for (const url of withToken) {
    expect(url.startsWith(`${baseURL}/api/`), url).toBe(true);
  }
});

for (const status of [301, 302, 307, 308]) {
  test(`C4 an API that answers ${status} is not followed, and the token goes nowhere`, async ({
    baseURL,
    page,
    watch,
  }) => {
    const taken: string[] = [];
    const thief = await listen(
      createServer((request, response) => {
        taken.push(`${request.method} to another origin`);
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Access-Control-Allow-Headers', '*');
        response.end('{"data":[]}');
      }),
    );
    let target: string | undefined;
    const proxy = await startProxy(baseURL!, (request, response) => {
      if (request.url === '/collect') {
        taken.push(`${request.method} outside the API`);
        return false;
      }
      if (!target || !request.url?.startsWith('/api/users')) return false;
      response
        .writeHead(status, { Location: target, 'Cache-Control': 'no-store' })
        .end();
      return true;
    });
    watch.trust(proxy.origin);
    watch.expect(/^net::ERR_FAILED GET \/api\/users/);
    await signIn(page, { origin: proxy.origin });

    const alert = page.getByRole('alert');
    for (const elsewhere of [`${thief.origin}/users`, '/collect']) {
      target = elsewhere;
      await sortLink(page, 'E-mail').click();
      await expect(alert).toContainText('Try again');
      target = undefined;
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect(alert).toHaveText('');
    }
    await expectSorted(page, 'E-mail', 'descending');
    expect(taken).toEqual([]);
    await proxy.close();
    await thief.close();
  });
}
