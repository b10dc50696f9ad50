import { Hono } from 'hono';
import { requireBearer, requireScope } from '../api/bearer.ts';
import { apiErrorHandler, methodNotAllowed } from '../api/errors.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { userClaims } from './claims.ts';

/**
 * `GET` and `POST /oauth/userinfo`
 * ([OpenID Connect Core section 5.3](https://openid.net/specs/openid-connect-core-1_0.html#UserInfo)). The token comes in
 * the header, and refusals are those of the API.
 */
export function userInfoRoutes(
  dependencies: Dependencies,
): Hono<ServerEnvironment> {
  const routes = new Hono<ServerEnvironment>();
  routes.onError(apiErrorHandler(dependencies));
  routes.on(
    ['GET', 'POST'],
    '/',
    requireBearer(dependencies),
    requireScope('openid'),
    (context) => {
      const { scope, user } = context.get('principal');
      return context.json(userClaims(user, scope));
    },
  );
  routes.all('/', methodNotAllowed('GET, POST'));
  return routes;
}
