import type { LaunchOptions } from '@playwright/test';
import flags from '../../../scripts/browser-flags.cjs';
import {
  findBrowser,
  findWholeBrowser,
} from '../../../scripts/find-browser.cjs';

/**
 * How to start the system's browser. Whether it has a window is Playwright's own matter. No name but this machine's is
 * ever resolved: what leaves the app's origin fails, and `Watch` tells of it.
 */
export const browser = launching(findBrowser());

/** The same with a browser as users have it, where the headless shell, which the tests prefer, is less than one. */
export const wholeBrowser = launching(findWholeBrowser());

function launching(program: string | undefined): LaunchOptions {
  return {
    ...(program !== undefined && { executablePath: program }),
    args: [
      ...flags.filter(
        (flag): flag is string => flag !== null && flag !== '--headless',
      ),
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  };
}
