import * as oauth from 'oauth4webapi';
import { readEmail, readNames, readSubject, type Claims } from './claims.ts';
import { secondsAfter } from '../clock.ts';
import { IdentityProviderError } from './errors.ts';
import { asProviderFailure, exchangeCode, requestOptions } from './exchange.ts';
import { renewTokens, toProviderTokens } from './tokens.ts';
import type {
  IdentityProvider,
  PresentedCode,
  ProviderConfiguration,
  Redemption,
  RedemptionTerms,
} from './types.ts';

/** Asymmetric ones only: with `none` anybody could sign, with `HS256` everybody who knows the secret. */
const SIGNATURE_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** OpenID Connect Discovery section 3: every issuer has it. */
const DEFAULT_ALGORITHMS = ['RS256'];

/** Seconds by which the provider's clock and ours may differ. */
const CLOCK_TOLERANCE = 60;
/** Seconds that a discovery document is kept. */
const DISCOVERY_LIFETIME = 60 * 60;

export interface OpenIdOptions {
  issuer: string;
  /** Whether the address counts as verified; without it, by the claim `email_verified`. */
  isEmailVerified?: (claims: Claims) => boolean;
  /** Without PKCE and nonce a code is bound to its browser by our own cookie; the standard has both. */
  hasPkce?: boolean;
  hasNonce?: boolean;
}

/** A provider of OpenID Connect: its issuer is all there is to know, the rest is discovered. */
export function openIdProvider(
  configuration: ProviderConfiguration,
  options: OpenIdOptions,
): IdentityProvider {
  const { issuer, isEmailVerified = saysEmailVerified } = options;
  const { hasNonce = true, hasPkce = true } = options;
  let known: { server: oauth.AuthorizationServer; until: Date } | undefined;

  async function discovered(
    terms: RedemptionTerms,
  ): Promise<oauth.AuthorizationServer> {
    if (!known || known.until <= terms.now) {
      known = {
        server: await discover(issuer, terms),
        until: secondsAfter(terms.now, DISCOVERY_LIFETIME),
      };
    }
    // Always the same object, because the library keeps the issuer's keys by it.
    return known.server;
  }

  return {
    id: configuration.id,
    issuer,
    hasPkce,
    hasNonce,
    async redeem(presented, terms): Promise<Redemption> {
      const server = await asProviderFailure(() => discovered(terms));
      const exchange = await asProviderFailure(() =>
        exchangeCode({ server, configuration }, presented, terms),
      );
      if (exchange.kind === 'refused') return exchange;

      const { claims, tokens } = await readAnswer(
        { server, configuration, response: exchange.response },
        presented,
        terms,
      );
      const email = readEmail(claims['email']);
      return {
        kind: 'proven',
        identity: {
          provider: configuration.id,
          issuer,
          subject: readSubject(claims['sub']),
          email,
          isEmailVerified: email !== undefined && isEmailVerified(claims),
          ...readNames(claims, email),
        },
        tokens: toProviderTokens(tokens, terms.now),
      };
    },
    renew: (refreshToken, terms) =>
      asProviderFailure(async () =>
        renewTokens(
          { server: await discovered(terms), configuration },
          refreshToken,
          terms,
        ),
      ),
    async authorizationEndpoint(terms) {
      const server = await asProviderFailure(() => discovered(terms));
      return {
        address: server.authorization_endpoint,
        sendsIssuer:
          server.authorization_response_iss_parameter_supported === true,
      };
    },
  };
}

/** Whether the issuer says so; the text `"true"` is not a yes. */
export function saysEmailVerified(claims: Claims): boolean {
  return claims['email_verified'] === true;
}

/** [OpenID Connect Discovery section 4](https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig). */
async function discover(
  issuer: string,
  terms: RedemptionTerms,
): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  const server = await oauth.processDiscoveryResponse(
    url,
    await oauth.discoveryRequest(url, requestOptions(terms)),
  );
  // The library compares them as URLs; a slash more is another issuer (RFC 8414 section 3.3).
  if (server.issuer !== issuer) throw new IdentityProviderError('bad-answer');
  const offered =
    server.id_token_signing_alg_values_supported ?? DEFAULT_ALGORITHMS;
  return {
    ...server,
    id_token_signing_alg_values_supported: offered.filter((algorithm) =>
      SIGNATURE_ALGORITHMS.includes(algorithm),
    ),
  };
}

/**
 * The verified claims of the id_token ([OpenID Connect Core section 3.1.3.7](https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation)),
 * and those of the user endpoint where the id_token has no address; and the tokens that came with it.
 */
async function readAnswer(
  answer: {
    server: oauth.AuthorizationServer;
    configuration: ProviderConfiguration;
    response: Response;
  },
  { nonce }: PresentedCode,
  terms: RedemptionTerms,
): Promise<{ claims: Claims; tokens: oauth.TokenEndpointResponse }> {
  const { configuration, response, server } = answer;
  const client: oauth.Client = {
    client_id: configuration.clientId,
    [oauth.clockSkew]: Math.round((terms.now.getTime() - Date.now()) / 1000),
    [oauth.clockTolerance]: CLOCK_TOLERANCE,
  };
  return asProviderFailure(async () => {
    const tokens = await oauth.processAuthorizationCodeResponse(
      server,
      client,
      response,
      { expectedNonce: nonce ?? oauth.expectNoNonce, requireIdToken: true },
    );
    await oauth.validateApplicationLevelSignature(
      server,
      response,
      requestOptions(terms),
    );
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (!claims) throw new IdentityProviderError('id-token-refused');
    refuseTokenOfTheFuture(claims, terms.now);
    if (claims['email'] !== undefined || !server.userinfo_endpoint) {
      return { claims, tokens };
    }
    const user = await oauth.processUserInfoResponse(
      server,
      client,
      claims.sub,
      await oauth.userInfoRequest(
        server,
        client,
        tokens.access_token,
        requestOptions(terms),
      ),
    );
    return { claims: { ...user, ...claims }, tokens };
  }, 'id-token-refused');
}

/** The library reads `exp`, but of `iat` only that it is there. */
function refuseTokenOfTheFuture({ iat }: oauth.IDToken, now: Date): void {
  if (iat * 1000 > secondsAfter(now, CLOCK_TOLERANCE).getTime()) {
    throw new IdentityProviderError('id-token-refused');
  }
}
