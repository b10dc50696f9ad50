import { Hono } from 'hono';
import { isUpToDate } from '../database/up-to-date.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { logFailure } from '../unavailable.ts';

/** Milliseconds. Who asks does not wait long, and asks again soon. */
const PATIENCE = 2_000;

/** The probes of load balancers and schedulers. When all is well they are not logged: they come every few seconds. */
export const HEALTH_PATH = '/healthz';
export const READINESS_PATH = '/readyz';

/**
 * `GET /healthz`: the process is up; restarting it would mend nothing. `GET /readyz`: send requests here, because the
 * database answers and has the tables of this version, and nobody has asked the process to end. What is wrong stands in the
 * log, not in the answer: anybody may ask.
 * @param patience for the database, in milliseconds
 */
export function healthRoutes(
  {
    database,
    isStopping,
    log,
  }: Pick<Dependencies, 'database' | 'isStopping' | 'log'>,
  patience = PATIENCE,
): Hono<ServerEnvironment> {
  const routes = new Hono<ServerEnvironment>();
  // For these two alone: they are mounted at the root, beside all that the server has.
  routes.on('GET', [HEALTH_PATH, READINESS_PATH], async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  routes.get(HEALTH_PATH, (context) => context.text('ok\n'));
  routes.get(READINESS_PATH, async (context) => {
    if (isStopping()) return context.text('stopping\n', 503);
    try {
      const isReady = await within(patience, isUpToDate(database));
      if (isReady) return context.text('ok\n');
      log.info('not-ready', { requestId: context.get('requestId') });
    } catch (error) {
      logFailure(log, error, context);
    }
    return context.text('not ready\n', 503);
  });
  return routes;
}

/** What a promise holds, or `false` when that takes too long. */
async function within(
  milliseconds: number,
  promise: Promise<boolean>,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    clearTimeout(timer);
  }
}
