import { module, test } from 'qunit';
import { languages, speak } from 'latchkey/translations';
import type { Language } from 'latchkey/translations/language';
import { setupEnglish } from '../../helpers/languages';

type Gapped = (...gaps: unknown[]) => string;
type Texts = Map<string, string | Gapped>;

/** All of them: a new folder is looked at without being named anywhere. */
const files = import.meta.glob<{ texts?: object; language?: Language }>(
  '../../../app/translations/*/*.ts',
  { eager: true },
);

const PARTS = ['sign-in', 'signed-in', 'waiting'];

/** What is the same in a language as in English, by name. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  de: ['user.name', 'headers.name'],
  fr: [
    'navigation.session',
    'users.email',
    'pages.label',
    'pages.page',
    'pages.pageOnly',
    'todos.descriptionLabel',
    'session.title',
  ],
};

const folderOf = (path: string) => path.split('/').at(-2)!;
const fileOf = (code: string, part: string) =>
  files[`../../../app/translations/${code}/${part}.ts`];

/** The texts by their paths, such as `signIn.title`. */
function flatten(texts: object, path = ''): Texts {
  const found: Texts = new Map();
  for (const [name, value] of Object.entries(texts)) {
    const key = path ? `${path}.${name}` : name;
    if (typeof value === 'string' || typeof value === 'function') {
      found.set(key, value as string | Gapped);
    } else {
      for (const entry of flatten(value as object, key)) found.set(...entry);
    }
  }
  return found;
}

function textsOf(code: string): Texts {
  return flatten(
    Object.assign(
      {},
      ...PARTS.map((part) => fileOf(code, part)?.texts),
    ) as object,
  );
}

/** As many gaps as it has, each filled with what can be found again: some take numbers, some texts. */
function fill(text: string | Gapped, gap: (index: number) => unknown) {
  if (typeof text === 'string') return text;
  return text(...Array.from({ length: text.length }, (_, i) => gap(i)));
}

const english = textsOf('en');
const digits = /[\d٠-٩۰-۹]/;

module('Unit | translations | complete', function (hooks) {
  setupEnglish(hooks);

  test('there is a folder for each language', function (assert) {
    const folders = new Set(Object.keys(files).map(folderOf));
    assert.deepEqual([...languages.keys()].sort(), [...folders].sort());
    for (const code of ['ar', 'de', 'en', 'es', 'fr', 'ja']) {
      assert.true(languages.has(code), code);
    }
  });

  for (const code of new Set(Object.keys(files).map(folderOf))) {
    test(`${code} says all that English says, and nothing else`, function (assert) {
      for (const part of PARTS) assert.ok(fileOf(code, part)?.texts, part);
      assert.ok(fileOf(code, 'language')?.language?.name, 'its name');
      const texts = textsOf(code);
      const missing = [...english.keys()].filter((key) => !texts.has(key));
      const unknown = [...texts.keys()].filter((key) => !english.has(key));
      assert.deepEqual(missing, [], 'missing');
      assert.deepEqual(unknown, [], 'unknown');
      assert.deepEqual(
        Intl.getCanonicalLocales(code),
        [code],
        'its folder is a language tag (BCP 47)',
      );
    });

    test(`${code} has the same gaps as English, and shows what fills them`, async function (assert) {
      await speak(code);
      for (const [key, text] of textsOf(code)) {
        const original = english.get(key);
        assert.strictEqual(typeof text, typeof original, key);
        if (typeof text === 'string' || typeof original === 'string') continue;
        assert.strictEqual(text.length, original?.length, `${key} takes`);
        const isNumeric = digits.test(fill(original!, () => 7));
        for (let index = 0; index < text.length; index += 1) {
          const said = fill(text, (i) => (isNumeric ? 3 + i : `<gap ${i}>`));
          const shows = isNumeric ? digits : new RegExp(`<gap ${index}>`);
          assert.true(shows.test(said), `${key}: ${said}`);
        }
      }
    });

    test(`${code} has no empty text, and no stray spaces`, async function (assert) {
      await speak(code);
      for (const [key, text] of textsOf(code)) {
        const said = fill(text, () => 7);
        assert.notStrictEqual(said, '', key);
        assert.strictEqual(said.trim(), said, key);
        assert.false(/undefined|#|\{\{/.test(said), `${key}: ${said}`);
      }
    });

    if (code === 'en') continue;

    test(`${code} leaves nothing in English`, async function (assert) {
      await speak(code);
      const allowed = ['appName', ...(SAME[code] ?? [])];
      const untranslated = [...textsOf(code)]
        .filter(([key, text]) => {
          const said = fill(text, () => 7);
          return (
            said === fill(english.get(key) ?? '', () => 7) &&
            !allowed.includes(key)
          );
        })
        .map(([key]) => key);
      assert.deepEqual(untranslated, []);
    });
  }

  test('what is counted has a text for each form of Arabic', async function (assert) {
    await speak('ar');
    const texts = textsOf('ar');
    const counted = [...texts.keys()].filter((key) => key.endsWith('.count'));
    assert.deepEqual(counted, ['users.count', 'todos.count', 'headers.count']);
    for (const key of counted) {
      const said = [0, 1, 2, 3, 11].map((count) =>
        fill(texts.get(key)!, () => count).replace(/[\d٠-٩]+/g, '#'),
      );
      assert.strictEqual(new Set(said).size, said.length, said.join(', '));
    }
  });
});
