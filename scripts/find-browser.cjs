'use strict';

const { accessSync, constants, existsSync } = require('node:fs');
const path = require('node:path');

/** The names by which Chrome, Chromium and Edge are found on a PATH, the preferred first. */
const NAMES = [
  'chromium-headless-shell',
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];

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
 * The browser that the tests run in: `CHROME_BIN` if it is set, else the first of Chrome, Chromium and Edge that is
 * installed.
 *
 * @returns {string | undefined} the path of its program
 */
function findBrowser() {
  if (process.env.CHROME_BIN) return process.env.CHROME_BIN;
  if (process.platform === 'darwin') return MACOS.find(existsSync);
  if (process.platform === 'win32') return WINDOWS.find(existsSync);
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return NAMES.flatMap((name) =>
    folders.map((folder) => path.join(folder, name)),
  ).find(isExecutable);
}

module.exports = { findBrowser };
