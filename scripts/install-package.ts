import { spawnSync } from 'node:child_process';

/**
 * Installs a package of Debian or Ubuntu, where we may: as root, where there is `apt-get`. Elsewhere it does nothing. Whether it
 * worked is for the caller to see, who knows what the package brings.
 *
 * @param name of the package, such as `chromium`
 */
export function installPackage(name: string): void {
  if (!mayInstall()) return;
  console.log(`Installing ${name} from the system’s packages.`);
  for (const command of [['update'], ['install', '--yes', name]]) {
    spawnSync('apt-get', ['--quiet', ...command], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
}

function mayInstall(): boolean {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version']).status === 0
  );
}
