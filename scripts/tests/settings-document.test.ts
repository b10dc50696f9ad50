import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../config/default-settings.ts';
import { root } from '../child-process.ts';
import { toSettingsDocument } from '../documents/settings-table.ts';

const example = readFileSync(join(root, '.env.example'), 'utf8');

describe('the settings that documents tell of', () => {
  test('docs/settings.md is as npm run docs:settings writes it, but for the widths of its columns', () => {
    const narrow = (text: string) =>
      text.replace(/ +/g, ' ').replace(/-+/g, '-');
    const document = readFileSync(join(root, 'docs/settings.md'), 'utf8');
    assert.equal(narrow(document), narrow(toSettingsDocument(example)));
    for (const name of Object.keys(DEFAULT_SETTINGS)) {
      assert.ok(document.includes(`\`${name}\``), name);
    }
  });

  test('.env.example tells every setting, and its default', () => {
    const without = example.replace('# IDLE_WARNING=60\n', '');
    assert.throws(
      () => toSettingsDocument(without),
      /^TypeError: IDLE_WARNING/,
    );
    const other = example.replace('# IDLE_WARNING=60', '# IDLE_WARNING=61');
    assert.throws(() => toSettingsDocument(other), /^TypeError: IDLE_WARNING/);
  });
});
