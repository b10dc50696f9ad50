import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SettingsError } from '../settings-reader.ts';
import { readSettings } from '../settings.ts';

describe('settings', () => {
  test('without any, the server is embedded, local, and has demo data', () => {
    const settings = readSettings({});
    assert.equal(settings.host, '127.0.0.1');
    assert.equal(settings.port, 3000);
    assert.equal(settings.database.kind, 'embedded');
    assert.equal(settings.seedDemo, true);
    assert.deepEqual(settings.corsOrigins, []);
    assert.deepEqual(settings.signInMethods, ['password']);
    assert.equal(settings.refreshTokenRetryWindow, 30);
  });

  test('demo data is for development only, unless somebody asks for it', () => {
    const url = 'postgres://localhost/latchkey';
    assert.equal(readSettings({ DATABASE_URL: url }).seedDemo, false);
    assert.equal(readSettings({ NODE_ENV: 'production' }).seedDemo, false);
    assert.equal(
      readSettings({ DATABASE_URL: url, SEED_DEMO: 'true' }).seedDemo,
      true,
    );
  });

  test('the log is for programs in production, and for people elsewhere', () => {
    const { logFormat } = readSettings({ NODE_ENV: 'production' });
    assert.equal(logFormat, 'json');
    assert.equal(readSettings({}).logFormat, 'text');
    assert.equal(readSettings({ LOG_FORMAT: 'JSON' }).logFormat, 'json');
  });

  test('an empty variable has its default, and lists may have spaces', () => {
    const settings = readSettings({
      PORT: '',
      CORS_ORIGINS: ' https://a.example , https://b.example/ ',
      SIGN_IN_METHODS: 'password, google',
      REFRESH_TOKEN_RETRY_WINDOW: '0',
      PASSWORD_GRANT: 'off',
    });
    assert.equal(settings.port, 3000);
    assert.deepEqual(settings.corsOrigins, [
      'https://a.example',
      'https://b.example',
    ]);
    assert.deepEqual(settings.signInMethods, ['password', 'google']);
    assert.equal(settings.refreshTokenRetryWindow, 0);
    assert.equal(settings.passwordGrant, false);
  });

  test('all problems are told at once, each with its name, and never the password of the database', () => {
    const wrong = {
      PORT: '70000',
      ACCESS_TOKEN_LIFETIME: '1h',
      LOG_FORMAT: 'xml',
      TRUSTED_PROXIES: 'nginx',
      SIGN_IN_FREE_FAILURES: '0',
      SEED_DEMO: 'perhaps',
      CORS_ORIGINS: '*',
      PUBLIC_URL: 'https://a.example/path',
      DATABASE_URL: 'mysql://user:hunter2@localhost/x',
    };
    assert.throws(
      () => readSettings(wrong),
      (error: unknown) => {
        assert.ok(error instanceof SettingsError);
        for (const name of Object.keys(wrong)) {
          assert.ok(error.message.includes(name), name);
        }
        assert.ok(!error.message.includes('hunter2'));
        return true;
      },
    );
  });
});
