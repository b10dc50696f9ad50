import type { Context, ErrorHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { pageErrorHandler } from '../pages/answers.ts';
import { logFailure, retryAfterOf } from '../unavailable.ts';

type GatewayContext = Context<ServerEnvironment>;

/** What is said to scripts. */
const ERRORS = {
  'not-signed-in': [401, 'Sign in first.'],
  'cross-site-request': [403, 'Only a page of the app may ask for this.'],
  unavailable: [503, 'The server cannot answer just now.'],
  unexpected: [500, 'The server made a mistake.'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

/** A script says that it wants JSON: a redirect or a page would be of no use to it. */
export function isScript(context: GatewayContext): boolean {
  return (context.req.header('accept') ?? '').includes('application/json');
}

export function sendJsonError(
  context: GatewayContext,
  error: keyof typeof ERRORS,
): Response {
  const [status, message] = ERRORS[error];
  return context.json({ error, message }, status);
}

/**
 * Sends the browser to a page of the app: always to our own origin, written out, so that nothing that a client says about
 * the host has a part in it.
 */
export function sendToApp(
  context: GatewayContext,
  { origin }: Pick<Dependencies, 'origin'>,
  returnTo: string,
): Response {
  // After a form, the next request is to be a GET (RFC 9110 section 15.4.4).
  const status = context.req.method === 'POST' ? 303 : 302;
  return context.redirect(origin() + returnTo, status);
}

/** The address of a page of the gateway, with where to go afterwards. */
export function addressOf(
  prefix: string,
  page: 'sign_in' | 'sign_out' | 'start',
  returnTo: string,
): string {
  return `${prefix}/${page}?${new URLSearchParams({ rd: returnTo }).toString()}`;
}

/** Errors are told in the words of whoever asks. */
export function gatewayErrorHandler(
  dependencies: Dependencies,
): ErrorHandler<ServerEnvironment> {
  const sendErrorPage = pageErrorHandler(dependencies);
  return (error, context) => {
    if (!isScript(context)) return sendErrorPage(error, context);
    logFailure(dependencies.log, error, context);
    const retryAfter = retryAfterOf(error);
    if (retryAfter === undefined) return sendJsonError(context, 'unexpected');
    context.header('retry-after', String(retryAfter));
    return sendJsonError(context, 'unavailable');
  };
}
