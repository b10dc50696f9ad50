/** An identity provider whose users type a password into our own form (RFC 6749 section 4.3). */
export interface PasswordProvider {
  flow: 'password';
  /** The provider's name, as users know it. */
  label: string;
}

/** An identity provider behind a gateway, which keeps the session in a cookie. Where the gateway is, `GATEWAY_PREFIX` says. */
export interface GatewayProvider {
  flow: 'gateway';
  /** What users know it by; `GATEWAY_LABEL` takes its place. */
  label: string;
}

/** What the flow says itself; a provider that said it too would take a check out of force. */
type ReservedParameter =
  | 'client_id'
  | 'client_secret'
  | 'code_challenge'
  | 'code_challenge_method'
  | 'nonce'
  | 'redirect_uri'
  | 'request'
  | 'request_uri'
  | 'response_mode'
  | 'response_type'
  | 'scope'
  | 'state';

/** Further parameters of the authorization request, such as `prompt`. */
export type ExtraParameters = Readonly<Record<string, string>> & {
  readonly [Name in ReservedParameter]?: never;
};

/** An identity provider that the browser visits, and that sends it back with a code (RFC 6749 section 4.1). */
export interface AuthorizationCodeProvider {
  flow: 'authorization-code';
  /** The provider's name, as users know it; `<ID>_LABEL` takes its place. */
  label: string;
  /**
   * The one exact issuer whose answers count (RFC 9207, OpenID Connect Discovery section 4.3). Where it differs from one
   * installation to another it is left out here, and `<ID>_ISSUER` says it.
   */
  issuer?: string;
  /**
   * The page where users sign in. Left out where the issuer's discovery document says it, or `<ID>_AUTHORIZE_URL`. A setting's
   * name in braces stands for its value.
   */
  authorizationEndpoint?: string;
  scopes: readonly string[];
  /** Who redeems the code: our token server, or the browser as a public client with PKCE alone. */
  redemption: 'server' | 'browser';
  /** Whether its answers name their issuer (RFC 9207); `sometimes` unless it is said here. */
  sendsIssuer?: 'always' | 'never' | 'sometimes';
  /** Whether it checks a code challenge (RFC 7636): yes, unless it is said here. Without it our server binds the browser by a cookie. */
  pkce?: boolean;
  parameters?: ExtraParameters;
}

/** An identity provider whose question a torii provider words. All else is as above; our token server redeems the code. */
export interface ToriiProvider extends Omit<
  AuthorizationCodeProvider,
  'flow' | 'redemption'
> {
  flow: 'torii';
  issuer: string;
  /** Left out where the torii provider has an address of its own: then `<ID>_AUTHORIZE_URL` can't name another one. */
  authorizationEndpoint?: string;
  /** The torii provider: the name of its file in `app/torii-providers/`, or of its registration as `torii-provider:<name>`. */
  torii: string;
  /** Whether its id_token repeats the nonce (OpenID Connect Core section 3.1.2.1): yes, unless it is said here. */
  nonce?: boolean;
  /** torii's own settings of that provider, such as `tennantId`. */
  options?: Readonly<Record<string, string>>;
}

/** Who vouches for a user, as data. `flow` names the code that does the signing in: `app/authenticators/<flow>.ts`. */
export type IdentityProvider =
  | PasswordProvider
  | AuthorizationCodeProvider
  | ToriiProvider
  | GatewayProvider;

/** The ids of the flows. */
export type FlowId = IdentityProvider['flow'];
