import { click, currentURL, findAll, visit } from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { requestsTo } from '../helpers/requests';
import { signedIn } from '../helpers/signed-in';
import { setupSettings } from '../helpers/settings';

const RELOAD = '.page-head .button';
const ALERT = 'main [role="alert"]';

module('Acceptance | request headers', function (hooks) {
  setupApplicationTest(hooks);

  test('N12 the session page leads to what the API has received, without the token', async function (this: AppTestContext, assert) {
    const { accessToken } = await signedIn(this);
    await visit('/session');
    await click('a[href="/request-headers"]');
    assert.strictEqual(currentURL(), '/request-headers');
    assert.dom('h1').hasText('Request headers');
    const rows = findAll('tbody tr').map((row) => row.textContent);
    assert.ok(rows.some((text) => /authorization\s*Bearer ••••/i.test(text)));
    assert.dom('table').doesNotIncludeText(accessToken);
    assert.dom('main [role="status"]').hasText(`${rows.length} headers`);

    await click(RELOAD);
    assert.strictEqual(requestsTo(this.server, '/api/headers').length, 2);
  });

  test('a failure is told, and what was there stays', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/request-headers');
    this.server.get('/api/headers', () => new Response(500));
    await click(RELOAD);
    assert.dom(ALERT).includesText('try again');
    assert.dom('tbody tr').exists();
    this.server.get('/api/headers', () => ({ data: { attributes: {} } }));
    await click(RELOAD);
    assert.dom(ALERT).includesText('something unexpected');
  });

  module('of an API that has none', function (hooks) {
    setupSettings(hooks, { API_FEATURES: 'page,sort,search' });

    test('there are no links, neither to them nor to to-dos', async function (this: AppTestContext, assert) {
      await signedIn(this);
      await visit('/session');
      assert.dom('a[href="/request-headers"]').doesNotExist();
      assert.dom('nav a[href="/todos"]').doesNotExist();
      assert.dom('nav a[href="/users"]').exists();
    });
  });
});
