import { click, settled, visit } from '@ember/test-helpers';
import { module, test } from 'qunit';
import BaseProvider from 'torii/providers/base';
import { setupApplicationTest, type AppTestContext } from '../helpers';
import { AcmeProvider } from '../helpers/acme-provider';
import {
  ACME,
  answerFromWindow,
  setupBroughtProvider,
  useToriiServer,
  type ToriiServer,
} from '../helpers/torii-provider';

interface Context extends AppTestContext {
  asked: ToriiServer;
}

const BUTTON = '.button-provider';

module('Acceptance | a torii provider that can’t be trusted', function (hooks) {
  setupApplicationTest(hooks);
  const bring = setupBroughtProvider(hooks);

  hooks.beforeEach(function (this: Context) {
    this.asked = useToriiServer(this);
    this.browser.isDesktop = true;
  });

  class OwnState extends AcmeProvider {
    override state = 'the same every time';
  }
  class Unchallenged extends AcmeProvider {
    override optionalUrlParams = ['scope'];
  }
  class OtherChallenge extends AcmeProvider {
    override codeChallenge = 'of nobody';
  }
  class Plain extends AcmeProvider {
    override codeChallengeMethod = 'plain';
  }
  class OtherClient extends AcmeProvider {
    override clientId = 'another-app';
  }
  class OtherCallback extends AcmeProvider {
    override redirectUri = 'https://evil.example/';
  }
  class Implicit extends AcmeProvider {
    responseType = 'token';
  }
  class TwoStates extends AcmeProvider {
    override buildUrl() {
      return `${super.buildUrl()}&state=another`;
    }
  }
  class OpensNothing extends BaseProvider {
    override name = 'opens-nothing';
    open() {
      return Promise.resolve({ authorizationCode: 'from nowhere' });
    }
  }
  class Fails extends BaseProvider {
    override name = 'fails';
    open(): Promise<never> {
      throw new Error('Not today.');
    }
  }

  for (const [name, torii] of Object.entries({
    'a state of its own': OwnState,
    'two states': TwoStates,
    'no challenge': Unchallenged,
    'another challenge': OtherChallenge,
    'the challenge itself': Plain,
    'another client': OtherClient,
    'another callback': OtherCallback,
    'a token in the URL': Implicit,
    'no page': OpensNothing,
    'an error of its own': Fails,
  })) {
    test(`${name}: nobody is sent away, and nothing is redeemed`, async function (this: Context, assert) {
      bring(this, { torii: 'acme-oauth2' }, torii);
      await visit('/login');
      await click(BUTTON);
      const [opened] = this.browser.windows;
      assert.deepEqual(opened?.visited, []);
      assert.true(opened?.isClosed);
      assert.dom('.notice-error').exists();
      assert.deepEqual(this.asked.redeemed, []);
      assert.strictEqual(
        await this.browser.storage.get('transactions'),
        undefined,
      );
    });
  }

  test('another page than the settings name', async function (this: Context, assert) {
    bring(
      this,
      { torii: 'acme-oauth2', authorizationEndpoint: `${ACME}/elsewhere` },
      AcmeProvider,
    );
    await visit('/login');
    await click(BUTTON);
    assert.deepEqual(this.browser.windows[0]?.visited, []);
    assert.dom('.notice-error').exists();
  });

  test('none of that name', async function (this: Context, assert) {
    bring(this, { torii: 'nobody' });
    await visit('/login');
    await click(BUTTON);
    assert.deepEqual(this.browser.windows[0]?.visited, []);
    assert.dom('.notice-error').exists();
  });

  test('one that never says what came of it has no code', async function (this: Context, assert) {
    class Silent extends AcmeProvider {
      override async open() {
        await super.open();
        return {};
      }
    }
    bring(this, { torii: 'silent' }, Silent);
    await visit('/login');
    await click(BUTTON);
    const [opened] = this.browser.windows;
    const state = opened!.visited[0]!.searchParams.get('state')!;
    answerFromWindow(this, state, `code=c&state=${state}`);
    await settled();
    assert.dom('.notice-error').includesText('did not fit');
    assert.deepEqual(this.asked.redeemed, []);
  });
});
