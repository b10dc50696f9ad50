import { fillIn, find, settled, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import { a11yAudit } from 'ember-a11y-testing/test-support';
import { languages } from 'latchkey/translations';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { EMAIL, PASSWORD, SIGN_IN } from '../helpers/sign-in';
import { signedIn } from '../helpers/signed-in';

const CHOICE = '.language select';
const SAID = '.language [aria-live]';
const html = document.documentElement;

const AUDIT = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
};

module('Acceptance | language', function (hooks) {
  setupApplicationTest(hooks);

  test('the browser’s language is spoken, and which way it is written', async function (this: AppTestContext, assert) {
    this.browser.reads = ['xx', 'ar-EG', 'de'];
    await visit('/login');
    assert.dom('h1').hasText('تسجيل الدخول');
    assert.dom(CHOICE).hasValue('ar');
    assert.strictEqual(html.lang, 'ar');
    assert.strictEqual(html.dir, 'rtl');
    assert.true(document.title.includes('تسجيل الدخول'), document.title);
  });

  test('one that the app does not know is English', async function (this: AppTestContext, assert) {
    this.browser.reads = ['xx-YY'];
    await visit('/login');
    assert.dom('h1').hasText('Sign in');
    assert.strictEqual(html.lang, 'en');
  });

  test('each language stands there by its own name', async function (assert) {
    await visit('/login');
    for (const [code, { name }] of languages) {
      const option = `${CHOICE} option[lang="${code}"]`;
      assert.dom(option).hasText(name).hasValue(code);
    }
    assert.dom('.language label').hasAttribute('for', 'language');
  });

  test('a switch changes all texts at once, and what was typed stays', async function (this: AppTestContext, assert) {
    await visit('/login');
    await fillIn(EMAIL, 'demo@latchkey.test');
    await fillIn(PASSWORD, 'open');
    await fillIn(CHOICE, 'de');
    assert.dom('h1').hasText('Anmelden');
    assert.dom(SIGN_IN).hasText('Anmelden');
    assert.dom(EMAIL).hasValue('demo@latchkey.test');
    assert.dom(PASSWORD).hasValue('open');
    assert.dom(SAID).hasText('Sprache: Deutsch');
    assert.true(document.title.startsWith('Anmelden'), document.title);
    assert.strictEqual(html.lang, 'de');
    assert.strictEqual(this.browser.reloads, 0);
  });

  test('an error that is shown changes with it', async function (assert) {
    await visit('/login');
    await fillIn(EMAIL, 'demo@latchkey.test');
    await fillIn(CHOICE, 'fr');
    (find('form') as HTMLFormElement).requestSubmit();
    await settled();
    assert.dom('#sign-in-error').hasText('Saisissez votre mot de passe.');
    await fillIn(CHOICE, 'es');
    assert.dom('#sign-in-error').hasText('Escriba su contraseña.');
  });

  test('the choice is kept, and goes before what the browser asks for', async function (this: AppTestContext, assert) {
    this.browser.reads = ['fr'];
    await this.browser.storage.set('language', 'ja');
    await visit('/login');
    assert.dom('h1').hasText('ログイン');
    await fillIn(CHOICE, 'de');
    assert.strictEqual(await this.browser.storage.get('language'), 'de');
  });

  test('what is kept and is no language is not used', async function (this: AppTestContext, assert) {
    this.browser.reads = ['es'];
    for (const kept of ['__proto__', '../de', 5]) {
      await this.browser.storage.set('language', kept);
      await visit('/login');
      assert.dom('h1').hasText('Iniciar sesión', String(kept));
    }
  });

  test('the other tabs are told, and follow', async function (this: AppTestContext, assert) {
    const heard: unknown[] = [];
    const other = this.browser.computer.openChannel('language', (code) =>
      heard.push(code),
    );
    await visit('/login');
    await fillIn(CHOICE, 'ja');
    assert.deepEqual(heard, ['ja']);
    other.post('ar');
    await settled();
    assert.dom('h1').hasText('تسجيل الدخول');
    assert.dom(CHOICE).hasValue('ar');
    for (const strange of ['xx', '', undefined, {}, 'constructor']) {
      other.post(strange);
      await settled();
      assert.strictEqual(html.lang, 'ar', JSON.stringify(strange));
    }
    assert.deepEqual(heard, ['ja'], 'and do not tell it again');
  });

  for (const code of languages.keys()) {
    test(`axe finds nothing in ${code}`, async function (this: AppTestContext, assert) {
      this.browser.reads = [code];
      await visit('/login');
      await a11yAudit(AUDIT);
      assert.strictEqual(html.lang, code);
    });

    test(`axe finds nothing in the signed-in part in ${code}`, async function (this: AppTestContext, assert) {
      await signedIn(this);
      this.browser.reads = [code];
      for (const page of ['/users', '/todos', '/profile', '/session']) {
        await visit(page);
        await a11yAudit(AUDIT);
        assert.dom(CHOICE).hasValue(code);
        assert.dom('.foot').exists({ count: 1 });
      }
    });
  }

  test('the signed-in part changes as well, and stays where it is', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    await fillIn(CHOICE, 'de');
    assert.dom('h1').hasText('Benutzer');
    assert.dom('thead th:first-child').hasText('Vorname');
    assert.dom('.pagination .position').includesText('Seite 1 von');
    assert.true(document.title.startsWith('Benutzer'), document.title);
    await visit('/profile');
    await fillIn('#name-firstName', 'Somebody');
    await fillIn(CHOICE, 'ar');
    assert.dom('h1').hasText('الملف الشخصي');
    assert.dom('#name-firstName').hasValue('Somebody');
  });
});
