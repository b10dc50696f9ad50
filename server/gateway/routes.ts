import { Hono } from 'hono';
import { limitBody } from '../http/limit-body.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import {
  formTooLarge,
  methodNotAllowed,
  noSuchEndpoint,
} from '../oauth/answers.ts';
import { MAXIMUM_FORM_SIZE } from '../oauth/form.ts';
import { gatewayErrorHandler } from './answers.ts';
import { authEndpoint, userInfoEndpoint } from './auth.ts';
import { callbackEndpoint } from './callback.ts';
import type { ServerGateway } from './settings.ts';
import { signInEndpoint } from './sign-in.ts';
import { postedSignOutEndpoint, signOutEndpoint } from './sign-out.ts';
import { startEndpoint } from './start.ts';

/** Everything below the gateway's prefix, at the addresses of oauth2-proxy. */
export function gatewayRoutes(
  dependencies: Dependencies,
  gateway: ServerGateway,
): Hono<ServerEnvironment> {
  const routes = new Hono<ServerEnvironment>();
  routes.onError(gatewayErrorHandler(dependencies));
  routes.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  routes.use(limitBody(MAXIMUM_FORM_SIZE, formTooLarge));
  const pages = {
    '/sign_in': signInEndpoint(dependencies, gateway),
    '/start': startEndpoint(dependencies, gateway),
    '/callback': callbackEndpoint(dependencies, gateway),
    '/auth': authEndpoint(dependencies, gateway),
    '/userinfo': userInfoEndpoint(dependencies, gateway),
  };
  for (const [path, handler] of Object.entries(pages)) {
    routes.get(path, handler);
    routes.all(path, methodNotAllowed('GET'));
  }
  routes.get('/sign_out', signOutEndpoint(dependencies, gateway));
  routes.post('/sign_out', postedSignOutEndpoint(dependencies, gateway));
  routes.all('/sign_out', methodNotAllowed('GET, POST'));
  routes.all('*', noSuchEndpoint);
  return routes;
}
