import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// Not the project's own `test`, whose scan would find what is planted here.
import { expect, test, type Page } from '@playwright/test';
import { RunRecord, type Entry } from './support/secret-scan/record.ts';
import { SecretScan } from './support/secret-scan/scan.ts';
import {
  SECRET_KINDS,
  Secrets,
  type SecretKind,
} from './support/secret-scan/secrets.ts';
import { ServerLog } from './support/secret-scan/server-log.ts';
import { PLACES } from './support/secret-scan/sightings.ts';
import { failUnlessClean, sumUp } from './support/secret-scan/sum-up.ts';
import { test as watchedTest } from './support/test.ts';

const ORIGIN = 'https://planted.test';

const planted: Record<SecretKind, string> = {
  'access token': 'planted-access-token',
  'refresh token': 'planted-refresh-token',
  password: 'a planted password & more',
  'authorization code': 'planted-code',
  'code verifier': 'planted-verifier',
  'client secret': 'planted/client+secret=',
  cookie: 'planted-cookie-value',
};
const values = Object.values(planted);
const kinds = [...SECRET_KINDS].toSorted();

/** What each kind was found in. */
const kindsIn = (scan: SecretScan, place: string) =>
  scan.leaks
    .filter((leak) => leak.place === place)
    .map(({ kind }) => kind)
    .filter((kind, index, all) => all.indexOf(kind) === index)
    .toSorted();

/** A page that signs in with all there is, on a site that has no server. */
async function signIn(page: Page): Promise<SecretScan> {
  const scan = new SecretScan();
  await scan.follow(page.context());
  await page.context().route('**', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          json: {
            access_token: planted['access token'],
            refresh_token: planted['refresh token'],
          },
          headers: {
            'Set-Cookie': `latchkey_gateway=${planted.cookie}; Path=/; HttpOnly`,
          },
        })
      : route.fulfill({ contentType: 'text/html', body: '<title></title>' }),
  );
  await page.goto(`${ORIGIN}/login`);
  await page.evaluate(
    (form) =>
      fetch('/oauth/token', {
        method: 'POST',
        body: new URLSearchParams(form),
      }),
    {
      password: planted.password,
      code: planted['authorization code'],
      code_verifier: planted['code verifier'],
      client_secret: planted['client secret'],
    },
  );
  await scan.settle();
  return scan;
}

test('the secrets of a sign-in are taken down, and are nowhere by themselves', async ({
  page,
}) => {
  const scan = await signIn(page);
  await scan.lookAt(page.context());
  const secrets = scan.secrets.all;
  expect(secrets.map(({ kind }) => kind).toSorted()).toEqual(kinds);
  expect(secrets.map(({ value }) => value).toSorted()).toEqual(
    values.toSorted(),
  );
  expect(scan.leaks).toEqual([]);
  expect(scan.counts.urls).toBeGreaterThan(0);
});

test('tokens that are only used, and passwords that are only typed, are secrets, too', async ({
  page,
}) => {
  const scan = new SecretScan();
  await scan.follow(page.context());
  await page.context().route('**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<input type="password" aria-label="Password"><input>',
    }),
  );
  await page.goto(ORIGIN);
  await page.getByLabel('Password').fill('typed and never sent');
  await page.getByLabel('Password').blur();
  await page.evaluate(async () => {
    await fetch('/api', { headers: { Authorization: 'Bearer used-token' } });
    await fetch('/oauth/revoke', {
      method: 'POST',
      body: new URLSearchParams({ token: 'revoked-token' }),
    });
    await fetch('/api/me/password', {
      method: 'POST',
      headers: { 'Content-Type': 'application/vnd.api+json' },
      body: JSON.stringify({
        data: { attributes: { 'new-password': 'a changed one' } },
      }),
    });
  });
  await expect
    .poll(() => scan.secrets.all.map(({ value }) => value).toSorted())
    .toEqual(
      [
        ...['a changed one', 'revoked-token'],
        ...['typed and never sent', 'used-token'],
      ].toSorted(),
    );
});

/** How a page can let secrets out. Each is told all of them. */
const plantings: Record<
  string,
  { place: string; plant: (secrets: string[]) => Promise<unknown> | void }
> = {
  'the URL of a request': {
    place: 'URL',
    plant: (secrets) =>
      fetch(`/seen?${new URLSearchParams({ q: secrets.join() }).toString()}`),
  },
  'a URL that is visited, and left': {
    place: 'URL',
    plant: async (secrets) => {
      history.replaceState(null, '', `#${encodeURIComponent(secrets.join())}`);
      await fetch('/seen');
      history.replaceState(null, '', '/login');
    },
  },
  'a referrer': {
    place: 'referrer',
    plant: (secrets) => {
      history.replaceState(null, '', `?${encodeURIComponent(secrets.join())}`);
      return fetch('/seen', { referrerPolicy: 'unsafe-url' });
    },
  },
  'an entry of the history': {
    place: 'history',
    plant: (secrets) => {
      history.pushState(null, '', `#${encodeURIComponent(secrets.join())}`);
      history.pushState(null, '', '/login');
    },
  },
  'the state of an entry': {
    place: 'storage',
    plant: (secrets) => history.replaceState({ secrets }, ''),
  },
  'the console': {
    place: 'console',
    plant: (secrets) => console.debug('state:', ...secrets),
  },
  'an uncaught error': {
    place: 'console',
    plant: (secrets) => {
      setTimeout(() => {
        throw new Error(secrets.join());
      });
    },
  },
  localStorage: {
    place: 'storage',
    plant: (secrets) => localStorage.setItem('kept', secrets.join()),
  },
  'sessionStorage, as base64': {
    place: 'storage',
    plant: (secrets) =>
      sessionStorage.setItem('kept', secrets.map((one) => btoa(one)).join()),
  },
  'a cookie that scripts can read': {
    place: 'storage',
    plant: (secrets) => {
      document.cookie = `kept=${encodeURIComponent(secrets.join())}`;
    },
  },
  'a cache': {
    place: 'storage',
    plant: async (secrets) => {
      const cache = await caches.open('kept');
      await cache.put('/kept', new Response(secrets.join()));
    },
  },
  'a database of another name': {
    place: 'storage',
    plant: (secrets) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('kept');
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('values').put(secrets, 'session');
        };
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
  },
  "another record of the session's database": {
    place: 'storage',
    plant: (secrets) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('latchkey');
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('values').put(secrets, 'other');
        };
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
  },
};

for (const [name, { place, plant }] of Object.entries(plantings)) {
  test(`each kind of secret is found in ${name}`, async ({ page }) => {
    const scan = await signIn(page);
    await page.evaluate(plant, values);
    await expect
      .poll(async () => {
        await scan.lookAt(page.context());
        return kindsIn(scan, place);
      })
      .toEqual(kinds);
    expect(JSON.stringify(scan.leaks)).not.toContain('planted-');
  });
}

test("the session's own record is where tokens may be", async ({ page }) => {
  const scan = await signIn(page);
  await page.evaluate(
    (secrets) =>
      new Promise<void>((resolve) => {
        localStorage.setItem('latchkey:session', secrets.join());
        const opening = indexedDB.open('latchkey');
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('values').put(secrets, 'session');
        };
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
    values,
  );
  await scan.lookAt(page.context());
  expect(scan.leaks).toEqual([]);
});

test('a code may come with its answer, and must not stay', async ({ page }) => {
  const scan = await signIn(page);
  const code = planted['authorization code'];
  const answer = `/login/callback/google?code=${code}&state=any`;
  await page.goto(ORIGIN + answer);
  await page.evaluate(() => history.replaceState(null, '', '/users'));
  await scan.lookAt(page.context());
  expect(scan.leaks).toEqual([]);

  await page.evaluate((url) => history.pushState(null, '', url), answer);
  await scan.lookAt(page.context());
  expect(kindsIn(scan, 'history')).toEqual(['authorization code']);
  expect(kindsIn(scan, 'URL')).toEqual([]);
  await page.goto(`${ORIGIN}/users?code=${code}&state=any`);
  await scan.settle();
  expect(kindsIn(scan, 'URL')).toEqual(['authorization code']);
});

const entry = (changes: Partial<Entry>): Entry => ({
  test: 'any',
  secrets: [{ kind: 'password', value: 'open-sesame' }],
  sightings: [{ place: 'URL', text: `${ORIGIN}/` }],
  counts: { urls: 2, consoleLines: 1, logLines: 0 },
  ...changes,
});

// One of the run's own: where this file runs alone there is something to sum up, too.
watchedTest('a run is summed up in one line', () => {
  const server: Entry = {
    secrets: [{ kind: 'client secret', value: 'of the server' }],
    sightings: [{ place: 'log', text: 'ready' }],
    counts: { urls: 0, consoleLines: 0, logLines: 1 },
  };
  const summary = sumUp([entry({}), entry({}), server]);
  expect(summary.text).toBe(
    'secret scan: 2 tests, 4 URLs, 2 console lines, 1 log lines, 2 secrets: none found',
  );
  expect(summary.isClean).toBe(true);
  expect(() => failUnlessClean(summary)).not.toThrow();
});

for (const place of PLACES) {
  test(`the secret of one test fails the run, where another saw it: ${place}`, () => {
    const sightings = [{ place, text: 'x=open-sesame' }];
    const summary = sumUp([entry({}), entry({ secrets: [], sightings })]);
    expect(summary.text).toMatch(/: 1 FOUND$/);
    expect(() => failUnlessClean(summary)).toThrow(
      `${place}: password: x=<password>`,
    );
  });
}

test('a run that saw nothing has shown nothing', () => {
  const tests = Array.from({ length: 200 }, () => entry({}));
  const silent = sumUp(tests);
  expect(silent.text).toMatch(/none found; it saw no log lines$/);
  expect(() => failUnlessClean(silent)).toThrow('no log lines');
  expect(() => failUnlessClean(sumUp([]))).toThrow('no tests');
  // Somebody tries a few tests.
  expect(sumUp(tests.slice(0, 5)).isClean).toBe(true);
});

test('what a server prints is held against its own secrets, and against those of the tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-scan-'));
  try {
    const record = new RunRecord(folder);
    record.begin();
    record.append(entry({}));
    const settings = { GOOGLE_CLIENT_SECRET: 'told to the server', PORT: '0' };
    const log = new ServerLog(settings, new RunRecord(folder));
    log.hear('listening');
    log.hear('{"cause":"open-sesame"}');
    log.hear('{"settings":"told to the server"}');
    log.write();
    const { leaks, text } = sumUp(record.read());
    expect(text).toContain('1 tests, 2 URLs, 1 console lines, 3 log lines');
    expect(leaks.map(({ kind, place }) => `${place}: ${kind}`)).toEqual([
      'log: password',
      'log: client secret',
    ]);
    record.remove();
    record.append(entry({}));
    record.begin();
    expect(record.read()).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

for (const [form, write] of Object.entries<(secret: string) => string>({
  'as it is': (secret) => secret,
  'in a URL': encodeURIComponent,
  'in a form': (secret) => new URLSearchParams({ a: secret }).toString(),
  'in JSON': (secret) => JSON.stringify({ a: [secret] }),
  'in base64': (secret) => btoa(secret),
  'in base64, with more behind it': (secret) => btoa(`${secret} more`),
  'in base64url': (secret) => Buffer.from(secret).toString('base64url'),
  'in hexadecimal digits': (secret) => Buffer.from(secret).toString('hex'),
})) {
  test(`a secret is found ${form}`, () => {
    const secrets = new Secrets();
    secrets.add('password', 'a "secret" / of + many?');
    secrets.add('password', 'another secret');
    const text = `before ${write('a "secret" / of + many?')} after`;
    expect(secrets.findIn(text)).not.toEqual([]);
    expect(secrets.findIn('before any other text after')).toEqual([]);
  });
}
