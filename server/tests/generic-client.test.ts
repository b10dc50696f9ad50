import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { systemClock } from '../clock.ts';
import { TestBrowser } from './support/browser.ts';
import { addClients, APP, signInAtPage } from './support/openid.ts';
import { startTestServer, type TestServer } from './support/server.ts';

/** Plain http is for this machine only, and so for this test. */
const insecure = { [oauth.allowInsecureRequests]: true };

describe('a client that knows nothing but OpenID Connect', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
    await server.resetWith({}, { clock: systemClock });
    await addClients(server);
  });
  after(() => server.close());

  test('M19 signs in, checks the id token, reads the user, renews, revokes and signs out', async () => {
    const client: oauth.Client = { client_id: APP.id };
    const authentication = oauth.None();
    const issuer = new URL(server.origin);
    const provider = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, insecure),
    );

    const codeVerifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const address = new URL(provider.authorization_endpoint ?? '');
    address.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: APP.redirectUri,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    }).toString();

    const browser = new TestBrowser(server);
    const consent = await signInAtPage(browser, address.href);
    const sent = await browser.submit(consent, { decision: 'allow' });
    const parameters = oauth.validateAuthResponse(
      provider,
      client,
      new URL(sent.location ?? ''),
      state,
    );

    const tokens = await oauth.processAuthorizationCodeResponse(
      provider,
      client,
      await oauth.authorizationCodeGrantRequest(
        provider,
        client,
        authentication,
        parameters,
        APP.redirectUri,
        codeVerifier,
        insecure,
      ),
      { expectedNonce: nonce, requireIdToken: true, maxAge: 60 },
    );
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    assert.ok(claims);
    const answer = await oauth.authorizationCodeGrantRequest(
      provider,
      client,
      authentication,
      parameters,
      APP.redirectUri,
      oauth.generateRandomCodeVerifier(),
      insecure,
    );
    assert.equal(answer.status, 400);

    const signed = await oauth.userInfoRequest(
      provider,
      client,
      tokens.access_token,
      insecure,
    );
    const user = await oauth.processUserInfoResponse(
      provider,
      client,
      claims.sub,
      signed,
    );
    assert.equal(user.email, 'demo@latchkey.test');

    const renewed = await oauth.processRefreshTokenResponse(
      provider,
      client,
      await oauth.refreshTokenGrantRequest(
        provider,
        client,
        authentication,
        tokens.refresh_token ?? '',
        insecure,
      ),
    );
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(
        provider,
        client,
        authentication,
        renewed.refresh_token ?? '',
        insecure,
      ),
    );
    const after = await server.fetch('/api/me', {
      headers: { authorization: `Bearer ${renewed.access_token}` },
    });
    assert.equal(after.status, 401);

    const end = new URL(provider.end_session_endpoint ?? '');
    end.search = new URLSearchParams({
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: APP.postLogoutRedirectUri,
    }).toString();
    const gone = await browser.get(end.href);
    assert.equal(gone.location, APP.postLogoutRedirectUri);
  });
});
