import { ApiError, type ApiErrorCode } from '../api-error.ts';
import { OAuthError, type IdentityErrorCode } from '../oauth-error.ts';

type IdentityRefusal = IdentityErrorCode | 'invalid_grant' | 'invalid_request';

const API_CODES: Record<IdentityRefusal, ApiErrorCode> = {
  account_exists: 'identity-refused',
  email_required: 'identity-refused',
  identity_provider_error: 'identity-provider-error',
  invalid_grant: 'identity-refused',
  invalid_request: 'invalid-body',
};

/** A refusal, to be worded by the endpoint that was asked: `/oauth` and `/api` have different ways to say no. */
export class IdentityRefusedError extends Error {
  override name = 'IdentityRefusedError';
  readonly code: IdentityRefusal;
  /** How long the answer takes, in seconds. */
  readonly delay: number;

  constructor(code: IdentityRefusal, description: string, delay = 0) {
    super(description);
    this.code = code;
    this.delay = delay;
  }

  get status(): number {
    return this.code === 'identity_provider_error' ? 502 : 400;
  }
}

/** Does the work, and words a refusal as [RFC 6749 section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2) does. */
export function refusingAsOAuth<Result>(work: () => Result): Result {
  return rewording(
    work,
    ({ code, delay, message, status }) =>
      new OAuthError(code, message, { status, delay }),
  );
}

/** Does the work, and words a refusal as JSON:API does. */
export function refusingAsApi<Result>(work: () => Result): Result {
  return rewording(
    work,
    ({ code, delay, message, status }) =>
      new ApiError({ status, code: API_CODES[code], detail: message, delay }),
  );
}

function rewording<Result>(
  work: () => Result,
  reword: (error: IdentityRefusedError) => Error,
): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof IdentityRefusedError ? reword(error) : error;
  }
}
