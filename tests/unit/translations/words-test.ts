import { module, test } from 'qunit';
import { languages, speak } from 'latchkey/translations';
import { formatDay, formatMoment } from 'latchkey/translations/dates';
import { spoken } from 'latchkey/translations/spoken';
import { isolate, number, plural } from 'latchkey/translations/words';
import { setupEnglish } from '../../helpers/languages';

const ARABIC = {
  zero: 'zero',
  one: 'one',
  two: 'two',
  few: 'few',
  many: 'many',
  other: 'other',
};

module('Unit | translations | words', function (hooks) {
  setupEnglish(hooks);

  test('Arabic has six forms', async function (assert) {
    await speak('ar');
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map((count) => plural(count, ARABIC)),
      ['zero', 'one', 'two', 'few', 'many', 'other'],
    );
  });

  test('a form that is not there is the other one, with the number in it', async function (assert) {
    await speak('ja');
    assert.strictEqual(plural(1, { one: 'one', other: '# x' }), '1 x');
    await speak('de');
    assert.strictEqual(plural(1, { one: '# a', other: '# b' }), '1 a');
    assert.strictEqual(plural(1_234, { one: '# a', other: '# b' }), '1.234 b');
    await speak('fr');
    assert.strictEqual(plural(0, { one: '# a', other: '# b' }), '0 a');
  });

  test('numbers and dates are written as where the user is', async function (assert) {
    const day = new Date(Date.UTC(2026, 0, 5, 12));
    await speak('de');
    assert.strictEqual(number(1_234.5), '1.234,5');
    assert.strictEqual(formatDay(day), '05.01.2026');
    assert.true(formatMoment(day, 'short').startsWith('05.01.2026, '));
    spoken.preferred = ['fr', 'de-AT'];
    assert.strictEqual(spoken.locale, 'de-AT');
    assert.strictEqual(formatDay(day), '05.01.2026');
    await speak('en');
    assert.strictEqual(spoken.locale, 'en');
    spoken.preferred = ['en-GB'];
    assert.strictEqual(formatDay(day), '5 Jan 2026');
  });

  test('what is no date is nothing', function (assert) {
    for (const none of [null, undefined, new Date('')]) {
      assert.strictEqual(formatDay(none), '');
      assert.strictEqual(formatMoment(none, 'medium'), '');
    }
  });

  test('a name is kept apart from the words around it', function (assert) {
    assert.strictEqual(isolate('x'), '\u2068x\u2069');
  });

  test('what is said already is not rendered anew', async function (assert) {
    await speak('de');
    const { now } = spoken;
    await speak();
    assert.strictEqual(spoken.now, now);
    await speak('fr');
    assert.notStrictEqual(spoken.now, now);
  });

  test('the page says which language it has, and which way it is written', async function (assert) {
    const { documentElement: html } = document;
    for (const [code, { dir = 'ltr' }] of languages) {
      await speak(code);
      assert.strictEqual(html.lang, code);
      assert.strictEqual(html.dir, dir);
    }
  });
});
