import { click, currentURL, settled, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { signedIn, SESSION_KEY } from '../helpers/signed-in';
import {
  answerFromWindow,
  useToriiServer,
  type ToriiServer,
} from '../helpers/torii-provider';

interface Context extends AppTestContext {
  asked: ToriiServer;
}

const BUTTON = '.button-provider';
const CALLBACK = '/login/callback/linkedin';

module('Acceptance | sign in by way of torii, in a window', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(function (this: Context) {
    this.asked = useToriiServer(this);
    this.browser.isDesktop = true;
  });

  /** Presses LinkedIn's button. @returns what LinkedIn is asked */
  async function begin({ browser }: Context): Promise<URL> {
    await click(BUTTON);
    return browser.windows.at(-1)!.visited.at(-1)!;
  }

  const stateOf = (url: URL) => url.searchParams.get('state') ?? '';
  const stored = ({ browser }: Context) => browser.storage.get(SESSION_KEY);

  test('A25 the waiting page takes the answer, though nobody sees the window any more', async function (this: Context, assert) {
    await visit('/users?page=2');
    const url = await begin(this);
    assert.dom('.waiting').includesText('Go on in the window');
    const [opened] = this.browser.windows;
    opened!.isOutOfSight = true;
    answerFromWindow(this, stateOf(url), `code=c%2Fd%25&state=${stateOf(url)}`);
    await settled();

    assert.strictEqual(currentURL(), '/users?page=2');
    assert.true(opened!.isClosed);
    assert.strictEqual(this.asked.redeemed[0]?.get('code'), 'c/d%');
    assert.deepEqual(this.browser.leftFor, []);
    assert.strictEqual(
      await this.browser.storage.get('transactions'),
      undefined,
    );
  });

  test('A22 a window that is blocked: one click goes on in this tab, in the same attempt', async function (this: Context, assert) {
    this.browser.blocksWindows = true;
    await visit('/users?page=2');
    await click(BUTTON);
    await click('.waiting .button-primary');
    const [left] = this.browser.leftFor;
    assert.strictEqual(left?.origin, 'https://www.linkedin.com');
    assert.strictEqual(stateOf(left!), this.asked.bound[0]?.get('state'));
    this.browser.answer = new URLSearchParams({
      code: 'c',
      state: stateOf(left!),
    });
    await visit(CALLBACK);
    assert.strictEqual(currentURL(), '/users?page=2');
  });

  for (const [name, answer, says] of [
    ['A11 a cancel', 'error=access_denied&state=S', 'You did not finish'],
    [
      'A11 a refusal with a hostile text',
      'error=server_error&error_description=<img src=x onerror=alert(1)>&state=S',
      'The provider refused',
    ],
    ['A1 another state', 'code=c&state=other', 'no sign-in under way'],
    ['A2 no state', 'code=c', 'no sign-in under way'],
    ['A15 two states', 'code=c&state=S&state=S', 'no sign-in under way'],
    ['A15 two codes', 'code=c&code=d&state=S', 'did not fit'],
    [
      'A13 another issuer',
      'code=c&state=S&iss=https://evil.example',
      'did not fit',
    ],
    ['A16 a token', 'code=c&state=S&access_token=t', 'did not fit'],
    ['A16 an id_token', 'code=c&state=S&id_token=t', 'did not fit'],
    ['no code', 'state=S', 'did not fit'],
  ] as const) {
    test(`${name} is told, and nothing is redeemed`, async function (this: Context, assert) {
      await visit('/login');
      const state = stateOf(await begin(this));
      answerFromWindow(
        this,
        state,
        answer.replaceAll('state=S', `state=${state}`),
      );
      await settled();
      assert.dom('.notice-error').includesText(says);
      assert.deepEqual(this.asked.redeemed, []);
      assert.strictEqual(await stored(this), undefined);
      assert.strictEqual(
        await this.browser.storage.get('transactions'),
        undefined,
      );
      assert.true(this.browser.windows[0]?.isClosed);
    });
  }

  test('somebody who is signed in has LinkedIn vouch for them', async function (this: Context, assert) {
    await signedIn(this);
    await visit('/users');
    const session = this.owner.lookup('service:session');
    const code = session.identify('linkedin', '/profile');
    await settled();
    const [opened] = this.browser.windows;
    const state = stateOf(opened!.visited[0]!);
    answerFromWindow(this, state, `code=c&state=${state}`);
    const { linkTo, provider } = (await code)!;
    assert.strictEqual(provider, 'linkedin');
    const { signInId = '' } = session.current!;
    assert.strictEqual(linkTo, signInId);
    assert.deepEqual(this.asked.redeemed, [], 'the API redeems it');
  });
});
