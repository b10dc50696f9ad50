import { click, currentURL, find, visit } from '@ember/test-helpers';
import type { StoredSession } from 'latchkey/auth/stored-session';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { useOpenIdProvider } from '../helpers/openid-provider';
import { setupTabs } from '../helpers/second-tab';
import { EMAIL, signIn } from '../helpers/sign-in';
import { SESSION_KEY, signedIn } from '../helpers/signed-in';

const KEEP = '.choice input[type="checkbox"]';
const SIGN_OUT = 'header button';
const NOTICE = 'main [role="status"]';
const PROVIDER = '.sign-in .button:not([type="submit"])';

module('Acceptance | keep me signed in', function (hooks) {
  setupApplicationTest(hooks);
  const openTab = setupTabs(hooks);

  const stored = async ({ browser }: AppTestContext) =>
    (await browser.storage.get(SESSION_KEY)) as StoredSession | undefined;

  /** What a tab finds that is opened after the browser was closed. */
  async function afterRestart({ browser }: AppTestContext) {
    browser.computer.browserSession = undefined;
    return (await openTab(browser.computer)).session.status;
  }

  test('unless it is wanted, the session ends with the browser, and nothing of it is left', async function (this: AppTestContext, assert) {
    await visit('/login');
    assert.dom('.choice').hasText('Keep me signed in');
    assert.dom(KEEP).isNotChecked();
    await signIn();
    assert.strictEqual(currentURL(), '/users');

    const { computer } = this.browser;
    assert.ok(computer.browserSession);
    assert.strictEqual(
      (await stored(this))?.session.browserSession,
      computer.browserSession,
    );
    const { session } = await openTab(computer);
    assert.strictEqual(session.status, 'active', 'another tab has it, too');
    assert.strictEqual(await afterRestart(this), 'anonymous');
    assert.strictEqual(await stored(this), undefined);
  });

  test('where it is wanted, it outlives the browser', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(KEEP);
    await signIn();
    assert.notOk('browserSession' in (await stored(this))!.session);
    assert.strictEqual(await afterRestart(this), 'active');
  });

  test('who has thought better of it before signing in is not kept', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(KEEP);
    await click(KEEP);
    await signIn();
    assert.strictEqual(await afterRestart(this), 'anonymous');
  });

  for (const isWanted of [true, false]) {
    test(`it goes along to a provider’s page and back: ${isWanted ? 'wanted' : 'not wanted'}`, async function (this: AppTestContext, assert) {
      useOpenIdProvider(this);
      await visit('/login');
      if (isWanted) await click(KEEP);
      await click(PROVIDER);
      const state = this.browser.leftFor[0]!.searchParams.get('state')!;
      this.browser.answer = new URLSearchParams({ code: 'c', state });
      await visit('/login/callback/oidc');
      assert.strictEqual(currentURL(), '/users');
      assert.strictEqual(
        await afterRestart(this),
        isWanted ? 'active' : 'anonymous',
      );
    });
  }

  test('it can be chosen where there is no form, once', async function (this: AppTestContext, assert) {
    useOpenIdProvider(this);
    const settings = this.owner.lookup('service:settings');
    settings.written = { ...settings.written, SIGN_IN_METHODS: 'oidc' };
    await visit('/login');
    assert.dom(EMAIL).doesNotExist();
    assert.dom(KEEP).exists({ count: 1 });
    await click(KEEP);
    assert.dom(KEEP).isChecked();
  });

  test('there is one choice beside a form and buttons', async function (this: AppTestContext, assert) {
    useOpenIdProvider(this);
    await visit('/login');
    assert.dom(KEEP).exists({ count: 1 });
  });

  test('the browser was closed: the sign-in page asks, and leads to where the user wanted to go', async function (this: AppTestContext, assert) {
    await signedIn(this, { browserSession: 'of-yesterday' });
    await visit('/users?sort=email');
    assert.strictEqual(currentURL(), '/login');
    assert.dom(NOTICE).doesNotExist('nothing has happened to anybody');
    assert.strictEqual(await stored(this), undefined);
    await signIn();
    assert.strictEqual(currentURL(), '/users?sort=email');
  });

  test('C9 the next user at this machine has not chosen it', async function (this: AppTestContext, assert) {
    await visit('/login');
    await click(KEEP);
    await signIn();
    await click(SIGN_OUT);
    assert.dom(KEEP).isNotChecked();
    assert.strictEqual(
      this.browser.computer.browserSession,
      undefined,
      'nor is there a trace of this browser session',
    );
    await signIn();
    assert.strictEqual(await afterRestart(this), 'anonymous');
  });

  test('who is signed in again on a page that has ended is kept as before', async function (this: AppTestContext, assert) {
    await signedIn(this);
    await visit('/users');
    const session = this.owner.lookup('service:session');
    await session.expire();
    assert.dom(find('dialog')!.querySelector(KEEP)).isChecked();
    await session.abandon();
  });
});
