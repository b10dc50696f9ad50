/** What can go wrong below `/api`; a client decides by these names, never by the text. */
const TITLES = {
  'attribute-blank': 'A value is needed',
  'attribute-malformed': 'The value cannot be understood',
  'attribute-missing': 'A value is missing',
  'attribute-read-only': 'This cannot be changed',
  'attribute-too-long': 'The value is too long',
  'client-generated-id': 'The server chooses the id',
  'cross-site-request': 'The request may come from another site',
  'database-unavailable': 'The server cannot answer just now',
  'first-party-only': 'This is for the app of this server only',
  'fresh-sign-in-needed': 'Sign in again first',
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
  'not-acceptable': 'Nothing can be answered in this media type',
  'not-found': 'There is nothing here',
  'not-yours': 'This belongs to somebody else',
  'password-wrong': 'The password is wrong',
  'precondition-failed': 'It has been changed meanwhile',
  'resource-mismatch': 'The document is about another resource',
  'unknown-parameter': 'There is no such query parameter',
  'unsupported-media-type': 'The media type is not the one of JSON:API',
} as const;

export type ApiErrorCode = keyof typeof TITLES;

/** One of the things that are wrong with a request. */
export interface ApiProblem {
  code: ApiErrorCode;
  detail: string;
  /** The query parameter that is to blame. */
  parameter?: string;
  /** The place in the document that is to blame ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)). */
  pointer?: string;
}

interface ApiErrorDetails extends ApiProblem {
  status: number;
  /** What else is wrong. */
  others?: readonly ApiProblem[];
  headers?: Readonly<Record<string, string>>;
  /** How long the answer takes, in seconds. */
  delay?: number;
}

/** A refusal below `/api`, answered as a [JSON:API error](https://jsonapi.org/format/#error-objects). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly problems: readonly ApiProblem[];
  readonly headers: Readonly<Record<string, string>>;
  readonly delay: number;

  constructor({
    status,
    headers = {},
    delay = 0,
    others = [],
    ...problem
  }: ApiErrorDetails) {
    super(problem.detail);
    this.status = status;
    this.code = problem.code;
    this.problems = [problem, ...others];
    this.headers = headers;
    this.delay = delay;
  }

  /** [JSON:API error objects](https://jsonapi.org/format/#error-objects). */
  get errors(): object[] {
    const id = crypto.randomUUID();
    return this.problems.map(({ code, detail, ...source }) => ({
      id,
      status: String(this.status),
      code,
      title: TITLES[code],
      detail,
      ...(Object.keys(source).length > 0 && { source }),
    }));
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
