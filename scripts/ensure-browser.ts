import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.cjs';

/**
 * Makes sure that there is a browser to test in: one that is installed, or Debian's Chromium, which root may install.
 *
 * @returns the path of its program; nothing where there is none, and we may not install one
 */
export function ensureBrowser(): string | undefined {
  return findBrowser() ?? (mayInstall() ? install() : undefined);
}

function mayInstall(): boolean {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version']).status === 0
  );
}

function install(): string | undefined {
  console.log('Installing Chromium from the system’s packages.');
  for (const command of [['update'], ['install', '--yes', 'chromium']]) {
    spawnSync('apt-get', ['--quiet', ...command], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  return findBrowser();
}
