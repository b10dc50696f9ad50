import type { ErrorHandler, Handler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { TooManyAttemptsError } from '../throttling/too-many-attempts.ts';
import { logFailure, retryAfterOf } from '../unavailable.ts';
import { jsonApi } from './json-api.ts';

/** Stable names for what can go wrong; a client decides by these, never by the text. */
export type ApiErrorCode =
  | 'attribute-blank'
  | 'attribute-malformed'
  | 'attribute-missing'
  | 'attribute-read-only'
  | 'attribute-too-long'
  | 'client-generated-id'
  | 'cross-site-request'
  | 'database-unavailable'
  | 'first-party-only'
  | 'fresh-sign-in-needed'
  | 'identity-provider-error'
  | 'identity-refused'
  | 'identity-taken'
  | 'insufficient-scope'
  | 'invalid-body'
  | 'invalid-parameter'
  | 'invalid-token'
  | 'last-way-in'
  | 'malformed-credentials'
  | 'method-not-allowed'
  | 'missing-token'
  | 'not-acceptable'
  | 'not-found'
  | 'not-yours'
  | 'password-wrong'
  | 'precondition-failed'
  | 'resource-mismatch'
  | 'session-over'
  | 'too-busy'
  | 'too-large'
  | 'too-many-attempts'
  | 'unexpected'
  | 'unknown-parameter'
  | 'unsupported-media-type';

const TITLES: Record<ApiErrorCode, string> = {
  'attribute-blank': 'A value is needed',
  'attribute-malformed': 'The value cannot be understood',
  'attribute-missing': 'A value is missing',
  'attribute-read-only': 'This cannot be changed',
  'attribute-too-long': 'The value is too long',
  'client-generated-id': 'The server chooses the id',
  'cross-site-request': 'The request may not come from the app',
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
  'session-over': 'The session is over',
  'too-busy': 'The server has too much to do just now',
  'too-large': 'The request is too large',
  'too-many-attempts': 'There were too many attempts',
  unexpected: 'The server made a mistake',
  'unknown-parameter': 'There is no such query parameter',
  'unsupported-media-type': 'The media type is not the one of JSON:API',
};

/** One of the things that are wrong with a request. */
export interface ApiProblem {
  code: ApiErrorCode;
  detail: string;
  /** The query parameter that is to blame. */
  parameter?: string;
  /** The place in the document that is to blame ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)). */
  pointer?: string;
}

export interface ApiErrorDetails extends ApiProblem {
  status: ContentfulStatusCode;
  /** What else is wrong. */
  others?: readonly ApiProblem[];
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** An answer that is not a success, as [JSON:API](https://jsonapi.org/format/#error-objects) words it. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: ContentfulStatusCode;
  readonly code: ApiErrorCode;
  readonly problems: readonly ApiProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor({
    status,
    headers = {},
    cause,
    others = [],
    ...problem
  }: ApiErrorDetails) {
    super(problem.detail, { cause });
    this.status = status;
    this.code = problem.code;
    this.problems = [problem, ...others];
    this.headers = headers;
  }
}

export function notFound(): ApiError {
  return new ApiError({
    status: 404,
    code: 'not-found',
    detail: 'Check the address, or whether you may see what it names.',
  });
}

export function tooLarge(): ApiError {
  return new ApiError({
    status: 413,
    code: 'too-large',
    detail: 'Send less at once.',
  });
}

export function invalidParameter(parameter: string, detail: string): ApiError {
  return new ApiError({
    status: 400,
    code: 'invalid-parameter',
    detail,
    parameter,
  });
}

/** Answers a method that a resource does not have ([RFC 9110 section 15.5.6](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6)). */
export function methodNotAllowed(allow: string): Handler<ServerEnvironment> {
  return () => {
    throw new ApiError({
      status: 405,
      code: 'method-not-allowed',
      detail: `Use ${allow}.`,
      headers: { allow },
    });
  };
}

/** Answers every error below `/api`; what was not foreseen is logged, and answered without a word of it. */
export function apiErrorHandler({
  log,
}: Dependencies): ErrorHandler<ServerEnvironment> {
  return (thrown, context) => {
    const id = context.get('requestId');
    const error = thrown instanceof ApiError ? thrown : unforeseen(thrown);
    const isFailure = error !== thrown && error.status >= 500;
    if (isFailure) logFailure(log, thrown, context);

    for (const [name, value] of Object.entries(error.headers)) {
      context.header(name, value);
    }
    const { problems, status } = error;
    return jsonApi(
      context,
      {
        errors: problems.map(({ code, detail, ...source }) => ({
          id,
          status: String(status),
          code,
          title: TITLES[code],
          detail,
          ...(Object.keys(source).length > 0 && { source }),
        })),
      },
      status,
    );
  };
}

/** What is no `ApiError`: the reasons to wait, and mistakes of ours. */
function unforeseen(cause: unknown): ApiError {
  if (cause instanceof TooManyAttemptsError) {
    return waiting(cause, {
      status: 429,
      code: 'too-many-attempts',
      detail: 'Wait before the next one.',
      seconds: cause.retryAfter,
    });
  }
  const seconds = retryAfterOf(cause);
  if (seconds !== undefined) {
    return waiting(cause, {
      status: 503,
      code: isDatabaseUnavailable(cause) ? 'database-unavailable' : 'too-busy',
      detail: 'Try again in a moment.',
      seconds,
    });
  }
  return new ApiError({
    status: 500,
    code: 'unexpected',
    detail: 'It was written down under this id.',
    cause,
  });
}

/** [RFC 9110 section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3). */
function waiting(
  cause: unknown,
  { seconds, ...details }: ApiErrorDetails & { seconds: number },
): ApiError {
  const headers = { 'retry-after': String(seconds) };
  return new ApiError({ ...details, headers, cause });
}
