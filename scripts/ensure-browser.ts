import {
  findBrowser,
  findShell,
  findWholeBrowser,
  SHELL,
} from './find-browser.cjs';
import { installPackage } from './install-package.ts';

/**
 * Makes sure that there is a browser to test in: one that is installed, or Debian's Chromium, which root may install. Where
 * there can be Chromium's headless shell, most tests run in that: it is three times as fast.
 *
 * @returns the path of its program; nothing where there is none, and we may not install one
 */
export function ensureBrowser(): string | undefined {
  if (findWholeBrowser() === undefined) installPackage('chromium');
  if (!process.env['CHROME_BIN'] && !findShell()) installPackage(SHELL);
  return findBrowser();
}
