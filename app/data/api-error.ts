import { AuthError, toAuthError, type AuthErrorCode } from '../auth/errors';
import { errorsOf } from '../auth/json-api-errors';
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
    : new AuthError(codeOfStatus(status), `The API said ${status}.`, {
        cause: error,
      });
}

/** The status of the answer that an adapter's error stands for: the answer's own, or else what its document says. */
export function statusOf(error: unknown): number | undefined {
  if (!isRecord(error)) return undefined;
  const { status: told } = error;
  if (typeof told === 'number') return told;
  const [first] = errorsOf(error);
  const status = first ? Number(own(first, 'status')) : Number.NaN;
  return Number.isInteger(status) ? status : undefined;
}

/** What the status of an answer that says no means to the user. */
export function codeOfStatus(status: number): AuthErrorCode {
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'bad-answer';
}
