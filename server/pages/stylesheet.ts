import { readFileSync } from 'node:fs';
import { brand } from '../../config/brand.ts';
import { toStyle } from '../../config/brand-style.ts';

/** Of the app's own stylesheets (`app/styles/`), those that pages of ours have a use for. */
const OF_THE_APP = ['tokens', 'base', 'parts', 'forms', 'preferences'];

/**
 * The stylesheet of pages that look like the app and are not part of it: the brand, what the app has, and a file of their own.
 *
 * @param own that file
 * @param more other stylesheets of the app that they have a use for
 */
export function readStylesheet(own: URL, more: readonly string[] = []): string {
  const files = [...OF_THE_APP, ...more].map(
    (name) => new URL(`../../app/styles/${name}.css`, import.meta.url),
  );
  const texts = [...files, own].map((file) => readFileSync(file, 'utf8'));
  return [toStyle(brand), ...texts].join('\n');
}
