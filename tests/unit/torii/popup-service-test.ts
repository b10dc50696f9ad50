import { ToriiPopup } from 'latchkey/torii/popup-service';
import { module, test } from 'qunit';

const PAGE = 'https://login.example/authorize';

module('Unit | torii | popup-service', function () {
  test('a page is given to the attempt whose state it has', async function (assert) {
    const popup = new ToriiPopup();
    const first = popup.expect('first');
    const second = popup.expect('second');
    const outcome = popup.open(`${PAGE}?state=second`);
    void popup.open(`${PAGE}?state=first`);
    assert.strictEqual((await first).url, `${PAGE}?state=first`);
    const { answer, url } = await second;
    assert.strictEqual(url, `${PAGE}?state=second`);

    answer({
      provider: 'example',
      code: 'a/code with %',
      redirectUri: 'https://app.example/',
      codeVerifier: 'v',
      nonce: 'n',
      state: 'second',
      issuer: undefined,
    });
    assert.deepEqual(
      await outcome,
      { code: 'a%2Fcode%20with%20%25', state: 'second' },
      'as torii expects it: encoded',
    );
  });

  test('A7 a page with another state, with none, with two, or with one that was used belongs to no attempt', function (assert) {
    const popup = new ToriiPopup();
    void popup.expect('ours');
    const refused = (query: string) =>
      assert.throws(
        () => void popup.open(PAGE + query),
        /does not ask with the state/,
        query,
      );
    refused('?state=another');
    refused('');
    refused('?state=ours&state=ours');
    refused('?state=ours&state=another');

    void popup.open(`${PAGE}?state=ours`);
    refused('?state=ours');
  });

  test('an attempt that was given up gets no page', function (assert) {
    const popup = new ToriiPopup();
    void popup.expect('ours');
    popup.forget('ours');
    assert.throws(() => void popup.open(`${PAGE}?state=ours`));
  });
});
