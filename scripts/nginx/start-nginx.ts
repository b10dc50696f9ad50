import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import type { Environment } from '../../server/settings-reader.ts';
import { root } from '../child-process.ts';
import { findNginx } from '../ensure-nginx.ts';
import { writeSite } from './write-site.ts';

/** How long it may take to listen, in milliseconds. */
const TIMEOUT = 10_000;

/** An nginx that serves a site, for a test. */
export interface RunningNginx {
  /** With TLS, by a certificate of its own making. */
  origin: string;
  /** The folder of the site. */
  folder: string;
  stop(): Promise<void>;
}

/**
 * A port, and with it the origin of a site: its servers must know it before nginx runs.
 */
export async function siteOrigin(): Promise<string> {
  return `https://localhost:${await getPort()}`;
}

/**
 * Starts Debian's nginx, or whichever is installed, on a site of its own.
 *
 * @param origin from `siteOrigin`
 * @param environment the settings of the site, see `settings.ts`
 */
export async function startNginx(
  origin: string,
  environment: Environment,
): Promise<RunningNginx> {
  const program = findNginx();
  if (program === undefined) throw new Error('There is no nginx.');
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-nginx-'));
  // Its workers are another user where it was started by root.
  await chmod(folder, 0o755);
  const { port } = new URL(origin);
  await writeSite(
    {
      NGINX_LISTEN: `127.0.0.1:${port} ssl http2`,
      ...makeCertificate(folder),
      PUBLIC_URL: origin,
      ...environment,
    },
    { app: join(root, 'dist'), out: folder },
  );
  const child = spawn(
    program,
    ['-c', join(folder, 'nginx/nginx.conf'), '-g', 'daemon off;'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilItListens(Number(port));
  } catch (cause) {
    await stop();
    throw new Error(`nginx does not listen: ${words}`, { cause });
  }
  return { origin, folder, stop };
}

/** One that nobody believes but who was told to. */
function makeCertificate(folder: string): Record<string, string> {
  const certificate = join(folder, 'localhost.pem');
  const key = join(folder, 'localhost.key');
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec'],
      ...['-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', key, '-out', certificate],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`);
  return { TLS_CERTIFICATE: certificate, TLS_CERTIFICATE_KEY: key };
}

async function untilItListens(port: number): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  for (;;) {
    if (await canConnect(port)) return;
    if (Date.now() > deadline) throw new Error('It takes too long.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
