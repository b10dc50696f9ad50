import type { Context, MiddlewareHandler } from 'hono';
import { REALM } from '../about.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { clearSessionCookie, hasSessionCookie } from '../gateway/cookie.ts';
import { currentSession } from '../gateway/current-session.ts';
import { namesUser, proxiedPrincipal } from '../gateway/proxied-user.ts';
import { isOfTheApp } from '../gateway/request-site.ts';
import type { ServerGateway } from '../gateway/settings.ts';
import type { Principal } from '../sessions/authenticate.ts';
import { refusingAsApi } from '../identities/refused.ts';
import { requireBearer } from './bearer.ts';
import { ApiError } from './errors.ts';

type ApiContext = Context<ServerEnvironment>;

/** The principal of a request that brings credentials of this kind; nothing for one that brings none. */
type ReadPrincipal = (context: ApiContext) => Promise<Principal | undefined>;

/** RFC 9110 section 9.2.1. */
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a request pass only from somebody who is signed in: by an access token, or, where there is a gateway, by its session.
 * An `Authorization` header decides alone, so that a cookie never stands in for a token that is not good.
 */
export function requireSignIn(
  dependencies: Dependencies,
): MiddlewareHandler<ServerEnvironment> {
  const bearer = requireBearer(dependencies);
  const readPrincipal = gatewayPrincipal(dependencies);
  if (!readPrincipal) return bearer;
  return async (context, next) => {
    if (context.req.header('authorization') !== undefined) {
      return bearer(context, next);
    }
    const principal = await readPrincipal(context);
    if (!principal) return bearer(context, next);
    context.set('principal', principal);
    await next();
  };
}

function gatewayPrincipal(
  dependencies: Dependencies,
): ReadPrincipal | undefined {
  const { gateway } = dependencies.settings;
  switch (gateway?.kind) {
    case undefined:
      return undefined;
    case 'server':
      return (context) => cookiePrincipal(context, dependencies, gateway);
    case 'proxy':
      return async (context) => {
        if (!namesUser(context, gateway)) return undefined;
        requireOfTheApp(context, dependencies);
        const principal = await refusingAsApi(() =>
          proxiedPrincipal(context, dependencies),
        );
        if (!principal) throw sessionOver();
        return principal;
      };
  }
}

async function cookiePrincipal(
  context: ApiContext,
  dependencies: Dependencies,
  gateway: ServerGateway,
): Promise<Principal | undefined> {
  const origin = dependencies.origin();
  if (!hasSessionCookie(context, origin)) return undefined;
  requireOfTheApp(context, dependencies);
  const session = await currentSession(context, dependencies, gateway);
  if (session) return session.principal;
  clearSessionCookie(context, origin);
  throw sessionOver();
}

/**
 * A browser sends a cookie along with whatever page's request: one that may change something has to come from a script of
 * the app ([OWASP ASVS 5.0, 3.5.1](https://github.com/OWASP/ASVS)).
 * @throws ApiError
 */
function requireOfTheApp(
  context: ApiContext,
  { origin, settings }: Dependencies,
): void {
  if (SAFE_METHODS.has(context.req.method)) return;
  const places = { origin: origin(), trusted: settings.corsOrigins };
  if (isOfTheApp(context, places)) return;
  throw new ApiError({
    status: 403,
    code: 'cross-site-request',
    detail:
      'With a session in a cookie, send X-Requested-With, from a page of the app.',
  });
}

/** There is no scheme of HTTP for cookies; the word is what others use. */
function sessionOver(): ApiError {
  return new ApiError({
    status: 401,
    code: 'session-over',
    detail: 'Sign in again.',
    headers: { 'www-authenticate': `Cookie realm="${REALM}"` },
  });
}
