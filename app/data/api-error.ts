import { AuthError, toAuthError, type AuthErrorCode } from '../auth/errors';
import { isRecord, own } from '../auth/session-data';

/**
 * Why EmberData's request did not work, as something that the screen has words for. Not the server's words: whoever wrote
 * those did not write them for this page.
 */
export function toApiError(error: unknown): AuthError {
  if (error instanceof AuthError) return error;
  const status = statusOf(error);
  return status === undefined
    ? toAuthError(error)
    : new AuthError(codeOf(status), `The API said ${status}.`, {
        cause: error,
      });
}

/** The status of the answer that an adapter's error stands for (JSON:API 1.1, "Error Objects"). */
function statusOf(error: unknown): number | undefined {
  const errors = isRecord(error) ? own(error, 'errors') : undefined;
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : [];
  const status = isRecord(first) ? Number(own(first, 'status')) : Number.NaN;
  return Number.isInteger(status) ? status : undefined;
}

function codeOf(status: number): AuthErrorCode {
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'bad-answer';
}
