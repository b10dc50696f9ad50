import type { ProviderFetch } from './fetch.ts';

/** What the settings say of one provider: by its id in capitals, `GITLAB_CLIENT_ID`, `GITLAB_TOKEN_URL`, ... */
export interface ProviderConfiguration {
  id: string;
  clientId: string;
  clientSecret: string | undefined;
  /** These take the place of the provider's own addresses. */
  issuer: string | undefined;
  tokenUrl: string | undefined;
  userUrl: string | undefined;
  /** For the gateway, which sends the browser there itself: in place of what the app's file on the provider says. */
  authorizeUrl: string | undefined;
  label: string | undefined;
  scope: string | undefined;
  prompt: string | undefined;
  /** The version of Facebook's Graph API, e.g. `v26.0`. */
  graphVersion: string;
}

/** Who somebody is, in the words of a provider, after everything was checked that can be. */
export interface ProvenIdentity {
  provider: string;
  issuer: string;
  /** With the issuer, the key: never the address, never a name. At most 255 characters. */
  subject: string;
  email: string | undefined;
  /** Whether the provider is one to say that this address is this user's, and says so. */
  isEmailVerified: boolean;
  firstName: string;
  lastName: string;
}

/** What the browser brought back, and what it kept for the exchange. */
export interface PresentedCode {
  code: string;
  redirectUri: string;
  /** Absent only for a provider without PKCE. */
  codeVerifier: string | undefined;
  /** Absent only for a provider without id_token. */
  nonce: string | undefined;
}

/** What a provider gave beside the identity. Only the gateway keeps it, sealed; it leaves the server for nobody else. */
export interface ProviderTokens {
  accessToken: string;
  /** Absent where the provider gives none: then there is nothing to renew. */
  refreshToken: string | undefined;
  /** When the access token runs out, where the provider says so. */
  expiresAt: Date | undefined;
}

/** The world of one redemption: the requests share one deadline. */
export interface RedemptionTerms {
  fetch: ProviderFetch;
  now: Date;
}

/** A refusal is the provider's word on the code; everything else that goes wrong is thrown. */
export type Redemption =
  | { kind: 'proven'; identity: ProvenIdentity; tokens: ProviderTokens }
  | { kind: 'refused' };

/** A refusal is the provider's word on the refresh token. */
export type Renewal =
  { kind: 'renewed'; tokens: ProviderTokens } | { kind: 'refused' };

/** Where a browser is sent to sign in, as far as the provider says it itself. */
export interface AuthorizationEndpoint {
  /** Nothing where it has no discovery document. */
  address: string | undefined;
  /** Whether it names itself in every answer, so that one without a name is not its own (RFC 9207 section 2.4). */
  sendsIssuer: boolean;
}

/** One way to have a code redeemed. */
export interface IdentityProvider {
  id: string;
  /** Exact. Identities are kept under it, and a callback that names another one is refused (RFC 9207). */
  issuer: string;
  /** Without it, the browser that began is told by a cookie of `POST /oauth/identity-provider/start`. */
  hasPkce: boolean;
  /** Whether it answers with an id_token, which repeats the nonce. */
  hasNonce: boolean;
  /**
   * Redeems a code with our secret, and verifies who it stands for. One attempt: a code is good once.
   * @throws IdentityProviderError
   */
  redeem(presented: PresentedCode, terms: RedemptionTerms): Promise<Redemption>;
  /**
   * Exchanges a refresh token for new tokens.
   * @throws IdentityProviderError where nothing was decided
   */
  renew(refreshToken: string, terms: RedemptionTerms): Promise<Renewal>;
  /** @throws IdentityProviderError */
  authorizationEndpoint(terms: RedemptionTerms): Promise<AuthorizationEndpoint>;
}

/** Makes a provider of its settings; nothing where a setting is missing that it cannot do without. */
export type ProviderFactory = (
  configuration: ProviderConfiguration,
) => IdentityProvider | undefined;

/** The providers that are on, by id. */
export type IdentityProviders = ReadonlyMap<string, IdentityProvider>;
