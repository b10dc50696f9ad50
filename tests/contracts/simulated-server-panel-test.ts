import { a11yAudit } from 'ember-a11y-testing/test-support';
import { module, test } from 'qunit';
import { FIRST_PARTY_CLIENT } from '../../contract/index.ts';
import { showPanel } from '../../mirage/panel/index.ts';
import {
  createSimulatedServer,
  type SimulatedServer,
} from '../../mirage/server.ts';
import type { TroubleName } from '../../mirage/troubles/index.ts';
import { TROUBLE_NAMES, TROUBLES } from '../../mirage/troubles/list.ts';
import { userId } from '../../mirage/user-id.ts';

module('Simulated server | its panel', function (hooks) {
  let server: SimulatedServer;
  let root: HTMLElement;

  hooks.beforeEach(function () {
    server = createSimulatedServer({ scenario: 'few-users', slowness: 0 });
    root = document.body.appendChild(document.createElement('div'));
    showPanel(root, server.troubles);
  });

  hooks.afterEach(function () {
    server.shutdown();
    root.remove();
  });

  const title = () => root.querySelector('summary')!;
  const select = () => root.querySelector('select')!;
  const choose = (name: TroubleName) => {
    select().value = name;
    select().dispatchEvent(new Event('change'));
  };
  const press = (name: TroubleName) =>
    [...root.querySelectorAll('button')]
      .find(({ textContent }) => textContent === TROUBLES[name].label)
      ?.click();

  test('everybody can read and use it', async function (assert) {
    assert.false(root.querySelector('details')?.open, 'it is closed at first');
    await a11yAudit(root);
    title().click();
    await a11yAudit(root);

    const offered = root.querySelectorAll('option, button');
    assert.strictEqual(offered.length, TROUBLE_NAMES.length);
    const described = [...root.querySelectorAll('select, button')];
    for (const { ariaDescribedByElements } of described) {
      assert.notStrictEqual(ariaDescribedByElements?.[0]?.textContent, '');
      assert.strictEqual(ariaDescribedByElements?.length, 1);
    }
  });

  test('each is described', function (assert) {
    for (const { value } of root.querySelectorAll('option')) {
      choose(value as TroubleName);
      assert.strictEqual(
        root.querySelector('#trouble-description')?.textContent,
        TROUBLES[value as TroubleName].description,
      );
    }
  });

  test('what is chosen holds until something else is, and can be read when the box is closed', async function (assert) {
    assert.strictEqual(select().value, 'none');
    assert.strictEqual(title().textContent, 'Simulated server');

    choose('api-503');
    assert.strictEqual((await fetch('/api/status')).status, 503);
    assert.strictEqual(title().textContent, 'Simulated server: API down');

    choose('html-page');
    const { headers, status } = await fetch('/api/status');
    assert.strictEqual(status, 200, 'the API is well again');
    assert.strictEqual(headers.get('Content-Type'), 'text/html');

    choose('none');
    assert.true((await (await fetch('/api/status')).text()).startsWith('{'));
    assert.strictEqual(title().textContent, 'Simulated server');
  });

  test('a button does something once, and says so, whatever else is wrong', async function (assert) {
    const { accessToken } = server.identity.startSession(userId(1), {
      clientId: FIRST_PARTY_CLIENT.id,
      scope: FIRST_PARTY_CLIENT.scopes,
    });
    choose('token-server-503');
    press('expired');

    const status = root.querySelector('[role="status"]');
    assert.strictEqual(
      status?.textContent,
      'Done: let the access token run out.',
    );
    assert.strictEqual(server.identity.authenticate(accessToken), undefined);
    const answer = await fetch('/oauth/revoke', { method: 'POST' });
    assert.strictEqual(answer.status, 503);
  });
});
