import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { authorizePath } from './support/openid.ts';
import { copyTemplate } from './support/database.ts';
import { finish, ready, runServer } from './support/process.ts';

describe('a port that is in use', { timeout: 900_000 }, () => {
  let folder: string;
  let other: Server;
  let port: string;
  before(async () => {
    folder = await copyTemplate();
    other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    port = String((other.address() as AddressInfo).port);
  });
  after(async () => {
    other.close();
    await rm(folder, { recursive: true, force: true });
  });

  const serve = (environment: Record<string, string> = {}) =>
    runServer([], { DATA_DIR: folder, PORT: port, ...environment });

  test('in development the server takes the next free one, and its issuer and its redirect URIs are there', async () => {
    const server = serve();
    let output = '';
    server.stdout.on('data', (chunk) => (output += String(chunk)));
    const origin = await ready(server);
    const taken = new URL(origin).port;
    assert.ok(Number(taken) > Number(port));
    assert.match(output, new RegExp(`Port ${port} is in use: taking ${taken}`));

    const discovery = await fetch(`${origin}/.well-known/openid-configuration`);
    const { issuer } = (await discovery.json()) as { issuer: string };
    assert.equal(issuer, origin);
    const authorize = (callback: string) =>
      fetch(
        origin +
          authorizePath({
            client_id: 'latchkey',
            redirect_uri: `${callback}/login/callback/oidc`,
          }),
      );
    assert.equal((await authorize(origin)).status, 200);
    const elsewhere = await authorize(`http://127.0.0.1:${port}`);
    assert.equal(elsewhere.status, 400);
    server.kill('SIGTERM');
    assert.equal((await finish(server)).code, 0);
  });

  test('in production it is an error that says what to do', async () => {
    const { code, errors } = await finish(serve({ NODE_ENV: 'production' }));
    assert.equal(code, 1);
    assert.match(errors, new RegExp(`Cannot listen on 127.0.0.1:${port} `));
    assert.match(errors, /Stop what uses it, or set PORT/);
  });

  test('it is one too where PUBLIC_URL names that port', async () => {
    const PUBLIC_URL = `http://localhost:${port}`;
    const { code, errors } = await finish(serve({ PUBLIC_URL }));
    assert.equal(code, 1);
    assert.match(errors, /Cannot listen/);
  });

  test('the simulated provider takes the next free one, and its settings say so', async () => {
    const provider = runServer(['simulate-provider', '--port', port], {});
    let output = '';
    for await (const chunk of provider.stdout.iterator({
      destroyOnReturn: false,
    })) {
      output += String(chunk);
      if (output.includes('OIDC_ISSUER')) break;
    }
    provider.kill('SIGTERM');
    const [, origin = ''] = /provider on (\S+)/.exec(output) ?? [];
    assert.notEqual(new URL(origin).port, port);
    assert.ok(output.includes(`OIDC_ISSUER=${origin}\n`), output);
  });
});
