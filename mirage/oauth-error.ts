/** The codes of [RFC 6749 section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2). */
type StandardErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope';

/** Those of our own, for codes of identity providers. */
export type IdentityErrorCode =
  'account_exists' | 'email_required' | 'identity_provider_error';

/** Those of a server that is not well: none of them ends a session. */
type UnavailabilityErrorCode = 'temporarily_unavailable' | 'too_many_requests';

export type OAuthErrorCode =
  StandardErrorCode | IdentityErrorCode | UnavailabilityErrorCode;

/** A refusal by an endpoint below `/oauth`. */
export class OAuthError extends Error {
  override name = 'OAuthError';
  readonly code: OAuthErrorCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** How long the answer takes, in seconds. */
  readonly delay: number;

  constructor(
    code: OAuthErrorCode,
    description: string,
    details: {
      status?: number;
      headers?: Record<string, string>;
      delay?: number;
    } = {},
  ) {
    super(description);
    this.code = code;
    this.status = details.status ?? 400;
    this.headers = details.headers ?? {};
    this.delay = details.delay ?? 0;
  }
}

/** A method that an endpoint does not have. */
export function methodNotAllowed(allowed: string): OAuthError {
  return new OAuthError('invalid_request', `The method must be ${allowed}.`, {
    status: 405,
    headers: { Allow: allowed },
  });
}

/** A path below `/oauth` or `/.well-known` that is nothing. */
export function noSuchEndpoint(): OAuthError {
  return new OAuthError('invalid_request', 'There is no such endpoint.', {
    status: 404,
  });
}
