import { Hono } from 'hono';
import { apiRoutes } from './api/routes.ts';
import { serveApp } from './app-files/serve.ts';
import type { Dependencies, ServerEnvironment } from './dependencies.ts';
import { healthRoutes } from './health/routes.ts';
import { cors } from './http/cors.ts';
import { requestLog } from './http/request-log.ts';
import { isHttpsOnly, securityHeaders } from './http/security-headers.ts';
import { oauthRoutes, wellKnownRoutes } from './oauth/routes.ts';
import { logFailure } from './unavailable.ts';

/** What other origins may call, when `CORS_ORIGINS` names them. A page that asks for consent must never be among them. */
const CORS_PATHS = [
  '/api/*',
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
  const app = new Hono<ServerEnvironment>();

  app.use(requestLog(log, settings.trustedProxies > 0));
  app.use(securityHeaders(isHttpsOnly(settings)));
  for (const path of CORS_PATHS) app.use(path, cors(settings.corsOrigins));

  app.route('/', healthRoutes(dependencies));
  app.route('/oauth', oauthRoutes(dependencies));
  app.route('/.well-known', wellKnownRoutes(dependencies));
  app.route('/api', apiRoutes(dependencies));
  app.all('*', serveApp(appFiles));

  app.onError((error, context) => {
    logFailure(log, error, context);
    return context.text('The server made a mistake.\n', 500);
  });
  return app;
}
