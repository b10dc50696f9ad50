import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { note } from '../doctor/finding.ts';
import { report } from '../doctor/report.ts';
import {
  findingsOf,
  inFolder,
  inShort,
  runDoctor,
  situationOf,
} from './support/doctor.ts';

const ORIGIN = 'https://app.example.com';

describe('what the doctor prints', () => {
  test('the lines for all consoles, as they are to be pasted', async () => {
    const files = {
      '.env': { ROOT_URL: '/app/' },
      '.env.server': { PUBLIC_URL: ORIGIN, SEED_DEMO: 'off' },
    };
    await inFolder(files, (folder) => {
      const { status, stdout } = runDoctor(folder, [
        ...['--environment', 'production', '--origin', 'https://b.example.com'],
      ]);
      assert.equal(status, 0, 'two origins are a warning');
      const lines = stdout.slice(stdout.indexOf('Lines for')).split('\n');
      assert.deepEqual(lines.slice(1, -1), [
        '',
        'Google: https://console.cloud.google.com/auth/clients',
        '  Authorized JavaScript origins',
        '    https://b.example.com',
        '  Authorized redirect URIs',
        '    https://b.example.com/app/login/callback/google',
        '',
        'Facebook: https://developers.facebook.com/apps',
        '  Valid OAuth Redirect URIs',
        '    https://b.example.com/app/login/callback/facebook',
        '  App Domains',
        '    b.example.com',
        '',
        'GitHub: https://github.com/settings/developers',
        '  Homepage URL',
        '    https://b.example.com/app/',
        '  Authorization callback URL',
        '    https://b.example.com/app/login/callback/github',
        '',
        'OpenID (oidc)',
        '  Redirect URI',
        '    https://b.example.com/app/login/callback/oidc',
        '  Post logout redirect URI',
        '    https://b.example.com/app/login',
        '    https://b.example.com/app/',
        '  At a server of ours',
        '    npm run server -- add-client --id my-app --grants authorization_code,refresh_token --redirect-uris https://b.example.com/app/login/callback/oidc --post-logout-redirect-uris https://b.example.com/app/login,https://b.example.com/app/',
      ]);
    });
  });

  test('an OpenID provider in use has its own name and id; our own server needs nothing', async () => {
    const own = { OIDC_CLIENT_ID: 'latchkey', OIDC_ISSUER: ORIGIN };
    const consolesOf = async (variables: Record<string, string>) => {
      const situation = await situationOf({
        files: {
          '.env': { SIGN_IN_METHODS: 'oidc', ...variables },
          '.env.server': { PUBLIC_URL: ORIGIN },
        },
      });
      return report(situation, [], { hasColours: false, secrets: [] }).join();
    };
    assert.match(await consolesOf(own), /it knows its own app/);

    const other = { ...own, OIDC_CLIENT_ID: 'reports', OIDC_LABEL: 'Example' };
    assert.match(await consolesOf(other), /Example \(oidc\).*--id reports /);

    const hostile = { ...own, OIDC_CLIENT_ID: '$(reboot)' };
    assert.match(await consolesOf(hostile), /--id my-app /);
  });

  test('the provider of the gateway is told its callback address, too', async () => {
    const situation = await situationOf({
      files: {
        '.env': { SIGN_IN_METHODS: 'google' },
        '.env.server': {
          PUBLIC_URL: ORIGIN,
          GOOGLE_CLIENT_ID: 'a',
          GOOGLE_CLIENT_SECRET: 'b',
          GATEWAY_PROVIDER: 'google',
          GATEWAY_PREFIX: '/gate',
        },
      },
    });
    const text = report(situation, [], {
      hasColours: false,
      secrets: [],
    }).join();
    assert.equal(text.split(`${ORIGIN}/gate/callback`).length, 2);
  });

  test('C8 never a secret, wherever it stands, and no colours for a file', async () => {
    const secrets = {
      GOOGLE_CLIENT_SECRET: 'GOCSPX-do-not-show-1',
      DATABASE_URL: 'mysql://latchkey:do-not-show-2@db/latchkey',
      OIDC_CLIENT_SECRET: 'do-not-show-3',
    };
    const files = {
      '.env': {
        SIGN_IN_METHODS: 'google,oidc,github',
        GOOGLE_CLIENT_ID: 'GOCSPX-do-not-show-4',
        GITHUB_CLIENT_ID: 'd0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0',
        OIDC_ISSUER: 'do-not-show-3',
        OIDC_CLIENT_ID: 'do-not-show-3',
        TOKEN_ENDPOINT: 'https://ann:do-not-show-5@login.example.com/token',
        API_NAMESPACE: 'is: d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0d0',
        NAVIGATOR: 'do-not-show-2',
        ...secrets,
      },
      '.env.server': { ...secrets, CORS_ORIGINS: 'GOCSPX-do-not-show-1' },
    };
    await inFolder(files, (folder) => {
      for (const environment of ['development', 'production']) {
        const { status, stderr, stdout } = runDoctor(folder, [
          ...['--environment', environment],
        ]);
        assert.equal(status, 1, stderr);
        for (const name of [
          ...Object.keys(files['.env']).filter((n) => n !== 'SIGN_IN_METHODS'),
          'CORS_ORIGINS',
        ]) {
          assert.match(stdout, new RegExp(`^error   ${name} `, 'm'));
        }
        assert.doesNotMatch(stdout + stderr, /do-not-show|d0d0d0/);
        assert.ok(!stdout.includes('\u001b'));
      }
    });
  });

  test('colours for a person, and nothing that a terminal would obey', async () => {
    const situation = await situationOf({ files: { '.env': {} } });
    const findings = [note('SCOPE', 'is \u001b]0;owned\u0007 and \u009b31m\n')];
    const print = (hasColours: boolean) =>
      report(situation, findings, { hasColours, secrets: [] });
    assert.ok(print(false).includes('note    SCOPE is ?]0;owned? and ?31m?'));
    assert.ok(
      print(true).includes(
        '\u001b[34mnote   \u001b[0m SCOPE is ?]0;owned? and ?31m?',
      ),
    );
  });

  test('the worst first, and a count', async () => {
    const files = {
      '.env': { GITHUB_CLIENT_ID: 'x', SIMULATED_PROVIDERS: 'x' },
    };
    await inFolder(files, (folder) => {
      const { status, stdout } = runDoctor(folder);
      assert.equal(status, 0);
      assert.match(
        stdout,
        /^warning [^]*^note {4}[^]*^Errors: 0, warnings: 2, notes: 2$/m,
      );
    });
  });
});

describe('what the doctor looks at', () => {
  test('in development, what production may not do is a warning', async () => {
    const findings = await findingsOf({
      environment: 'development',
      files: {
        '.env': {
          SIGN_IN_METHODS: 'password,github',
          TOKEN_ENDPOINT: 'http://localhost:8080/oauth/token',
          SIMULATED_PROVIDERS: 'github',
        },
        '.env.server': { SEED_DEMO: 'on' },
      },
    });
    assert.deepEqual(findings.map(inShort).toSorted(), [
      'note PASSWORD_GRANT',
      'note TOKEN_ENDPOINT',
      'warning GITHUB_CLIENT_ID',
      'warning PUBLIC_URL',
      'warning SEED_DEMO',
      'warning SIMULATED_PROVIDERS',
      'warning TOKEN_ENDPOINT',
    ]);
    for (const { severity, text } of findings) {
      if (severity === 'warning') assert.match(text, /^\(for production\) /);
    }
  });

  test('the files of the environment, and the process over all', async () => {
    const files = {
      '.env': { CLIENT_ID: 'of-all' },
      '.env.development': { CLIENT_ID: 'of-development' },
      '.env.production': { CLIENT_ID: 'of-production' },
      '.env.server': { CLIENT_ID: 'of-the-server', PUBLIC_URL: ORIGIN },
    };
    const clientIds = async (
      environment: 'development' | 'production',
      process = {},
    ) => {
      const { app, server } = await situationOf({
        environment,
        files,
        process,
        origin: 'https://b.example.com',
      });
      return [app.clientId, server?.settings.clientId];
    };
    assert.deepEqual(await clientIds('production'), [
      'of-production',
      'of-the-server',
    ]);
    // `npm start` passes on what the app has.
    assert.deepEqual(await clientIds('development'), [
      'of-development',
      'of-development',
    ]);
    assert.deepEqual(await clientIds('production', { CLIENT_ID: 'x' }), [
      'x',
      'x',
    ]);
  });

  test('a page that our server gives out has the server’s settings', async () => {
    const { app } = await situationOf({
      files: {
        '.env': { SCOPE: 'of-the-build' },
        '.env.server': { SCOPE: 'of-the-server', PUBLIC_URL: ORIGIN },
      },
    });
    assert.equal(app.scope, 'of-the-server');
  });

  test('whether git keeps the server’s secrets', async () => {
    const files = { '.env': {}, '.env.server': {} };
    await inFolder(files, (folder) => {
      const git = (...command: string[]) =>
        assert.equal(spawnSync('git', command, { cwd: folder }).status, 0);
      git('init', '--quiet');
      assert.doesNotMatch(runDoctor(folder).stdout, /kept by git/);
      git('add', '.env.server');
      const { status, stdout } = runDoctor(folder);
      assert.equal(status, 1);
      assert.match(
        stdout,
        /^error {3}\.env\.server is kept by git\. Run git rm/m,
      );
    });
  });

  test('it refuses what it does not understand, with its usage', async () => {
    await inFolder({}, (folder) => {
      for (const wrong of [
        ['--environment', 'staging'],
        ['--origin', 'app.example.com'],
        ['--origin', 'https://app.example.com/login'],
        ['--offline'],
      ]) {
        const { status, stderr, stdout } = runDoctor(folder, wrong);
        assert.equal(status, 2, wrong.join(' '));
        assert.match(stderr, /Usage: npm run doctor/);
        assert.equal(stdout, '');
      }
    });
  });
});
