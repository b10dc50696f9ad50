'use strict';

const { accessSync, constants, existsSync } = require('node:fs');
const path = require('node:path');

/** The names by which Chrome, Chromium and Edge are found on a PATH, the preferred first. */
const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];

/** Chromium without the parts that only a window has: the tests need a third of the processor in it. Debian's package. */
const SHELL = 'chromium-headless-shell';

/** The program itself: what the package puts on the PATH is a script, and whoever ends that leaves the browser running. */
const SHELL_PROGRAM = `/usr/lib/chromium/${SHELL}`;

const MACOS = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

const WINDOWS = [
  process.env.PROGRAMFILES,
  process.env['PROGRAMFILES(X86)'],
  process.env.LOCALAPPDATA,
]
  .filter(Boolean)
  .flatMap((folder) => [
    path.join(folder, 'Google/Chrome/Application/chrome.exe'),
    path.join(folder, 'Chromium/Application/chrome.exe'),
    path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]);

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser that the tests run in: `CHROME_BIN` if it is set, else Chromium's headless shell, else the first of Chrome,
 * Chromium and Edge that is installed.
 *
 * @returns {string | undefined} the path of its program
 */
function findBrowser() {
  return process.env.CHROME_BIN || findShell() || findWholeBrowser();
}

/**
 * A browser as users have it, for what the headless shell does not do: it keeps no page for the way back.
 *
 * @returns {string | undefined} the path of its program
 */
function findWholeBrowser() {
  if (process.env.CHROME_BIN) return process.env.CHROME_BIN;
  if (process.platform === 'darwin') return MACOS.find(existsSync);
  if (process.platform === 'win32') return WINDOWS.find(existsSync);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return NAMES.flatMap((name) =>
    folders.map((folder) => path.join(folder, name)),
  ).find(isExecutable);
}

/** @returns {string | undefined} the path of Chromium's headless shell, where it is installed */
function findShell() {
  return isExecutable(SHELL_PROGRAM) ? SHELL_PROGRAM : undefined;
}

module.exports = { findBrowser, findShell, findWholeBrowser, SHELL };
