import OAuth2Server from '@node-oauth/oauth2-server';
import type { ErrorHandler, Handler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { REALM } from '../about.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { TooManyAttemptsError } from '../throttling/too-many-attempts.ts';
import { logFailure, retryAfterOf } from '../unavailable.ts';

const { InvalidClientError, InvalidRequestError, OAuthError, ServerError } =
  OAuth2Server;

const PAYLOAD_TOO_LARGE = 413;

/** The body of [RFC 6749 section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2). */
export interface OAuthErrorBody {
  error: string;
  error_description: string;
}

/** A request of a size that is not read to its end. */
export function formTooLarge() {
  return new InvalidRequestError('The form is too large.', {
    code: PAYLOAD_TOO_LARGE,
  });
}

/** Answers a method that an endpoint does not have. */
export function methodNotAllowed(allowed: string): Handler<ServerEnvironment> {
  return (context) => {
    context.header('allow', allowed);
    return context.json<OAuthErrorBody>(
      {
        error: 'invalid_request',
        error_description: `The method must be ${allowed}.`,
      },
      405,
    );
  };
}

/** Answers a path below `/oauth` or `/.well-known` where nothing is. */
export const noSuchEndpoint: Handler<ServerEnvironment> = (context) =>
  context.json<OAuthErrorBody>(
    {
      error: 'invalid_request',
      error_description: 'There is no such endpoint.',
    },
    404,
  );

/** Answers every error below `/oauth` and `/.well-known` in JSON, never with a stack. */
export function oauthErrorHandler({
  log,
}: Dependencies): ErrorHandler<ServerEnvironment> {
  return (thrown, context) => {
    // The library wraps what it does not know.
    const error = thrown instanceof ServerError ? causeOf(thrown) : thrown;

    if (error instanceof TooManyAttemptsError) {
      log.info('sign-in-throttled', { requestId: context.get('requestId') });
      context.header('retry-after', String(error.retryAfter));
      return answer(429, {
        error: 'too_many_requests',
        error_description: error.message,
      });
    }
    const retryAfter = retryAfterOf(error);
    if (retryAfter !== undefined) {
      logFailure(log, error, context);
      context.header('retry-after', String(retryAfter));
      return answer(503, {
        error: 'temporarily_unavailable',
        error_description: 'The server cannot answer just now.',
      });
    }
    if (!(error instanceof OAuthError) || error instanceof ServerError) {
      logFailure(log, error, context);
      return answer(500, {
        error: 'server_error',
        error_description: 'The server made a mistake.',
      });
    }
    // Only a client that tried the header is asked for it; a browser would otherwise show its own dialogue.
    const isBasicRefused =
      error instanceof InvalidClientError &&
      context.req.header('authorization') !== undefined;
    if (isBasicRefused) {
      context.header('www-authenticate', `Basic realm="${REALM}"`);
    }
    return answer((isBasicRefused ? 401 : error.code) as ContentfulStatusCode, {
      error: error.name,
      error_description: error.message,
    });

    function answer(status: ContentfulStatusCode, body: OAuthErrorBody) {
      return context.json(body, status);
    }
  };
}

function causeOf(error: Error): unknown {
  return 'inner' in error && error.inner instanceof Error ? error.inner : error;
}
