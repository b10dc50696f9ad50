import type { Context, ErrorHandler, Handler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import OAuth2Server from '@node-oauth/oauth2-server';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { logFailure, retryAfterOf } from '../unavailable.ts';
import type { Html } from './layout.ts';
import { messagePage } from './message.ts';
import { readStylesheet } from './stylesheet.ts';

const STYLESHEET = readStylesheet(new URL('./pages.css', import.meta.url));

/**
 * Answers with a page that loads nothing but its stylesheet, which brings the logo, and cannot be framed.
 * @param formTarget where a form of the page may end up, beside this server: browsers hold `form-action` against the
 *   redirect that answers a form, too
 */
export async function sendPage(
  context: Context<ServerEnvironment>,
  page: Html,
  { status = 200, formTarget }: PageOptions = {},
): Promise<Response> {
  const formAction = ["'self'", ...(formTarget ? [toSource(formTarget)] : [])];
  context.header(
    'content-security-policy',
    [
      "default-src 'none'",
      "style-src 'self'",
      'img-src data:',
      `form-action ${formAction.join(' ')}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  );
  return context.html(await page, status);
}

interface PageOptions {
  status?: ContentfulStatusCode;
  formTarget?: string;
}

/** Sends the browser on. 303, so that a browser that has just posted a password does not post it again (RFC 9700 section 4.12). */
export function sendOn(
  context: Context<ServerEnvironment>,
  address: string,
): Response {
  return context.redirect(address, 303);
}

/** `GET /oauth/pages.css`. */
export const stylesheet: Handler<ServerEnvironment> = (context) => {
  context.header('content-type', 'text/css; charset=utf-8');
  return context.body(STYLESHEET);
};

/** Errors below a page are pages too, without a stack. */
export function pageErrorHandler({
  log,
}: Dependencies): ErrorHandler<ServerEnvironment> {
  return (error, context) => {
    if (
      error instanceof OAuth2Server.OAuthError &&
      !(error instanceof OAuth2Server.ServerError)
    ) {
      return sendPage(
        context,
        messagePage({ title: 'That did not work', text: error.message }),
        { status: error.code as ContentfulStatusCode },
      );
    }
    logFailure(log, error, context);
    const retryAfter = retryAfterOf(error);
    const isUnavailable = retryAfter !== undefined;
    if (isUnavailable) context.header('retry-after', String(retryAfter));
    return sendPage(
      context,
      messagePage({
        title: 'Something went wrong',
        text: isUnavailable
          ? 'The server cannot answer just now. Try again in a moment.'
          : 'The server made a mistake. It is not your fault: try again in a moment.',
      }),
      { status: isUnavailable ? 503 : 500 },
    );
  };
}

/** A source of CSP cannot name an IPv6 address; its scheme has to do. */
function toSource(address: string): string {
  const { hostname, origin, protocol } = new URL(address);
  return hostname.startsWith('[') ? protocol : origin;
}
