import { module, test } from 'qunit';
import { isRootUrl, understandRootUrl } from '../../../config/root-url';
import { SettingsError } from '../../../config/settings-error';

const GOOD = ['/', '/app/', '/a/b/', '/apiary/', '/oauth2/', '/My_app-1.0~x/'];

const BAD = [
  'app',
  'app/',
  '/app',
  '//',
  '//evil.example/',
  '/app//',
  '/./',
  '/../',
  '/app/../',
  '/.hidden/',
  '/a b/',
  '/a%2Fb/',
  '/äpp/',
  '/app/?x/',
  '/app/#x/',
  '/app;x/',
  '/\\evil.example/',
  'https://app.example/app/',
  '/app/\n/',
  '/$&/',
];

/** Where API and token server answer. */
const TAKEN = ['/api/', '/api/app/', '/oauth/', '/.well-known/', '/readyz/'];

module('Unit | config | root URL', function () {
  test('a plain path between two slashes; / where nobody says anything', function (assert) {
    for (const path of GOOD) {
      assert.strictEqual(understandRootUrl(path), path);
      assert.true(isRootUrl(path), path);
    }
    for (const nothing of [undefined, '', ' ']) {
      assert.strictEqual(understandRootUrl(nothing), '/');
    }
    assert.strictEqual(understandRootUrl(' /app/ '), '/app/');
  });

  for (const path of [...BAD, ...TAKEN]) {
    test(`${JSON.stringify(path)} is refused, with the name of the setting and what to write`, function (assert) {
      assert.false(isRootUrl(path));
      assert.throws(
        () => understandRootUrl(path),
        (error: unknown) =>
          error instanceof SettingsError &&
          error.setting === 'ROOT_URL' &&
          /^ROOT_URL is .* like \/app\//s.test(error.message),
      );
    });
  }

  test('what is no text is no root URL either', function (assert) {
    for (const value of [undefined, null, 1, {}, ['/']]) {
      assert.false(isRootUrl(value));
    }
  });
});
