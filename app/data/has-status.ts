import { isRecord } from '../auth/session-data';

/** Whether this is EmberData's error for a status (`adapters/application.ts`). */
export function hasStatus(
  error: unknown,
  status: number,
): error is { content?: unknown } {
  return isRecord(error) && error.status === status;
}
