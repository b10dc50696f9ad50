import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { copyTemplate } from './support/database.ts';
import { finish, ready, runServer } from './support/process.ts';

describe('the command line', { timeout: 900_000 }, () => {
  let folder: string;
  before(async () => {
    folder = await copyTemplate();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = (
    parameters: readonly string[],
    environment: Record<string, string> = {},
  ) => runServer(parameters, { DATA_DIR: folder, ...environment });

  test('serve tells its address, answers, keeps other processes off its database, and ends by SIGTERM', async () => {
    const server = run([]);
    const origin = await ready(server);
    const response = await fetch(`${origin}/api/status`);
    assert.equal(response.status, 200);
    const metadata = await fetch(
      `${origin}/.well-known/oauth-authorization-server`,
    );
    const { issuer } = (await metadata.json()) as { issuer: string };
    assert.equal(issuer, origin);

    const second = await finish(run([]));
    assert.equal(second.code, 1);
    assert.match(second.errors, /in use by process \d+.*DATABASE_URL/);

    server.kill('SIGTERM');
    assert.equal((await finish(server)).code, 0);
  });

  test('asked to end, it answers what runs, takes nothing new, and closes its database', async () => {
    const server = run([]);
    const origin = await ready(server);
    const form = new URLSearchParams({
      grant_type: 'password',
      username: 'demo@latchkey.test',
      password: 'open-sesame-42',
      client_id: 'latchkey',
    }).toString();
    const { answer, socket } = await beginPost(origin, form.length);
    server.kill('SIGTERM');
    while (await canConnect(origin));
    socket.write(form);
    assert.match(await answer, /HTTP\/1\.1 200 OK[^]*"access_token"/);
    assert.equal((await finish(server)).code, 0);
  });

  test('with LATCHKEY_EXIT_WITH_PARENT one signal ends it too, while its standard input is open', async () => {
    const server = run([], { LATCHKEY_EXIT_WITH_PARENT: '1' });
    await ready(server);
    server.kill('SIGTERM');
    const deadline = setTimeout(() => server.kill('SIGKILL'), 60_000);
    assert.equal((await finish(server)).code, 0);
    clearTimeout(deadline);
  });

  test('with LATCHKEY_EXIT_WITH_PARENT it ends with its standard input', async () => {
    const server = run([], { LATCHKEY_EXIT_WITH_PARENT: '1' });
    await ready(server);
    server.stdin.end();
    assert.equal((await finish(server)).code, 0);
  });

  test('add-user, set-password and add-client make what the server then knows', async () => {
    const user = run([
      'add-user',
      '--email',
      'ann@example.org',
      '--first-name',
      'Ann',
      '--last-name',
      'Example',
    ]);
    user.stdin.end('a pass phrase\n');
    const added = await finish(user);
    assert.equal(added.code, 0, added.errors);
    assert.doesNotMatch(added.output, /pass phrase/);

    const change = run(['set-password', '--email', ' ANN@example.org']);
    change.stdin.end('another pass phrase\r\n');
    const changed = await finish(change);
    assert.equal(changed.code, 0, changed.errors);
    assert.match(changed.output, /^Set the password of ann@example\.org,/);
    assert.doesNotMatch(changed.output, /pass phrase/);

    const client = run([
      'add-client',
      '--id',
      'reports',
      '--grants',
      'password',
      '--secret',
      'yes',
    ]);
    const { output } = await finish(client);
    const [, secret] = /Secret, shown only now: (\S+)/.exec(output) ?? [];
    assert.ok(secret);

    const server = run([]);
    const origin = await ready(server);
    const response = await fetch(`${origin}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        username: 'Ann@Example.org',
        password: 'another pass phrase',
        client_id: 'reports',
        client_secret: secret,
      }),
    });
    server.kill('SIGINT');
    assert.equal((await finish(server)).code, 0);
    assert.equal(response.status, 200);
  });

  test('mistakes are told with the way out, without a stack', async () => {
    const mistakes = [
      [['sing'], {}, /no command sing/],
      [['add-user'], {}, /--email, --first-name, --last-name/],
      [['add-client', '--id', 'x', '--grants', 'implicit'], {}, /no grant/],
      [['add-user', '--nonsense', 'x'], {}, /Usage: npm run server/],
      [['set-password', '--email', 'nobody@x'], {}, /no account for nobody@x/],
      [[], { PORT: 'x' }, /PORT must be/],
    ] as const;
    for (const [parameters, environment, message] of mistakes) {
      const command = run(parameters, environment);
      command.stdin.end();
      const { code, errors } = await finish(command);
      assert.equal(code, 1);
      assert.match(errors, message);
      assert.doesNotMatch(errors, /^\s+at /m);
    }
  });
});

/** A request that the server has accepted, and whose body is still to come. */
async function beginPost(origin: string, length: number) {
  const socket = connectTo(origin);
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => (text += chunk));
  const answer = once(socket, 'close').then(() => text);
  socket.write(
    [
      'POST /oauth/token HTTP/1.1',
      'Host: 127.0.0.1',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${length}`,
      'Expect: 100-continue',
      '',
      '',
    ].join('\r\n'),
  );
  await once(socket, 'data');
  return { answer, socket };
}

async function canConnect(origin: string): Promise<boolean> {
  const socket = connectTo(origin);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function connectTo(origin: string): Socket {
  const { hostname, port } = new URL(origin);
  return connect(Number(port), hostname);
}
