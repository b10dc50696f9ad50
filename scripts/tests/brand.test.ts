import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brand, type Brand } from '../../config/brand.ts';
import { brandPlugin } from '../../config/brand-plugin.ts';
import { toIcon, toStyle } from '../../config/brand-style.ts';

const other: Brand = {
  name: 'Bolt & <Bar>',
  logo: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="currentColor" d="M0 0h8v8z"/></svg>',
  colors: { accent: ['#005f56', '#5fd4c6'], onAccent: ['#fff', '#00201d'] },
};

describe('the brand', () => {
  test('its colours and logo are custom properties of the styles', () => {
    const style = toStyle(other);
    assert.match(style, /--accent: light-dark\(#005f56, #5fd4c6\);/);
    assert.match(style, /--on-accent: light-dark\(#fff, #00201d\);/);
    const [, logo = ''] =
      /--logo: url\("data:image\/svg\+xml,([^"]+)"\);/.exec(style) ?? [];
    assert.match(
      decodeURIComponent(logo),
      /^<svg [^>]+><style>:root\{color:#005f56\}@media\(prefers-color-scheme:dark\)\{:root\{color:#5fd4c6\}\}<\/style><path /,
    );
  });

  test('K4 its icon is in its colour, without a style, which the policy of a file forbids', () => {
    const icon = toIcon(other);
    assert.match(icon, /^<svg [^>]+ color="#005f56"><path /);
    assert.doesNotMatch(icon, /style/);
  });

  test('what is no picture of its own is refused', () => {
    for (const logo of ['', 'logo.svg', '<svg viewBox="0 0 8 8"/>']) {
      assert.throws(() => toIcon({ ...other, logo }), TypeError);
    }
    assert.doesNotThrow(() => toIcon(brand));
  });

  test('its name is a text in the page, whatever it is made of', () => {
    const { transformIndexHtml } = brandPlugin(other);
    assert.equal(typeof transformIndexHtml, 'function');
    const transform = transformIndexHtml as (html: string) => string;
    assert.equal(
      transform('<title>%BRAND_NAME%</title>'),
      '<title>Bolt &amp; &lt;Bar&gt;</title>',
    );
  });
});
