import { isDatabaseUnavailable } from './database/unavailable.ts';
import type { Context } from 'hono';
import type { ServerEnvironment } from './dependencies.ts';
import type { Log } from './log.ts';
import { QueueFullError } from './work-queue.ts';

/** Seconds. */
const RETRY_AFTER = 10;

/** A full queue is shorter soon. */
const RETRY_AFTER_FULL_QUEUE = 2;

/**
 * After how many seconds to come back, where an error says that the server cannot answer just now: 503 with
 * `Retry-After`, as opposed to a mistake of ours. Nothing for any other error.
 */
export function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof QueueFullError) return RETRY_AFTER_FULL_QUEUE;
  return isDatabaseUnavailable(error) ? RETRY_AFTER : undefined;
}

/**
 * Writes down what nobody can be told: the server was too busy, without its database, or wrong. A client that went away in
 * the middle of its request looks like a broken connection to a database, and is no fault of the server.
 */
export function logFailure(
  log: Log,
  error: unknown,
  context: Context<ServerEnvironment>,
): void {
  const requestId = context.get('requestId');
  const { incoming } = context.env;
  const hasClientGone =
    incoming !== undefined &&
    'errored' in incoming &&
    incoming.errored !== null;
  if (hasClientGone) log.info('client-gone', { requestId });
  else if (error instanceof QueueFullError)
    log.info('queue-full', { requestId });
  else if (isDatabaseUnavailable(error)) {
    log.error('database-unavailable', error, { requestId });
  } else log.error('unexpected-error', error, { requestId });
}
