/** What can go wrong below `/api`; a client decides by these names, never by the text. */
const TITLES = {
  'insufficient-scope': 'The access token does not reach this far',
  'invalid-parameter': 'A query parameter has a value that is not allowed',
  'invalid-token': 'The access token is not valid',
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
}

/** A refusal below `/api`, answered as a [JSON:API error](https://jsonapi.org/format/#error-objects). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly parameter: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor({ status, code, detail, parameter, headers }: ApiErrorDetails) {
    super(detail);
    this.status = status;
    this.code = code;
    this.parameter = parameter;
    this.headers = headers ?? {};
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
