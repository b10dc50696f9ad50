import type Owner from '@ember/owner';
import { getContext } from '@ember/test-helpers';
import { ProviderClient } from 'latchkey/auth/provider-client';
import type { Question } from 'latchkey/authenticators/flow';
import { askTorii } from 'latchkey/torii';
import { module, test } from 'qunit';
import { configure, getConfiguration } from 'torii/configuration';
import { setupTest, type AppTestContext } from '../../helpers';

const PAGE = 'https://login.example/authorize';

/** RFC 7636 appendix B: the octets that were drawn, the verifier that is made of them, and its challenge. */
const OCTETS = [
  116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186,
  22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
];
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const PROVIDER = {
  flow: 'torii',
  torii: 'oauth2-code',
  label: 'Example',
  issuer: 'https://login.example',
  scopes: ['openid', 'email'],
} as const;

/** One attempt, as far as the question. */
async function ask({ browser }: AppTestContext, { isPlain = false } = {}) {
  const client = new ProviderClient(
    {
      ...PROVIDER,
      id: 'example',
      clientId: 'our id & more',
      redirectUri: 'https://app.example/login/callback/example',
      authorizationEndpoint: PAGE,
      redemption: 'server',
      hasPkce: !isPlain,
      hasNonce: !isPlain,
      sendsIssuer: 'sometimes',
      parameters: isPlain ? {} : { prompt: 'login' },
    },
    browser,
  );
  const { transaction, url } = await client.begin({
    returnTo: undefined,
    navigator: 'popup',
  });
  const { owner } = getContext() as { owner: Owner };
  const question: Question = await askTorii(owner, PROVIDER, {
    url,
    page: PAGE,
  });
  return {
    transaction,
    question,
    parameters: new URL(question.url).searchParams,
  };
}

module('Unit | torii | oauth2-code', function (hooks) {
  setupTest(hooks);

  test('A7 state, challenge and nonce are fresh in 1,000 attempts', async function (this: AppTestContext, assert) {
    const seen = new Set<string | null>();
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const { parameters } = await ask(this);
      for (const name of ['state', 'code_challenge', 'nonce']) {
        seen.add(parameters.get(name));
      }
    }
    assert.strictEqual(seen.size, 3_000);
  });

  test('A9 the challenge is the S256 of the verifier: RFC 7636 appendix B', async function (this: AppTestContext, assert) {
    // From the octets on: that they are drawn anew each time is the test above.
    crypto.getRandomValues = <T extends ArrayBufferView | null>(
      array: T,
    ): T => {
      (array as unknown as Uint8Array).set(OCTETS);
      return array;
    };
    try {
      const { parameters, transaction } = await ask(this);
      assert.strictEqual(transaction.codeVerifier, VERIFIER);
      assert.strictEqual(parameters.get('code_challenge'), CHALLENGE);
      assert.strictEqual(parameters.get('code_challenge_method'), 'S256');
    } finally {
      delete (crypto as Partial<Crypto>).getRandomValues;
    }
  });

  test('it asks for all that there is to ask, once', async function (this: AppTestContext, assert) {
    const { parameters, question, transaction } = await ask(this);
    const { state, nonce } = transaction;
    assert.true(question.url.startsWith(`${PAGE}?`));
    assert.deepEqual(
      [...parameters].filter(([name]) => name !== 'code_challenge').sort(),
      Object.entries({
        client_id: 'our id & more',
        code_challenge_method: 'S256',
        nonce,
        prompt: 'login',
        redirect_uri: 'https://app.example/login/callback/example',
        response_type: 'code',
        scope: 'openid email',
        state,
      }),
    );
  });

  test('nothing of an attempt gets into the next one, which may be of another provider', async function (this: AppTestContext, assert) {
    await ask(this);
    const { parameters } = await ask(this, { isPlain: true });
    assert.deepEqual([...parameters.keys()].sort(), [
      'client_id',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
    ]);
  });

  test('what a team has configured stays', async function (this: AppTestContext, assert) {
    const before = getConfiguration();
    configure({ providers: { other: { tennantId: 'theirs' } } });
    try {
      await ask(this);
      await ask(this);
      const { providers } = getConfiguration();
      assert.deepEqual(providers?.['other'], { tennantId: 'theirs' });
    } finally {
      configure(before);
    }
  });
});
