import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MASK, maskHeaders } from '../http/mask-headers.ts';

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';

/** Of one header. */
const masked = (name: string, value: string) =>
  maskHeaders([[name, value]])[0]?.[1];

describe('N12 what of the headers of a request is shown', () => {
  test('N12 of credentials only the scheme', () => {
    for (const name of [
      'Authorization',
      'authorization',
      'Proxy-Authorization',
    ]) {
      assert.equal(masked(name, `Bearer ${SECRET}`), `Bearer ${MASK}`);
      assert.equal(masked(name, `basic  ${SECRET}`), `basic ${MASK}`);
      assert.equal(masked(name, SECRET), MASK);
      assert.equal(masked(name, `${SECRET} ${SECRET}`), MASK);
      assert.equal(masked(name, ''), MASK);
    }
  });

  test('N12 of cookies only the names; a cookie without a name is a value', () => {
    assert.equal(
      masked('Cookie', `a=${SECRET}; b=x=y;c=; ${SECRET}; =${SECRET}`),
      `a=${MASK}; b=${MASK}; c=${MASK}; ${MASK}; ${MASK}`,
    );
  });

  test('N12 nothing of what is called a secret, in any case', () => {
    for (const name of [
      ...['X-Gateway-Secret', 'X-Auth-Request-Access-Token', 'X-API-Key'],
      ...['x-forwarded-access-token', 'X-Amz-Security-Token', 'X-CSRF-Token'],
      ...['X-Goog-IAP-JWT-Assertion', 'Cf-Access-Jwt-Assertion', 'apikey'],
      ...['X-Amzn-Oidc-Data', 'X-Session-Id', 'X-Hub-Signature-256', 'X-OTP'],
      ...[
        'X-Forwarded-Authorization',
        'Cookie2',
        'X-Password',
        'PRIVATE-TOKEN',
      ],
    ]) {
      assert.equal(masked(name, SECRET), MASK, name);
    }
  });

  test('N12 the request’s own token nowhere, also where a proxy wrote it down', () => {
    const headers = maskHeaders([
      ['X-Original-URI', `/x/${SECRET}/y`],
      ['X-Debug', `saw ${SECRET} and ${SECRET}`],
      ['Authorization', `Bearer ${SECRET}`],
    ]);
    assert.ok(!JSON.stringify(headers).includes(SECRET));
    assert.equal(headers[0]?.[1], `/x/${MASK}/y`);
  });

  test('N12 no JSON Web Token, and no code or token in an address', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    assert.equal(masked('X-User', `id ${jwt}, more`), `id ${MASK}, more`);
    assert.equal(
      masked(
        'Referer',
        'https://a.example/cb?code=abc&page=2&state=x#id_token=y',
      ),
      `https://a.example/cb?code=${MASK}&page=2&state=${MASK}#id_token=${MASK}`,
    );
  });

  test('N12 everything else stays as it came, in its order and with repetitions', () => {
    const headers = [
      ['Host', 'localhost:3000'],
      ['X-Forwarded-For', '203.0.113.7'],
      ['X-Forwarded-For', '10.0.0.1'],
      ['X-Auth-Request-User', 'demo'],
      ['X-Forwarded-Proto', 'https'],
      ['Accept', 'text/html;q=0.9, */*'],
      ['If-None-Match', '"3"'],
      ['Sec-Fetch-Site', 'same-origin'],
      ['User-Agent', '<script>alert(1)</script>'],
    ] as const;
    assert.deepEqual(maskHeaders(headers), headers);
  });
});
