import { findBrowser } from './find-browser.cjs';
import { installPackage } from './install-package.ts';

/**
 * Makes sure that there is a browser to test in: one that is installed, or Debian's Chromium, which root may install.
 *
 * @returns the path of its program; nothing where there is none, and we may not install one
 */
export function ensureBrowser(): string | undefined {
  const found = findBrowser();
  if (found !== undefined) return found;
  installPackage('chromium');
  return findBrowser();
}
