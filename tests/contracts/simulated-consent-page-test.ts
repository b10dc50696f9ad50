import { a11yAudit } from 'ember-a11y-testing/test-support';
import { module, test } from 'qunit';
import { showConsentPage } from '../../mirage/identity-providers/consent-page.ts';
import {
  SCENARIOS,
  type Scenario,
} from '../../mirage/identity-providers/scenarios.ts';
import {
  createSimulatedServer,
  type SimulatedServer,
} from '../../mirage/server.ts';
import { attemptAt } from '../helpers/visit-provider';

const PROVIDERS = ['google', 'facebook', 'github', 'oidc', 'linkedin', 'other'];

module('Simulated consent page', function (hooks) {
  const title = document.title;
  let server: SimulatedServer;
  let root: HTMLElement;
  let leftFor: URL[];
  let closed: number;

  hooks.beforeEach(function () {
    server = createSimulatedServer({ scenario: 'few-users' });
    root = document.body.appendChild(document.createElement('div'));
    leftFor = [];
    closed = 0;
  });

  hooks.afterEach(function () {
    server.shutdown();
    root.remove();
    document.title = title;
  });

  async function open(
    provider: string,
    parameters?: Record<string, string>,
  ): Promise<void> {
    const { address } = await attemptAt(provider, parameters);
    showConsentPage(root, {
      address,
      identityProviders: server.identityProviders,
      leaveFor: (url) => leftFor.push(url),
      close: () => (closed += 1),
    });
  }

  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  const press = (scenario: Scenario) =>
    find(`[data-scenario="${scenario}"]`)?.click();

  for (const provider of PROVIDERS) {
    test(`${provider}: everybody can read and use it`, async function (assert) {
      await open(provider);
      find('summary')?.click();

      await a11yAudit(root);
      assert.true(document.title.startsWith('Sign in with '));
      assert.strictEqual(find('h1')?.textContent, document.title);
      const [first] = root.querySelectorAll('button');
      assert.strictEqual(first?.textContent, 'Continue as Ada Lovelace');
    });
  }

  test('there is a button for each scenario, and each sends the browser back, or closes the window', async function (assert) {
    await open('google');
    const buttons = [...root.querySelectorAll('button')];
    assert.deepEqual(
      buttons.map(({ dataset }) => dataset['scenario']).sort(),
      [...SCENARIOS.keys()].sort(),
    );
    for (const button of buttons) button.click();

    assert.strictEqual(closed, 1);
    assert.strictEqual(leftFor.length, buttons.length - 1);
    for (const { pathname } of leftFor) {
      assert.strictEqual(pathname, '/login/callback/google');
    }
  });

  test('a window that cannot close itself says so', async function (assert) {
    await open('google');
    assert.strictEqual(find('[role="status"]')?.textContent, '');
    press('popup-closed');
    assert.strictEqual(
      find('[role="status"]')?.textContent,
      'This window has to be closed by hand.',
    );
  });

  test('one can be somebody else', async function (assert) {
    await open('google');
    const account = root.querySelector('select')!;
    account.value = 'alan';
    account.dispatchEvent(new Event('change'));
    assert.strictEqual(
      find('[data-scenario="approve"]')?.textContent,
      'Continue as Alan Turing',
    );
    press('approve');
    const code = leftFor[0]?.searchParams.get('code') ?? '';
    const { person } = server.schema.find('authorizationCode', code)!;
    assert.strictEqual(person.givenName, 'Alan');
  });

  test('M1 M22 a request that is refused is shown, and nobody is sent anywhere', async function (assert) {
    await open('google', { redirect_uri: 'https://evil.example/' });
    assert.strictEqual(find('h1')?.textContent, 'This cannot go on');
    assert.true(
      find('[role="alert"]')?.textContent.includes('redirect_uri must be'),
    );
    assert.strictEqual(find('button, a'), null);
    await a11yAudit(root);
  });
});
