import { Hono } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { methodNotAllowed } from '../oauth/answers.ts';
import { consentEndpoint } from '../oauth/authorize/consent.ts';
import {
  authorizationEndpoint,
  postedAuthorizationEndpoint,
} from '../oauth/authorize/endpoint.ts';
import { signInEndpoint } from '../oauth/authorize/sign-in.ts';
import { pageErrorHandler, stylesheet } from './answers.ts';
import {
  endSessionEndpoint,
  postedEndSessionEndpoint,
  signOutEndpoint,
} from '../openid/end-session.ts';

/** What a person sees of this server, below `/oauth`: pages, and the forms on them. Their errors are pages as well. */
export function pageRoutes(
  dependencies: Dependencies,
): Hono<ServerEnvironment> {
  const routes = new Hono<ServerEnvironment>();
  routes.onError(pageErrorHandler(dependencies));

  routes.get('/authorize', authorizationEndpoint(dependencies));
  routes.post('/authorize', postedAuthorizationEndpoint(dependencies));
  routes.all('/authorize', methodNotAllowed('GET, POST'));
  routes.post('/sign-in', signInEndpoint(dependencies));
  routes.all('/sign-in', methodNotAllowed('POST'));
  routes.post('/consent', consentEndpoint(dependencies));
  routes.all('/consent', methodNotAllowed('POST'));

  routes.get('/end_session', endSessionEndpoint(dependencies));
  routes.post('/end_session', postedEndSessionEndpoint);
  routes.all('/end_session', methodNotAllowed('GET, POST'));
  routes.post('/sign-out', signOutEndpoint(dependencies));
  routes.all('/sign-out', methodNotAllowed('POST'));

  routes.get('/pages.css', stylesheet);
  routes.all('/pages.css', methodNotAllowed('GET'));
  return routes;
}
