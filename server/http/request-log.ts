import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Log } from '../log.ts';
import type { ServerEnvironment } from '../dependencies.ts';
import { HEALTH_PATH, READINESS_PATH } from '../health/routes.ts';

const PROBES = new Set([HEALTH_PATH, READINESS_PATH]);

/** What proxies and clouds make: hexadecimal digits, UUIDs, `Root=1-5759e988-bd862e3fe1be46a994272793`. */
const REQUEST_ID = /^[A-Za-z0-9_.:=+/-]{8,128}$/;

/**
 * Gives each request an id, tells it in `X-Request-Id`, and writes one line when the answer is ready. The line names the
 * route, not the path, and nothing of query, headers or body: what is not written cannot leak.
 * @param trustsProxy whether a proxy of ours stands before the server: then its id is kept, so that its log and this one
 *   can be read together. Anybody else could use an id twice, or write into the log what they like
 */
export function requestLog(
  log: Log,
  trustsProxy: boolean,
): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    const given = context.req.header('x-request-id') ?? '';
    const requestId =
      trustsProxy && REQUEST_ID.test(given) ? given : randomUUID();
    const start = performance.now();
    context.set('requestId', requestId);
    await next();
    context.header('x-request-id', requestId);
    const route = routePath(context);
    if (context.res.ok && PROBES.has(route)) return;
    log.info('request', {
      requestId,
      method: context.req.method,
      route,
      status: context.res.status,
      ms: Math.round(performance.now() - start),
    });
  };
}
