/**
 * `npm run size`: what the sign-in page costs before its form can be used, read from the built page: the scripts that its
 * `index.html` names, and what those import statically. Fails above the budget.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { readRootUrl } from '../server/fill-settings.ts';
import { root } from './child-process.ts';

/** Of JavaScript, compressed with brotli, in bytes. */
const MAX_BYTES = 100_000;

/** The page itself, its styles and its icon included. */
const MAX_REQUESTS = 6;

const dist = join(root, 'dist');
const html = readFileSync(join(dist, 'index.html'), 'utf8');
const rootUrl = readRootUrl(html);

const scripts = withImports(references(html, /<script[^>]+src="([^"]+)"/g));
const links = references(html, /<link[^>]+href="([^"]+)"/g).filter(
  (link) => !scripts.includes(link),
);

const sizes = scripts.map((script) => ({ script, bytes: brotli(script) }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const requests = 1 + scripts.length + links.length;

for (const { script, bytes } of sizes)
  console.log(`${kilobytes(bytes)}  ${script}`);
console.log(
  `${kilobytes(total)}  of JavaScript until the form is usable; the budget is ${kilobytes(MAX_BYTES)}`,
);
console.log(`${requests} requests; the budget is ${MAX_REQUESTS}`);

if (total > MAX_BYTES || requests > MAX_REQUESTS) {
  console.error('The sign-in page has grown beyond its budget.');
  process.exitCode = 1;
}

/** The scripts, and all that they import before they run. */
function withImports(found: string[]): string[] {
  const all = new Set(found);
  for (const script of all) {
    const code = readFileSync(fileOf(script), 'utf8');
    const specifiers = references(
      code,
      /(?:\bfrom\s*|\bimport\s*)["'](\.[^"']+)["']/g,
    );
    for (const specifier of specifiers) {
      const path = join(dirname(script), specifier);
      if (existsSync(fileOf(path))) all.add(path);
    }
  }
  return [...all];
}

function references(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(
    ([, reference]) => reference ?? [],
  );
}

function fileOf(path: string): string {
  return join(dist, relative(rootUrl, path));
}

function brotli(path: string): number {
  return brotliCompressSync(readFileSync(fileOf(path)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
  }).length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`.padStart(8);
}
