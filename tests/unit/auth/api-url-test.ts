import { isApiUrl, type ApiAddresses } from 'latchkey/auth/api-url';
import { module, test } from 'qunit';
import fixture from '../../fixtures/bearer-urls.json';

const addresses: ApiAddresses = {
  apiBase: fixture.api,
  currentUserEndpoint: `${fixture.api}me`,
};

/** An address as `fetch` would ask it from a page of the given origin. */
const asAsked = (url: string, page = 'https://app.example') =>
  new URL(url, page).href;

const isPlainUrl = (text: string) => /^\S+$/.test(text);

module('Unit | auth | API URL', function () {
  for (const url of fixture.neverBearer.filter(isPlainUrl)) {
    test(`C2 ${url} gets no token`, function (assert) {
      assert.false(isApiUrl(url, addresses), 'as it stands');
      const asked = URL.canParse(url, 'https://app.example')
        ? asAsked(url)
        : url;
      assert.false(isApiUrl(asked, addresses), asked);
    });
  }

  test('C2 the addresses that a JSON:API document may name get no token', function (assert) {
    for (const url of [
      '//evil.example/p2',
      'https://user:pw@api.example/v1/x',
      'https://user@api.example/v1/x',
      'https://:pw@api.example/v1/x',
    ]) {
      assert.false(isApiUrl(asAsked(url), addresses), url);
    }
  });

  test('C2 the API itself gets the token, also where the app is served from its origin', function (assert) {
    for (const url of [
      'https://api.example/v1/x',
      'https://api.example:443/v1/x',
      'https://API.example/v1/x?a=1#b',
      'https://api.example/v1/users?next=https://evil.example/../..',
      'https://api.example/v1/files/a%2Fb',
      'https://api.example/v1/files/a..b/...',
      'https://api.example/v1/100%25',
      'https://api.example/other/../v1/x',
      asAsked('/v1/x', 'https://api.example'),
    ]) {
      assert.true(isApiUrl(asAsked(url), addresses), url);
    }
  });

  test('C2 another scheme, host, port or path of the same look gets no token', function (assert) {
    for (const url of [
      'http://api.example/v1/x',
      'ws://api.example/v1/x',
      'https://api.example.:443/v1/x',
      'https://api.example./v1/x',
      'https://www.api.example/v1/x',
      'https://api.example/v10/x',
      'https://api.example/v1',
      'https://api.example/V1/x',
      'https://api.example/x/v1/',
      'https://api.example//v1/x',
      'https://api.example?/v1/x',
      'https://api.example#/v1/x',
      'https://api.example@evil.example/v1/x',
      'https://evil.example\\@api.example/v1/x',
      'blob:https://api.example/v1/x',
      'filesystem:https://api.example/v1/x',
      'javascript:"https://api.example/v1/x"',
      'data:text/plain,https://api.example/v1/x',
      'about:blank',
      '',
      '/v1/x',
      'v1/x',
      'https://',
      'https://[',
    ]) {
      assert.false(isApiUrl(url, addresses), url);
    }
  });

  test('C2 an API at the root of its origin is no other origin either', function (assert) {
    const atRoot = {
      apiBase: 'https://api.example/',
      currentUserEndpoint: 'https://api.example/me',
    };
    assert.true(isApiUrl('https://api.example/x', atRoot));
    for (const url of [
      'https://api.example.evil.example/x',
      'blob:https://api.example/x',
      'http://api.example/x',
      'https://api.example:8443/x',
      'data:,x',
    ]) {
      assert.false(isApiUrl(url, atRoot), url);
    }
  });

  test('C2 a path that climbs out of the API gets no token, however its dots are written', function (assert) {
    for (const path of [
      '../admin',
      '%2e%2e/admin',
      '.%2E/admin',
      'x/../../admin',
      '..%2fadmin',
      '%2e%2e%2fadmin',
      '%252e%252e%252fadmin',
      '%25252e%25252e/admin',
      '..%5cadmin',
      '..%255cadmin',
      'x/..%2f..%2fadmin',
      '..\\admin',
    ]) {
      assert.false(isApiUrl(asAsked(`${fixture.api}${path}`), addresses), path);
    }
  });

  test('C2 a broken percent-encoding hides no climbing from a server that reads it leniently', function (assert) {
    for (const path of [
      '..%2f..%2fadmin%',
      '..%2fadmin%zz',
      '%2e%2e%2fadmin%ff',
      '%c0%ae%c0%ae%2fadmin',
    ]) {
      assert.false(isApiUrl(asAsked(`${fixture.api}${path}`), addresses), path);
    }
  });

  test('C2 a path parameter behind the dots, which some servers cut off, hides no climbing', function (assert) {
    for (const path of ['..;/admin', '..%3b/admin', '..;x=1/admin']) {
      assert.false(isApiUrl(asAsked(`${fixture.api}${path}`), addresses), path);
    }
  });

  test('C2 the current-user endpoint may lie elsewhere: exactly that address gets the token', function (assert) {
    const elsewhere = {
      apiBase: fixture.api,
      currentUserEndpoint: 'https://id.example/userinfo?schema=openid',
    };
    assert.true(
      isApiUrl('https://id.example/userinfo?schema=openid', elsewhere),
    );
    assert.true(isApiUrl('https://api.example/v1/x', elsewhere));
    for (const url of [
      'https://id.example/userinfo',
      'https://id.example/userinfo/',
      'https://id.example/userinfo?schema=openid&x=1',
      'https://id.example/userinfo/x?schema=openid',
      'https://id.example/',
      'https://user@id.example/userinfo?schema=openid',
      'http://id.example/userinfo?schema=openid',
      'https://id.example.evil.example/userinfo?schema=openid',
    ]) {
      assert.false(isApiUrl(url, elsewhere), url);
    }
  });
});
