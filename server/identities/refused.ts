import OAuth2Server from '@node-oauth/oauth2-server';
import { ApiError, type ApiErrorCode } from '../api/errors.ts';
import type { SignInRefusal } from './sign-in.ts';

/** Why a code of an identity provider does not lead on. The app decides by these. */
export type IdentityRefusal =
  | 'account_exists'
  | 'email_required'
  | 'identity_provider_error'
  | 'invalid_grant'
  | 'invalid_request';

const STATUSES = {
  account_exists: 400,
  email_required: 400,
  identity_provider_error: 502,
  invalid_grant: 400,
  invalid_request: 400,
} as const satisfies Record<IdentityRefusal, number>;

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

  constructor(code: IdentityRefusal, description: string) {
    super(description);
    this.code = code;
  }
}

/** What the app makes of a refusal: `account_exists` leads to signing in the old way and then linking. */
const SIGN_IN_REFUSALS: Record<
  SignInRefusal,
  readonly [IdentityRefusal, string]
> = {
  'account-exists': [
    'account_exists',
    'There is an account with this e-mail address. Sign in the way you did before, then link the two.',
  ],
  'email-required': [
    'email_required',
    'The identity provider gave no e-mail address, and an account needs one.',
  ],
  disabled: ['invalid_grant', 'The account is closed.'],
};

/** Why somebody whose identity is proved is not signed in. */
export function signInRefused(reason: SignInRefusal): IdentityRefusedError {
  return new IdentityRefusedError(...SIGN_IN_REFUSALS[reason]);
}

/** Does the work, and words a refusal as [RFC 6749 section 5.2](https://www.rfc-editor.org/rfc/rfc6749#section-5.2) does. */
export async function refusingAsOAuth<Result>(
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IdentityRefusedError)) throw error;
    const { code: name, message } = error;
    throw new OAuth2Server.OAuthError(message, { code: STATUSES[name], name });
  }
}

/** Does the work, and words a refusal as JSON:API does. */
export async function refusingAsApi<Result>(
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof IdentityRefusedError)) throw error;
    throw new ApiError({
      status: STATUSES[error.code],
      code: API_CODES[error.code],
      detail: error.message,
    });
  }
}
