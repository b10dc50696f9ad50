import type { MiddlewareHandler } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';

const ALLOWED_METHODS = 'GET, HEAD, POST, PATCH, DELETE';
const ALLOWED_HEADERS = 'Authorization, Content-Type, If-Match, If-None-Match';
/** Beside them, where a cookie counts: what no form can send. */
const ALLOWED_HEADERS_WITH_COOKIES = `${ALLOWED_HEADERS}, X-Requested-With`;
const EXPOSED_HEADERS = 'Retry-After, WWW-Authenticate, Date, ETag';
const PREFLIGHT_LIFETIME = '600';

/**
 * Lets apps of exactly these origins read the answers. No wildcard; and no credentials, unless there is a gateway: the bearer
 * token travels in a header of the app's own making.
 * @param hasCookies whether the session may be in a cookie
 */
export function cors(
  origins: readonly string[],
  { hasCookies = false }: { hasCookies?: boolean } = {},
): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    const origin = context.req.header('origin');
    const isAllowed = origin !== undefined && origins.includes(origin);
    const isPreflight =
      context.req.method === 'OPTIONS' &&
      context.req.header('access-control-request-method') !== undefined;

    if (isPreflight) {
      context.res = new Response(null, { status: 204 });
    } else {
      await next();
    }
    // An answer that depends on the origin must not be kept for another one.
    if (origins.length > 0) context.header('vary', 'Origin', { append: true });
    if (!isAllowed) return;

    context.header('access-control-allow-origin', origin);
    if (hasCookies) context.header('access-control-allow-credentials', 'true');
    if (isPreflight) {
      context.header('access-control-allow-methods', ALLOWED_METHODS);
      context.header(
        'access-control-allow-headers',
        hasCookies ? ALLOWED_HEADERS_WITH_COOKIES : ALLOWED_HEADERS,
      );
      context.header('access-control-max-age', PREFLIGHT_LIFETIME);
    } else {
      context.header('access-control-expose-headers', EXPOSED_HEADERS);
    }
  };
}
