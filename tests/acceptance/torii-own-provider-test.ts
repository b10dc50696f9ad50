import { click, currentURL, settled, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import AzureAd from 'torii/providers/azure-ad-oauth2';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { AcmeProvider } from '../helpers/acme-provider';
import { toChallenge } from '../../mirage/pkce';
import {
  answerFromWindow,
  setupBroughtProvider,
  useToriiServer,
  type ToriiServer,
} from '../helpers/torii-provider';

interface Context extends AppTestContext {
  asked: ToriiServer;
}

const BUTTON = '.button-provider';

module('Acceptance | a torii provider of a team’s own', function (hooks) {
  setupApplicationTest(hooks);
  const bring = setupBroughtProvider(hooks);

  hooks.beforeEach(function (this: Context) {
    this.asked = useToriiServer(this);
    this.browser.isDesktop = true;
    AcmeProvider.outcomes = [];
  });

  async function begin({ browser }: Context): Promise<URLSearchParams> {
    await click(BUTTON);
    return browser.windows.at(-1)!.visited[0]!.searchParams;
  }

  test('it signs in, with a challenge that fits', async function (this: Context, assert) {
    bring(this, { torii: 'acme-oauth2' }, AcmeProvider);
    await visit('/users?page=2');
    const request = await begin(this);
    const state = request.get('state')!;
    assert.strictEqual(request.get('tenant'), 'a tenant & more');
    assert.strictEqual(request.get('client_id'), 'our-id-there');
    assert.strictEqual(request.get('code_challenge_method'), 'S256');

    answerFromWindow(this, state, `code=a%2Fcode&state=${state}`);
    await settled();
    assert.strictEqual(currentURL(), '/users?page=2');
    const [form] = this.asked.redeemed;
    assert.strictEqual(form?.get('provider'), 'acme');
    assert.strictEqual(form?.get('code'), 'a/code');
    assert.strictEqual(
      await toChallenge(form?.get('code_verifier') ?? ''),
      request.get('code_challenge'),
      'A9',
    );
    assert.deepEqual(this.asked.bound, [], 'PKCE needs no cookie');
    assert.deepEqual(AcmeProvider.outcomes, [
      {
        authorizationCode: 'a/code',
        provider: 'acme-oauth2',
        redirectUri: request.get('redirect_uri'),
      },
    ]);
  });

  test('what it makes of the answer is what is redeemed', async function (this: Context, assert) {
    class Changing extends AcmeProvider {
      override async open() {
        await super.open();
        return { authorizationCode: 'another-code' };
      }
    }
    bring(this, { torii: 'changing' }, Changing);
    await visit('/login');
    const state = (await begin(this)).get('state')!;
    answerFromWindow(this, state, `code=c&state=${state}`);
    await settled();
    assert.strictEqual(this.asked.redeemed[0]?.get('code'), 'another-code');
  });

  test('a cancel is told to it, too', async function (this: Context, assert) {
    bring(this, { torii: 'acme-oauth2' }, AcmeProvider);
    await visit('/login');
    const state = (await begin(this)).get('state')!;
    answerFromWindow(this, state, `error=access_denied&state=${state}`);
    await settled();
    const [outcome] = AcmeProvider.outcomes as { code?: string }[];
    assert.strictEqual(outcome?.code, 'sign-in-cancelled');
    assert.dom('.notice-error').includesText('You did not finish');
  });

  test('one of torii’s own, as it is: the state is ours, and fresh', async function (this: Context, assert) {
    bring(
      this,
      { torii: 'azure-ad', pkce: false, options: { tennantId: 'our-tenant' } },
      AzureAd,
    );
    await visit('/users?page=2');
    const first = await begin(this);
    const [opened] = this.browser.windows;
    assert.strictEqual(
      opened?.visited[0]?.pathname,
      '/our-tenant/oauth2/authorize',
    );
    const second = await begin(this);
    const state = second.get('state')!;
    assert.notStrictEqual(first.get('state'), state);
    assert.strictEqual(this.asked.bound.at(-1)?.get('state'), state);

    answerFromWindow(this, state, `code=c&state=${state}`);
    await settled();
    assert.strictEqual(currentURL(), '/users?page=2');
    assert.strictEqual(this.asked.redeemed[0]?.get('code'), 'c');
  });
});
