import { module, test } from 'qunit';
import { matchLanguage } from 'latchkey/translations/match';

const KNOWN = ['ar', 'de', 'en', 'ja', 'pt-BR'];

const cases: [wanted: string[], found: string | undefined][] = [
  [['de'], 'de'],
  [['de-AT'], 'de'],
  [['DE-at'], 'de'],
  [['ja-JP', 'en'], 'ja'],
  [['ar-u-nu-latn'], 'ar'],
  [['xx', 'de-CH', 'en'], 'de'],
  [['en-GB', 'de'], 'en'],
  [['pt-BR'], 'pt-BR'],
  [['pt-PT'], 'pt-BR'],
  [['pt'], 'pt-BR'],
  [['d'], undefined],
  [['den'], undefined],
  [['xx', ''], undefined],
  [['undefined'], undefined],
  [[], undefined],
];

module('Unit | translations | match', function () {
  for (const [wanted, found] of cases) {
    test(`${JSON.stringify(wanted)} is ${found ?? 'none'}`, function (assert) {
      assert.strictEqual(matchLanguage(wanted, KNOWN), found);
    });
  }
});
