import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillSettings, readAppSettings } from '../fill-settings.ts';

const page = (configuration: unknown) =>
  `<head><meta name="other" content="x"><meta name="latchkey/config/environment" content="${encodeURIComponent(JSON.stringify(configuration))}"><title>é $& "</title></head>`;

const built = page({
  modulePrefix: 'latchkey',
  settings: { CLIENT_ID: 'built', SCOPE: '' },
});

describe('the settings of a built app', () => {
  test('are replaced one by one by those of the environment', () => {
    const filled = fillSettings(built, { CLIENT_ID: 'other' });
    assert.deepEqual(readAppSettings(filled), {
      CLIENT_ID: 'other',
      SCOPE: '',
    });
    assert.equal(
      filled,
      page({
        modulePrefix: 'latchkey',
        settings: { CLIENT_ID: 'other', SCOPE: '' },
      }),
    );
  });

  test('C8 let nothing else of the environment in', () => {
    const filled = fillSettings(built, {
      DATABASE_URL: 'postgres://secret',
      GITHUB_CLIENT_SECRET: 'secret',
      PATH: '/bin',
    });
    assert.equal(filled, built);
  });

  test('C8 hold those of the identity providers that the build knows, and no secret', () => {
    const filled = fillSettings(
      page({ settings: {}, providers: [{ id: 'gitlab' }] }),
      {
        GITLAB_CLIENT_ID: 'ours',
        GITLAB_AUTHORIZE_URL: 'https://git.example/authorize',
        GITLAB_CLIENT_SECRET: 'secret',
        GITLAB_TOKEN_URL: 'https://git.example/token',
        OTHER_CLIENT_ID: 'not ours',
      },
    );
    assert.deepEqual(readAppSettings(filled), {
      GITLAB_CLIENT_ID: 'ours',
      GITLAB_AUTHORIZE_URL: 'https://git.example/authorize',
    });
  });

  test('cannot break out of the page', () => {
    const value = `"><script>alert(1)</script>' $& $1 é 💥`;
    const filled = fillSettings(built, { CLIENT_ID: value });
    assert.equal(readAppSettings(filled)?.['CLIENT_ID'], value);
    assert.doesNotMatch(filled, /<script/);
  });

  test('may be emptied by the environment', () => {
    const filled = fillSettings(built, { CLIENT_ID: '' });
    assert.equal(readAppSettings(filled)?.['CLIENT_ID'], '');
  });

  test('leave a page alone that has none', () => {
    const others = ['<title>x</title>', page({}), page('x')];
    const broken = '<meta name="latchkey/config/environment" content="%zz">';
    for (const html of [...others, broken]) {
      assert.equal(fillSettings(html, { CLIENT_ID: 'x' }), html);
      assert.equal(readAppSettings(html), undefined);
    }
  });
});
