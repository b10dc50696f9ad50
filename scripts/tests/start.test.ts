import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { copyTemplate } from '../../server/tests/support/database.ts';
import { authorizePath } from '../../server/tests/support/openid.ts';
import { start, type StartedProcess } from '../child-process.ts';

/** What `npm start` would take if it could: of the app, the server, and the simulated provider. */
const USUAL_PORTS = [4200, 3000, 4400];

/** Vite's first start makes a cache. In milliseconds. */
const TIMEOUT = 240_000;

describe('npm start, where its ports are in use', { timeout: 600_000 }, () => {
  let others: Server[];
  let folder: string;
  before(async () => {
    others = await Promise.all(USUAL_PORTS.map(occupy));
    folder = await copyTemplate();
  });
  after(async () => {
    for (const other of others) other.close();
    await rm(folder, { recursive: true, force: true });
  });

  const startWith = (...flags: string[]) =>
    start({
      command: ['--import', 'tsx', 'scripts/start.ts', ...flags],
      environment: { DATA_DIR: folder, SEED_DEMO: 'off' },
      ready: /^ {2}Latchkey +(\S+)\/$/,
      timeout: TIMEOUT,
    });

  test('the app, the server and the simulated provider take other ports, and know of each other', async () => {
    const started = await startWith();
    try {
      await everythingFollows(started);
    } finally {
      await started.stop();
    }
  });

  test('the app alone takes another port, and so does its simulated server', async () => {
    const started = await startWith('--mirage');
    try {
      const address = started.answer;
      assert.notEqual(new URL(address).port, '4200');
      const settings = await settingsAt(address);
      assert.equal(settings['OIDC_ISSUER'], address);
    } finally {
      await started.stop();
    }
  });
});

async function everythingFollows({
  answer: address,
}: StartedProcess): Promise<void> {
  assert.notEqual(new URL(address).port, '4200');

  // Through Vite's proxy.
  const discovery = await fetch(`${address}/.well-known/openid-configuration`);
  const { issuer } = (await discovery.json()) as { issuer: string };
  assert.equal(issuer, address);
  const authorize = await fetch(
    address +
      authorizePath({
        client_id: 'latchkey',
        redirect_uri: `${address}/login/callback/oidc`,
      }),
  );
  assert.equal(authorize.status, 200);

  const settings = await settingsAt(address);
  assert.equal(settings['OIDC_ISSUER'], address);
  const google = new URL(settings['GOOGLE_AUTHORIZE_URL'] ?? '');
  assert.notEqual(google.port, '4400');
  const page = await fetch(`${google.origin}/`);
  await page.text();
  assert.ok(page.status < 500);
}

/** What the page at this address tells the app. */
async function settingsAt(address: string): Promise<Record<string, string>> {
  const page = await fetch(`${address}/`, { headers: { accept: 'text/html' } });
  const html = await page.text();
  const [, content] =
    /name="latchkey\/config\/environment" content="([^"]*)"/.exec(html) ?? [];
  assert.ok(content, html);
  return (
    JSON.parse(decodeURIComponent(content)) as {
      settings: Record<string, string>;
    }
  ).settings;
}

/** Takes a port, or leaves it to whoever has it. */
async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening').catch(() => undefined);
  return server;
}
