/**
 * What can go wrong with a session, in three families: the network did not carry the question or the answer, the
 * server said no, or the answer made no sense. A screen maps `code` to a sentence (`app/translations/`).
 */
export const AUTH_ERROR_CODES = [
  // the network
  'offline',
  'unreachable',
  'timeout',
  // the server said no
  'invalid-credentials',
  'refused',
  'rate-limited',
  'forbidden',
  'not-found',
  'sign-in-cancelled',
  'provider-refused',
  'code-refused',
  'account-exists',
  'email-required',
  'identity-taken',
  'last-way-in',
  // the answer made no sense, or there was none
  'server-error',
  'bad-answer',
  'provider-unavailable',
  'provider-silent',
  'callback-unknown',
  'callback-invalid',
  // ours
  'foreign-url',
  'session-ended',
  'session-changed',
  'cancelled',
] as const;

/** Which of them it is. */
export type AuthErrorCode = (typeof AUTH_ERROR_CODES)[number];

interface AuthErrorOptions extends ErrorOptions {
  /** How long the server asks us to wait, in milliseconds. */
  retryAfter?: number;
}

/** The root of all errors of `app/auth`. Never carries a token, a password or a text of the server. */
export class AuthError extends Error {
  override name = 'AuthError';
  readonly retryAfter: number | undefined;
  /** Where the user wanted to go, in an attempt to sign in that failed. */
  returnTo: string | undefined;

  constructor(
    readonly code: AuthErrorCode,
    message: string,
    { retryAfter, ...options }: AuthErrorOptions = {},
  ) {
    super(message, options);
    this.retryAfter = retryAfter;
  }
}

/** The question or its answer was lost on the way. Says nothing about the session: it is kept. */
export class NetworkError extends AuthError {
  override name = 'NetworkError';

  /** What a rejected `fetch` means. */
  static from(cause: unknown, isOnline: boolean): NetworkError {
    if (cause instanceof NetworkError) return cause;
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      return new NetworkError('timeout', 'The server took too long.', {
        cause,
      });
    }
    return isOnline
      ? new NetworkError('unreachable', 'The server cannot be reached.', {
          cause,
        })
      : new NetworkError('offline', 'There is no connection.', { cause });
  }
}

/** The errors by which a token server may end a session (RFC 6749 section 5.2). All others leave it as it is. */
const ENDING_ERRORS = new Set([
  'invalid_grant',
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'unsupported_grant_type',
  'invalid_request',
]);

/** The token server answered, and not with tokens. */
export class TokenEndpointError extends AuthError {
  override name = 'TokenEndpointError';

  constructor(
    code: AuthErrorCode,
    message: string,
    /** The `error` of the body, when it was one of RFC 6749 section 5.2. */
    readonly error?: string,
    options: AuthErrorOptions = {},
  ) {
    super(code, message, options);
  }

  /** Whether this is the token server's word that the session is over. */
  get endsSession(): boolean {
    return this.error !== undefined && ENDING_ERRORS.has(this.error);
  }
}

/** The session is over: the request can't be made again. */
export class SessionEndedError extends AuthError {
  override name = 'SessionEndedError';

  constructor(options?: ErrorOptions) {
    super('session-ended', 'The session has ended.', options);
  }
}

/** The answer belongs to somebody who is not signed in any more. Nobody may see it. */
export class SessionChangedError extends AuthError {
  override name = 'SessionChangedError';

  constructor() {
    super('session-changed', 'Someone else is signed in now.');
  }
}

/** The address is not one of the API's: a bearer token must not go there, so the request is not made. */
export class ForeignUrlError extends AuthError {
  override name = 'ForeignUrlError';

  constructor(readonly url: string) {
    super(
      'foreign-url',
      `Not an address of the API (API_HOST, API_PORT, API_NAMESPACE): ${url}`,
    );
  }
}

/** Any error as one of ours: whoever shows it finds a `code`. EmberData's cache hands out copies that only have that. */
export function toAuthError(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  const code = AUTH_ERROR_CODES.find((known) => known === codeOf(error));
  return new AuthError(
    code ?? 'bad-answer',
    'Something unexpected went wrong.',
    { cause: error },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
