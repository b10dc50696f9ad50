import { Hono } from 'hono';
import { limitBody } from '../http/limit-body.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { jwksEndpoint } from '../openid/jwks.ts';
import { userInfoRoutes } from '../openid/user-info.ts';
import { pageRoutes } from '../pages/routes.ts';
import {
  formTooLarge,
  methodNotAllowed,
  noSuchEndpoint,
  oauthErrorHandler,
} from './answers.ts';
import { MAXIMUM_FORM_SIZE } from './form.ts';
import { introspectionEndpoint } from './introspect.ts';
import { metadataEndpoint } from './metadata.ts';
import { revocationEndpoint } from './revoke.ts';
import { startIdentityProvider } from './start-identity-provider.ts';
import { tokenEndpoint } from './token.ts';

/** Everything below `/oauth`. */
export function oauthRoutes(
  dependencies: Dependencies,
): Hono<ServerEnvironment> {
  const routes = new Hono<ServerEnvironment>();
  routes.onError(oauthErrorHandler(dependencies));
  routes.use(async (context, next) => {
    await next();
    // RFC 6749 section 5.1; errors too.
    context.header('cache-control', 'no-store');
  });
  routes.use(limitBody(MAXIMUM_FORM_SIZE, formTooLarge));
  routes.post('/token', tokenEndpoint(dependencies));
  routes.all('/token', methodNotAllowed('POST'));
  routes.post('/revoke', revocationEndpoint(dependencies));
  routes.all('/revoke', methodNotAllowed('POST'));
  routes.post('/introspect', introspectionEndpoint(dependencies));
  routes.all('/introspect', methodNotAllowed('POST'));
  routes.get('/jwks', jwksEndpoint(dependencies));
  routes.all('/jwks', methodNotAllowed('GET'));
  routes.route('/userinfo', userInfoRoutes(dependencies));
  routes.route('/', pageRoutes(dependencies));
  routes.post('/identity-provider/start', startIdentityProvider(dependencies));
  routes.all('/identity-provider/start', methodNotAllowed('POST'));
  routes.all('*', noSuchEndpoint);
  return routes;
}

/** Everything below `/.well-known`. */
export function wellKnownRoutes(
  dependencies: Dependencies,
): Hono<ServerEnvironment> {
  const routes = new Hono<ServerEnvironment>();
  routes.onError(oauthErrorHandler(dependencies));
  routes.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-cache');
  });
  // Either name: OAuth's (RFC 8414 section 3) and OpenID Connect Discovery's.
  for (const name of ['oauth-authorization-server', 'openid-configuration']) {
    routes.get(`/${name}`, metadataEndpoint(dependencies));
    routes.all(`/${name}`, methodNotAllowed('GET'));
  }
  routes.all('*', noSuchEndpoint);
  return routes;
}
