import { click, currentURL, visit } from '@ember/test-helpers';
import { Response } from 'miragejs';
import { module, test } from 'qunit';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { SESSION_KEY } from '../helpers/signed-in';
import { useToriiServer, type ToriiServer } from '../helpers/torii-provider';

interface Context extends AppTestContext {
  asked: ToriiServer;
}

const BUTTON = '.button-provider';
const CALLBACK = '/login/callback/linkedin';

const stored = ({ browser }: Context) => browser.storage.get(SESSION_KEY);

module('Acceptance | sign in by way of torii', function (hooks) {
  setupApplicationTest(hooks);

  hooks.beforeEach(function (this: Context) {
    this.asked = useToriiServer(this);
  });

  /** Presses LinkedIn's button. @returns what LinkedIn is asked */
  async function begin({ browser }: Context): Promise<URL> {
    await click(BUTTON);
    return browser.leftFor.at(-1)!;
  }

  const stateOf = (url: URL) => url.searchParams.get('state') ?? '';

  test('a visitor goes to LinkedIn, comes back, and is where they wanted to be', async function (this: Context, assert) {
    await visit('/users?page=2');
    assert.dom(BUTTON).hasText('Continue with LinkedIn');
    const url = await begin(this);

    assert.strictEqual(
      url.origin + url.pathname,
      'https://www.linkedin.com/oauth/v2/authorization',
    );
    assert.deepEqual(
      [...url.searchParams.keys()].sort(),
      ['client_id', 'redirect_uri', 'response_type', 'scope', 'state'],
      'LinkedIn knows neither a code challenge nor a nonce',
    );
    assert.strictEqual(url.searchParams.get('client_id'), 'our-id');
    assert.strictEqual(url.searchParams.get('scope'), 'openid profile email');
    assert.true(url.searchParams.get('redirect_uri')?.endsWith(CALLBACK));
    const [bound] = this.asked.bound;
    assert.strictEqual(bound?.get('provider'), 'linkedin');
    assert.strictEqual(bound?.get('state'), stateOf(url), 'A28 by a cookie');

    this.browser.answer = new URLSearchParams({
      code: 'a-code',
      state: stateOf(url),
    });
    await visit(CALLBACK);
    assert.strictEqual(currentURL(), '/users?page=2');

    const [form] = this.asked.redeemed;
    assert.strictEqual(
      form?.get('grant_type'),
      'urn:latchkey:oauth:grant-type:identity-provider-code',
    );
    assert.strictEqual(form?.get('provider'), 'linkedin');
    assert.strictEqual(form?.get('code'), 'a-code');
    assert.strictEqual(form?.get('state'), stateOf(url));
    assert.strictEqual(
      form?.get('redirect_uri'),
      url.searchParams.get('redirect_uri'),
    );
  });

  test('our token server renews and revokes the session, whose provider is LinkedIn', async function (this: Context, assert) {
    await visit('/session');
    this.browser.answer = new URLSearchParams({
      code: 'c',
      state: stateOf(await begin(this)),
    });
    await visit(CALLBACK);
    assert.dom('.facts').includesText('LinkedIn');
    const { authenticator, session } = (await stored(this)) as {
      authenticator: string;
      session: { provider: string };
    };
    assert.strictEqual(authenticator, 'torii');
    assert.strictEqual(session.provider, 'linkedin');

    await click('.actions button');
    const form = this.asked.redeemed.at(-1);
    assert.strictEqual(form?.get('grant_type'), 'refresh_token');
    assert.strictEqual(form?.get('refresh_token'), 'a-refresh-token');
  });

  test('A7 the state is fresh for each attempt', async function (this: Context, assert) {
    await visit('/login');
    const states = [
      stateOf(await begin(this)),
      stateOf(await begin(this)),
      stateOf(await begin(this)),
    ];
    assert.strictEqual(new Set(states).size, 3);
    assert.true(states.every((state) => /^[\w-]{43}$/.test(state)));
  });

  test('a token server that can’t bind the attempt: nobody is sent away', async function (this: Context, assert) {
    this.server.post('/oauth/identity-provider/start', () => new Response(503));
    await visit('/login');
    await click(BUTTON);
    assert.dom('.notice-error').includesText('The server has a problem');
    assert.deepEqual(this.browser.leftFor, []);
  });

  test('LINKEDIN_REDEMPTION can’t be the browser’s', function (this: Context, assert) {
    const settings = this.owner.lookup('service:settings');
    settings.written = {
      ...settings.written,
      LINKEDIN_REDEMPTION: 'browser',
    };
    assert.throws(() => settings.values, /LINKEDIN_REDEMPTION is "browser"/);
  });
});
