/** What can go wrong below `/api`; a client decides by these names, never by the text. */
const TITLES = {
  'identity-provider-error': 'The identity provider failed',
  'identity-refused': 'The identity could not be proved',
  'identity-taken': 'The identity belongs to another account',
  'insufficient-scope': 'The access token does not reach this far',
  'invalid-body': 'The body of the request is not what is asked for',
  'invalid-parameter': 'A query parameter has a value that is not allowed',
  'invalid-token': 'The access token is not valid',
  'last-way-in': 'This is the last way to sign in',
  'malformed-credentials': 'The credentials are malformed',
  'method-not-allowed': 'The method is not allowed here',
  'missing-token': 'An access token is needed',
  'not-found': 'There is nothing here',
  'unknown-parameter': 'There is no such query parameter',
} as const;

export type ApiErrorCode = keyof typeof TITLES;

interface ApiErrorDetails {
  status: number;
  code: ApiErrorCode;
  detail: string;
  /** The query parameter that is to blame. */
  parameter?: string;
  headers?: Readonly<Record<string, string>>;
  /** How long the answer takes, in seconds. */
  delay?: number;
}

/** A refusal below `/api`, answered as a [JSON:API error](https://jsonapi.org/format/#error-objects). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly parameter: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly delay: number;

  constructor(details: ApiErrorDetails) {
    super(details.detail);
    this.status = details.status;
    this.code = details.code;
    this.parameter = details.parameter;
    this.headers = details.headers ?? {};
    this.delay = details.delay ?? 0;
  }

  get title(): string {
    return TITLES[this.code];
  }
}

export function invalidParameter(parameter: string, detail: string): ApiError {
  return new ApiError({
    status: 400,
    code: 'invalid-parameter',
    detail,
    parameter,
  });
}

export function notFound(): ApiError {
  return new ApiError({
    status: 404,
    code: 'not-found',
    detail: 'Check the address, or whether you may see what it names.',
  });
}

/** A method that a resource does not have. */
export function methodNotAllowed(allowed: string): ApiError {
  return new ApiError({
    status: 405,
    code: 'method-not-allowed',
    detail: `Use ${allowed}.`,
    headers: { Allow: allowed },
  });
}
