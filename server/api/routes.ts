import { Hono } from 'hono';
import { limitBody } from '../http/limit-body.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { getDescription, getDocs } from '../openapi/routes.ts';
import { negotiate } from './accept.ts';
import { requireScope } from './bearer.ts';
import { requireSignIn } from './sign-in.ts';
import {
  apiErrorHandler,
  methodNotAllowed,
  notFound,
  tooLarge,
} from './errors.ts';
import {
  deleteIdentity,
  getIdentities,
  getIdentity,
  postIdentity,
} from './identities.ts';
import { getMe } from './me.ts';
import { getPassword, patchPassword } from './password.ts';
import { getRequestHeaders } from './request-headers.ts';
import {
  deleteSession,
  deleteSessions,
  getSession,
  getSessions,
} from './sessions.ts';
import { getStatus } from './status.ts';
import { getTodo, getTodos, patchTodo, postTodo, removeTodo } from './todos.ts';
import { getUser, getUsers, patchUser } from './users.ts';

const READ_ONLY = 'GET, HEAD';

/** 100 kB. */
const MAXIMUM_BODY_SIZE = 100 * 1024;

/** Everything below `/api`. Who is not signed in learns nothing, not even which paths there are. */
export function apiRoutes(dependencies: Dependencies): Hono<ServerEnvironment> {
  const routes = new Hono<ServerEnvironment>();
  routes.onError(apiErrorHandler(dependencies));
  routes.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  routes.use(negotiate);

  routes.get('/status', getStatus(dependencies));
  routes.all('/status', methodNotAllowed(READ_ONLY));
  routes.get('/openapi.json', getDescription(dependencies));
  routes.all('/openapi.json', methodNotAllowed(READ_ONLY));
  routes.get('/docs', getDocs(dependencies));
  routes.all('/docs', methodNotAllowed(READ_ONLY));

  routes.use(limitBody(MAXIMUM_BODY_SIZE, tooLarge));
  routes.use(requireSignIn(dependencies));

  routes.get('/me', requireScope('profile'), getMe);
  routes.all('/me', methodNotAllowed(READ_ONLY));
  routes.use('/me/identities/*', requireScope('profile'));
  routes.get('/me/identities', getIdentities(dependencies));
  routes.post('/me/identities', postIdentity(dependencies));
  routes.all('/me/identities', methodNotAllowed('GET, HEAD, POST'));
  routes.get('/me/identities/:id', getIdentity(dependencies));
  routes.delete('/me/identities/:id', deleteIdentity(dependencies));
  routes.all('/me/identities/:id', methodNotAllowed('GET, HEAD, DELETE'));
  routes.use('/me/password', requireScope('profile'));
  routes.get('/me/password', getPassword(dependencies));
  routes.patch('/me/password', patchPassword(dependencies));
  routes.all('/me/password', methodNotAllowed('GET, HEAD, PATCH'));
  routes.use('/me/sessions/*', requireScope('profile'));
  routes.get('/me/sessions', getSessions(dependencies));
  routes.delete('/me/sessions', deleteSessions(dependencies));
  routes.all('/me/sessions', methodNotAllowed('GET, HEAD, DELETE'));
  routes.get('/me/sessions/:id', getSession(dependencies));
  routes.delete('/me/sessions/:id', deleteSession(dependencies));
  routes.all('/me/sessions/:id', methodNotAllowed('GET, HEAD, DELETE'));
  routes.get('/users', requireScope('users'), getUsers(dependencies));
  routes.all('/users', methodNotAllowed(READ_ONLY));
  routes.get('/users/:id', requireScope('users'), getUser(dependencies));
  routes.patch(
    '/users/:id',
    requireScope('users'),
    requireScope('profile'),
    patchUser(dependencies),
  );
  routes.all('/users/:id', methodNotAllowed('GET, HEAD, PATCH'));
  routes.use('/todos/*', requireScope('todos'));
  routes.get('/todos', getTodos(dependencies));
  routes.post('/todos', postTodo(dependencies));
  routes.all('/todos', methodNotAllowed('GET, HEAD, POST'));
  routes.get('/todos/:id', getTodo(dependencies));
  routes.patch('/todos/:id', patchTodo(dependencies));
  routes.delete('/todos/:id', removeTodo(dependencies));
  routes.all('/todos/:id', methodNotAllowed('GET, HEAD, PATCH, DELETE'));
  routes.get('/headers', getRequestHeaders);
  routes.all('/headers', methodNotAllowed(READ_ONLY));

  routes.all('*', () => {
    throw notFound();
  });
  return routes;
}
