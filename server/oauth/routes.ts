import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import {
  formTooLarge,
  methodNotAllowed,
  noSuchEndpoint,
  oauthErrorHandler,
} from './answers.ts';
import { MAXIMUM_FORM_SIZE } from './form.ts';
import { metadataEndpoint } from './metadata.ts';
import { revocationEndpoint } from './revoke.ts';
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
  routes.use(
    bodyLimit({
      maxSize: MAXIMUM_FORM_SIZE,
      onError: () => {
        throw formTooLarge();
      },
    }),
  );
  routes.post('/token', tokenEndpoint(dependencies));
  routes.all('/token', methodNotAllowed('POST'));
  routes.post('/revoke', revocationEndpoint(dependencies));
  routes.all('/revoke', methodNotAllowed('POST'));
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
  routes.get('/oauth-authorization-server', metadataEndpoint(dependencies));
  routes.all('/oauth-authorization-server', methodNotAllowed('GET'));
  routes.all('*', noSuchEndpoint);
  return routes;
}
