import { Hono } from 'hono';
import { apiRoutes } from './api/routes.ts';
import { serveApp } from './app-files/serve.ts';
import type { Dependencies, ServerEnvironment } from './dependencies.ts';
import { gatewayRoutes } from './gateway/routes.ts';
import { healthRoutes } from './health/routes.ts';
import { cors } from './http/cors.ts';
import { requestLog } from './http/request-log.ts';
import { isHttpsOnly, securityHeaders } from './http/security-headers.ts';
import { oauthRoutes, wellKnownRoutes } from './oauth/routes.ts';
import type { GatewaySettings } from './gateway/settings.ts';
import { logFailure } from './unavailable.ts';

const API_PATH = '/api/*';

/** What other origins may call, when `CORS_ORIGINS` names them. A page that asks for consent must never be among them. */
const CORS_PATHS = [
  API_PATH,
  '/oauth/token',
  '/oauth/revoke',
  '/oauth/userinfo',
  '/oauth/jwks',
  '/.well-known/*',
] as const;

/** The whole server as one function from request to response. It keeps no state of its own. */
export function createServerApp(
  dependencies: Dependencies,
): Hono<ServerEnvironment> {
  const { appFiles, log, settings } = dependencies;
  const { corsOrigins, gateway } = settings;
  const app = new Hono<ServerEnvironment>();

  app.use(requestLog(log, settings.trustedProxies > 0));
  app.use(securityHeaders(isHttpsOnly(settings)));
  const withCookies = gateway ? cookiePaths(gateway) : [];
  for (const path of withCookies) {
    app.use(path, cors(corsOrigins, { hasCookies: true }));
  }
  for (const path of CORS_PATHS) {
    if (!withCookies.includes(path)) app.use(path, cors(corsOrigins));
  }

  app.route('/', healthRoutes(dependencies));
  app.route('/oauth', oauthRoutes(dependencies));
  app.route('/.well-known', wellKnownRoutes(dependencies));
  app.route('/api', apiRoutes(dependencies));
  if (gateway?.kind === 'server') {
    app.route(gateway.prefix, gatewayRoutes(dependencies, gateway));
  }
  app.all('*', serveApp(appFiles));

  app.onError((error, context) => {
    logFailure(log, error, context);
    return context.text('The server made a mistake.\n', 500);
  });
  return app;
}

/** What apps of other origins may call with the cookie of a session. */
function cookiePaths(gateway: GatewaySettings): readonly string[] {
  return gateway.kind === 'server'
    ? [API_PATH, `${gateway.prefix}/userinfo`]
    : [API_PATH];
}
