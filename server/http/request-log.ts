import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from '../log.ts';
import type { ServerEnvironment } from '../dependencies.ts';

/**
 * Gives each request an id, tells it in `X-Request-Id`, and writes one line when the answer is ready. The line names the
 * route, not the path, and nothing of query, headers or body: what is not written cannot leak.
 */
export function requestLog(log: Log): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    const requestId = randomUUID();
    const start = performance.now();
    context.set('requestId', requestId);
    await next();
    context.header('x-request-id', requestId);
    log.info('request', {
      requestId,
      method: context.req.method,
      route: routePath(context),
      status: context.res.status,
      ms: Math.round(performance.now() - start),
    });
  };
}
