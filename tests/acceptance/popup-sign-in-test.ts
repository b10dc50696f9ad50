import {
  click,
  currentURL,
  settled,
  visit,
  waitUntil,
} from '@ember/test-helpers';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import type { FakeWindow } from '../helpers/fake-browser';
import {
  useOpenIdProvider,
  type OpenIdProvider,
} from '../helpers/openid-provider';
import { setupTabs, type Tab } from '../helpers/second-tab';

interface Context extends AppTestContext {
  provider: OpenIdProvider;
}

const BUTTON = '.button-provider';
const CALLBACK = '/login/callback/oidc';
const PANEL = '.waiting';

/** How often the page looks whether the window is still there, in milliseconds. */
const LOOKS_AT_WINDOW = 500;

module('Acceptance | sign-in by a window', function (hooks) {
  setupApplicationTest(hooks);
  const openTab = setupTabs(hooks);

  hooks.beforeEach(function (this: Context) {
    this.provider = useOpenIdProvider(this);
    this.browser.isDesktop = true;
  });

  /** Presses the button, and waits until the window shows the provider's page; the attempt itself goes on. */
  async function begin(context: Context): Promise<FakeWindow> {
    await visit('/users?page=2');
    await click(BUTTON);
    return context.browser.windows.at(-1)!;
  }

  function stateOf(opened: FakeWindow): string {
    return opened.visited.at(-1)?.searchParams.get('state') ?? '';
  }

  /** The app in the window, with the settings of the app that has opened it. */
  async function openCallback({ browser, owner }: Context): Promise<Tab> {
    const callback = await openTab(browser.computer);
    callback.owner.lookup('service:settings').written =
      owner.lookup('service:settings').written;
    return callback;
  }

  /** What the callback page in the window does with the answer. */
  async function answer(context: Context, parameters: Record<string, string>) {
    const callback = await openCallback(context);
    return callback.session.completeSignIn(
      'oidc',
      new URLSearchParams(parameters),
    );
  }

  const pressed = (text: string) =>
    click(
      [...document.querySelectorAll(`${PANEL} button`)].find(
        (button) => button.textContent?.trim() === text,
      )!,
    );

  const pending = async ({ browser }: Context) =>
    ((await browser.storage.get('transactions')) ?? []) as unknown[];

  test('A25 the callback page hands the answer over, though nobody sees the window any more', async function (this: Context, assert) {
    const opened = await begin(this);
    assert.dom(PANEL).includesText('Go on in the window');
    opened.isOutOfSight = true;
    this.browser.computer.advance(1);
    await waitUntil(() =>
      document.querySelector(PANEL)?.textContent?.includes('can’t see it'),
    );

    this.provider.claims = {
      nonce: opened.visited[0]!.searchParams.get('nonce'),
    };
    const isDone = await answer(this, { code: 'c', state: stateOf(opened) });
    await settled();

    assert.true(isDone, 'the window is not needed any more');
    assert.strictEqual(currentURL(), '/users?page=2');
    assert.true(opened.isClosed);
    assert.strictEqual(this.provider.exchanges.length, 1);
    assert.strictEqual(this.browser.computer.timersOf(LOOKS_AT_WINDOW), 0);
    assert.deepEqual(this.browser.leftFor, [], 'the page itself has stayed');
  });

  test('A23 a window that is closed is told within a second, and the form can be used', async function (this: Context, assert) {
    const opened = await begin(this);
    opened.close();
    this.browser.computer.advance(1);
    await waitUntil(() =>
      document.querySelector(PANEL)?.textContent?.includes('closed'),
    );
    assert.dom('[type="submit"]').doesNotHaveAttribute('aria-disabled');

    await pressed('Open the window again');
    const again = this.browser.windows.at(-1)!;
    assert.notStrictEqual(again, opened);
    assert.strictEqual(stateOf(again), stateOf(opened), 'the same attempt');

    await pressed('Cancel');
    await settled();
    assert.dom(PANEL).doesNotExist();
    assert.dom('.notice-error').doesNotExist('nobody is told what they did');
    assert.deepEqual(await pending(this), []);
    assert.true(again.isClosed);
  });

  test('A22 a window that is blocked: one click goes on in this tab, in the same attempt', async function (this: Context, assert) {
    this.browser.blocksWindows = true;
    await visit('/users?page=2');
    await click(BUTTON);
    assert.dom(PANEL).includesText('has blocked');
    assert.strictEqual((await pending(this)).length, 1);

    await pressed('Continue in this tab');
    await settled();
    assert.dom(PANEL).doesNotExist();
    const [left] = this.browser.leftFor;
    this.provider.claims = { nonce: left?.searchParams.get('nonce') };
    this.browser.answer = new URLSearchParams({
      code: 'c',
      state: left?.searchParams.get('state') ?? '',
    });
    await visit(CALLBACK);
    assert.strictEqual(currentURL(), '/users?page=2', 'return-to is kept');
  });

  test('A26 a window that never answers: told after a minute, given up after ten', async function (this: Context, assert) {
    const opened = await begin(this);
    this.browser.computer.advance(61);
    await waitUntil(() =>
      document.querySelector(PANEL)?.textContent?.includes('No answer'),
    );
    await pressed('Show the window');
    assert.strictEqual(opened.focused, 1);

    this.browser.computer.advance(540);
    await settled();
    assert.dom(PANEL).doesNotExist();
    assert.dom('.notice-error').includesText('No answer has come');
    assert.strictEqual(this.browser.computer.timers, 0, 'nobody listens');
    assert.deepEqual(await pending(this), []);
  });

  test('A4 A21 the answer counts once: who hands it over twice is told so', async function (this: Context, assert) {
    const opened = await begin(this);
    this.provider.claims = {
      nonce: opened.visited[0]!.searchParams.get('nonce'),
    };
    const given = { code: 'c', state: stateOf(opened) };
    await answer(this, given);
    await settled();
    await assert.rejects(answer(this, given), /No sign-in is under way/);
    assert.strictEqual(this.provider.exchanges.length, 1);
  });

  test('A8 the answer to one provider, on the page of another, is not handed over', async function (this: Context, assert) {
    const opened = await begin(this);
    const callback = await openCallback(this);
    await assert.rejects(
      callback.session.completeSignIn(
        'google',
        new URLSearchParams({ code: 'c', state: stateOf(opened) }),
      ),
      /Another provider was asked/,
    );
    assert.strictEqual(this.provider.exchanges.length, 0);
    assert.dom(PANEL).exists('the page that waits has heard nothing');
    await pressed('Cancel');
  });

  test('A24 a message with another state, or of another shape, is not an answer', async function (this: Context, assert) {
    const opened = await begin(this);
    const { computer } = this.browser;
    const state = stateOf(opened);
    for (const [name, message] of [
      ['latchkey:visit:other', { answer: `code=c&state=${state}` }],
      [`latchkey:visit:${state}`, `code=c&state=${state}`],
      [`latchkey:visit:${state}`, { answer: { code: 'c' } }],
      [`latchkey:visit:${state}`, null],
    ] as const) {
      computer.openChannel(name, () => undefined).post(message);
    }
    await settled();
    assert.dom(PANEL).includesText('Go on in the window');

    computer
      .openChannel(`latchkey:visit:${state}`, () => undefined)
      .post({ answer: 'code=c&state=another' });
    await settled();
    assert.dom('.notice-error').includesText('no sign-in under way');
    assert.strictEqual(this.provider.exchanges.length, 0);
    assert.deepEqual(await pending(this), []);
  });

  test('the page that opened the window is gone: the window signs in itself', async function (this: Context, assert) {
    const opened = await begin(this);
    const state = stateOf(opened);
    const nonce = opened.visited[0]!.searchParams.get('nonce');
    const kept = await pending(this);
    await visit('/not-there');
    assert.true(
      opened.isClosed,
      'whoever leaves the page gives the attempt up',
    );

    // As after a page that was closed: nobody listens, and the attempt is still in the storage.
    await this.browser.storage.set('transactions', kept);
    this.provider.claims = { nonce };
    const callback = await openCallback(this);
    const completed = callback.session.completeSignIn(
      'oidc',
      new URLSearchParams({ code: 'c', state }),
    );
    await waitUntil(() => this.browser.computer.timers > 0);
    this.browser.computer.advance(2);
    assert.false(await completed);
    assert.strictEqual(callback.session.current?.provider, 'oidc');
  });

  test('a second click begins anew, and the first window is closed', async function (this: Context, assert) {
    const opened = await begin(this);
    await click(BUTTON);
    assert.true(opened.isClosed);
    assert.notStrictEqual(stateOf(this.browser.windows[1]!), stateOf(opened));
    assert.strictEqual((await pending(this)).length, 1);
    await pressed('Cancel');
    await settled();
    assert.deepEqual(await pending(this), []);
  });

  test('NAVIGATOR says which way to go', async function (this: Context, assert) {
    const settings = this.owner.lookup('service:settings');
    settings.written = { ...settings.written, NAVIGATOR: 'redirect' };
    await visit('/login');
    await click(BUTTON);
    assert.deepEqual(this.browser.windows, []);
    assert.strictEqual(this.browser.leftFor.length, 1);
  });
});
