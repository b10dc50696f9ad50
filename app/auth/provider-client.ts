import * as oauth from 'oauth4webapi';
import type { World } from './answers';
import { AuthError, NetworkError, toAuthError } from './errors';
import { readTokenAnswer, requestOptions } from './oauth-requests';
import type { PresentedCode } from './presented-code';
import type { BearerSession } from './session-data';
import { createTokenClient, type TokenClient } from './token-client';
import { refusedCode, understandTokens } from './token-answers';
import type { Transaction, TransactionPurpose } from './transactions';

/** A provider, with everything in it that the settings fill. */
export interface ProviderClientSettings {
  /** The provider's id. */
  id: string;
  /** The only one whose answers count. */
  issuer: string;
  clientId: string;
  scopes: readonly string[];
  redirectUri: string;
  /** Absent where the issuer's discovery document says it. */
  authorizationEndpoint: string | undefined;
  /** Who redeems its codes: our token server, or this browser. */
  redemption: 'server' | 'browser';
  hasPkce: boolean;
  /** Whether an OpenID provider's id_token repeats the nonce; `true` unless it is said. */
  hasNonce?: boolean;
  sendsIssuer: 'always' | 'never' | 'sometimes';
  parameters: Readonly<Record<string, string | undefined>>;
}

/** How wrong this machine's clock may be before an id_token seems to be of another time, in seconds. */
const CLOCK_TOLERANCE = 300;

/** RFC 6749 appendix A.11: visible ASCII. */
const CODE = /^[\x20-\x7e]{1,4096}$/;

/**
 * The authorization code flow of one provider (RFC 6749 section 4.1, with PKCE S256, state, nonce, and the issuer of
 * RFC 9207): what is asked, and whether the answer fits. Its codes are redeemed here, as a public client, or presented to our
 * token server.
 */
export class ProviderClient {
  readonly #client: oauth.Client;

  constructor(
    private readonly settings: ProviderClientSettings,
    private readonly world: World,
  ) {
    this.#client = {
      client_id: settings.clientId,
      [oauth.clockTolerance]: CLOCK_TOLERANCE,
    };
  }

  /** Whether only a cookie of our token server can bind an attempt to this browser: the provider has no PKCE. */
  get needsBinding(): boolean {
    return !this.settings.hasPkce;
  }

  /**
   * Begins an attempt.
   *
   * @returns what must be remembered until the answer comes, and where the browser goes now
   * @throws {NetworkError | AuthError} when the provider's description can't be had
   */
  async begin(
    purpose: TransactionPurpose,
  ): Promise<{ transaction: Transaction; url: string }> {
    const { authorizationEndpoint, ...server } = await this.#locate();
    const transaction: Transaction = {
      ...purpose,
      ...server,
      state: oauth.generateRandomState(),
      provider: this.settings.id,
      redirectUri: this.settings.redirectUri,
      codeVerifier: oauth.generateRandomCodeVerifier(),
      nonce: oauth.generateRandomNonce(),
      startedAt: this.world.now(),
    };
    const url = new URL(authorizationEndpoint);
    const parameters = await this.#request(transaction);
    for (const [name, value] of Object.entries(parameters)) {
      if (value) url.searchParams.set(name, value);
    }
    return { transaction, url: url.href };
  }

  /**
   * Checks an answer.
   *
   * @param answer the query of the callback's URL
   * @returns the code with all that its redemption needs
   * @throws {AuthError} `sign-in-cancelled`, `provider-refused` or `callback-invalid`
   */
  check(answer: URLSearchParams, transaction: Transaction): PresentedCode {
    const parameters = this.#validate(answer, transaction);
    const { codeVerifier, nonce, provider, redirectUri, state } = transaction;
    return {
      provider,
      code: parameters.get('code') ?? '',
      redirectUri,
      codeVerifier,
      nonce,
      state,
      issuer: parameters.get('iss') ?? undefined,
    };
  }

  /**
   * Checks an answer, and redeems its code here.
   *
   * @throws {AuthError} as `check`, or what the token endpoint said
   */
  async redeem(
    answer: URLSearchParams,
    transaction: Transaction,
  ): Promise<BearerSession> {
    const server = this.#serverOf(transaction);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      this.#client,
      oauth.None(),
      this.#validate(answer, transaction),
      transaction.redirectUri,
      transaction.codeVerifier,
      requestOptions(this.world),
    );
    const tokens = await readTokenAnswer(response, this.world);
    if (!tokens.ok) throw refusedCode(tokens, this.world);
    const session = await understandTokens(tokens, this.world.now());
    await this.#checkIdToken(server, tokens.body, transaction.nonce);
    return { kind: 'bearer', provider: this.settings.id, ...session };
  }

  /** The client by which the provider's own tokens are renewed and revoked. */
  async tokenClient(): Promise<TokenClient> {
    const server = await this.#discover();
    if (!server.token_endpoint) throw misconfigured();
    return createTokenClient(
      {
        clientId: this.settings.clientId,
        scope: undefined,
        tokenEndpoint: server.token_endpoint,
        revocationEndpoint: server.revocation_endpoint,
      },
      this.world,
    );
  }

  /** Where the provider is: by its file, or by discovery. */
  async #locate() {
    const { authorizationEndpoint, issuer, redemption, sendsIssuer } =
      this.settings;
    if (authorizationEndpoint && redemption === 'server') {
      const namesIssuer = sendsIssuer === 'always';
      return { authorizationEndpoint, issuer, namesIssuer };
    }
    const server = await this.#discover();
    const page = authorizationEndpoint ?? server.authorization_endpoint;
    if (!page || !server.token_endpoint) throw misconfigured();
    return {
      authorizationEndpoint: page,
      issuer: server.issuer,
      tokenEndpoint: server.token_endpoint,
      // RFC 9207 section 3: who says so has to keep it.
      namesIssuer:
        sendsIssuer === 'always' ||
        server.authorization_response_iss_parameter_supported === true,
    };
  }

  /** The parameters of the authorization request (RFC 6749 section 4.1.1). */
  async #request({ codeVerifier, nonce, redirectUri, state }: Transaction) {
    const { clientId, hasNonce, hasPkce, parameters, scopes } = this.settings;
    return {
      ...parameters,
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state,
      nonce: this.#isOpenId && hasNonce !== false ? nonce : undefined,
      ...(hasPkce && {
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }),
    };
  }

  get #isOpenId(): boolean {
    return this.settings.scopes.includes('openid');
  }

  /** Everything that an answer can have wrong with it, before its code is sent anywhere. */
  #validate(
    answer: URLSearchParams,
    transaction: Transaction,
  ): URLSearchParams {
    let parameters: URLSearchParams;
    try {
      for (const name of answer.keys()) {
        if (answer.getAll(name).length > 1) throw invalidCallback();
      }
      parameters = oauth.validateAuthResponse(
        this.#serverOf(transaction),
        this.#client,
        answer,
        transaction.state,
      );
    } catch (cause) {
      if (cause instanceof oauth.AuthorizationResponseError) {
        throw refusedByProvider(cause.error);
      }
      throw invalidCallback({ cause });
    }
    const code = parameters.get('code') ?? '';
    const bringsTokens = ['access_token', 'id_token', 'token', 'response'].some(
      (name) => parameters.has(name),
    );
    // RFC 9700 section 4.6: a token in a URL is somebody else's.
    if (!CODE.test(code) || bringsTokens) throw invalidCallback();
    return parameters;
  }

  /** OpenID Connect Core section 3.1.3.7. Its signature is the TLS connection's that it came by (point 6 there). */
  async #checkIdToken(
    server: oauth.AuthorizationServer,
    body: unknown,
    nonce: string,
  ): Promise<void> {
    if (!this.#isOpenId) return;
    try {
      await oauth.processAuthorizationCodeResponse(
        server,
        this.#client,
        new Response(JSON.stringify(body), {
          headers: { 'Content-Type': 'application/json' },
        }),
        { expectedNonce: nonce, requireIdToken: true },
      );
    } catch (cause) {
      throw invalidCallback({ cause });
    }
  }

  #serverOf({
    issuer,
    namesIssuer,
    tokenEndpoint,
  }: Transaction): oauth.AuthorizationServer {
    return {
      issuer,
      ...(tokenEndpoint && { token_endpoint: tokenEndpoint }),
      authorization_response_iss_parameter_supported: namesIssuer === true,
    };
  }

  /** OpenID Connect Discovery section 4: the document must name the issuer that we asked. */
  async #discover(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(this.settings.issuer);
    try {
      const response = await oauth.discoveryRequest(
        issuer,
        requestOptions(this.world),
      );
      const server = await oauth.processDiscoveryResponse(issuer, response);
      requireSafeAddresses(server, issuer);
      return server;
    } catch (cause) {
      if (cause instanceof NetworkError) throw cause;
      throw new AuthError('provider-unavailable', 'No discovery document.', {
        cause: toAuthError(cause),
      });
    }
  }
}

/** The settings have seen the issuer's address, and not those that its document names: they must be as safe. */
function requireSafeAddresses(
  server: oauth.AuthorizationServer,
  issuer: URL,
): void {
  const addresses = [
    server.authorization_endpoint,
    server.token_endpoint,
    server.revocation_endpoint,
  ];
  for (const address of addresses) {
    if (address === undefined) continue;
    const { origin, protocol } = new URL(address);
    if (protocol !== 'https:' && origin !== issuer.origin) {
      throw misconfigured();
    }
  }
}

function refusedByProvider(error: string): AuthError {
  return error === 'access_denied'
    ? new AuthError('sign-in-cancelled', 'The user did not consent.')
    : new AuthError('provider-refused', 'The provider refused the request.');
}

function invalidCallback(options?: ErrorOptions): AuthError {
  return new AuthError(
    'callback-invalid',
    'The answer is not one to the question that was asked.',
    options,
  );
}

function misconfigured(): AuthError {
  return new AuthError(
    'provider-unavailable',
    'The provider does not say where it is.',
  );
}
