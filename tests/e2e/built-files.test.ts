import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { root } from '../../scripts/child-process.ts';
import { demo } from './support/accounts.ts';
import { dist } from './support/build.ts';
import { expect, test } from './support/test.ts';

const TEXTS = new Set([
  '.html',
  '.js',
  '.css',
  '.svg',
  '.json',
  '.map',
  '.txt',
]);

/** What goes to production, by path. */
const files = new Map(
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => TEXTS.has(extname(path)))
    .map((path) => [path, readFileSync(join(dist, path), 'utf8')]),
);

/** What must not be in it. */
const SECRETS = [
  demo.email,
  demo.password,
  /miragejs|pretender|ember-mirage|simulated[- ](provider|server)/i,
  /captive portal/i,
  /client_?secret/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\.env\.(server|production|development|test|local)/,
  /\b(postgres|postgresql):\/\//,
  /sourceMappingURL/,
  root,
];

test('C8 nothing secret is built in: no credentials, no simulated server, no path of a machine', () => {
  expect(files.size).toBeGreaterThan(3);
  for (const [path, text] of files) {
    for (const secret of SECRETS) {
      const found =
        typeof secret === 'string'
          ? text.includes(secret)
          : secret.exec(text)?.[0];
      expect(
        found || undefined,
        `${String(secret)} in ${path}`,
      ).toBeUndefined();
    }
  }
});

test('K7 nothing in the page is inline', () => {
  const html = files.get('index.html')!;
  const inlineScripts = [...html.matchAll(/<script\b[^>]*>/g)].filter(
    ([tag]) => !/\bsrc=/.test(tag),
  );
  expect(inlineScripts).toEqual([]);
  expect(html).not.toMatch(/<style\b|\sstyle=|\son[a-z]+=|javascript:/i);
});

/**
 * Addresses that no script asks: names of XML's vocabularies, pages to read about an error, examples, and the pages of the
 * identity providers, which the user is sent to.
 */
const NEVER_ASKED =
  /^(accounts\.google\.com|www\.facebook\.com|www\.linkedin\.com|www\.w3\.org|deprecations\.emberjs\.com|github\.com|([a-z]+\.)*example\.com\.?|([a-z-]+\.)*invalid)$/;

/** Made by the build on the side; the page does not ask for them. */
const isUnused = (path: string) => path.startsWith('@embroider/');

test('K7 no other host is named in the page, the styles and the scripts', () => {
  for (const [path, text] of files) {
    const hosts = [...text.matchAll(/\b(?:https?|wss?):\/\/([\w.-]+)/g)]
      .map(([, host]) => host!)
      .filter((host) => !NEVER_ASKED.test(host));
    expect(hosts, path).toEqual([]);
  }
  expect(files.get('index.html')).not.toContain('@embroider/virtual');
  const references = [...files].flatMap(([path, text]) =>
    path.endsWith('.js') || isUnused(path)
      ? []
      : [...text.matchAll(/(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]+)/g)].map(
          ([, reference]) => reference!,
        ),
  );
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    expect(reference).toMatch(/^\/[^/]|^#|^data:image\/svg\+xml/);
  }
});
