import * as oauth from 'oauth4webapi';
import { retryAfter, type World } from './answers';
import { TokenEndpointError, type AuthErrorCode } from './errors';
import {
  isBearerToken,
  isRecord,
  isRefreshToken,
  own,
  type BearerSession,
} from './session-data';

/** An answer of the token endpoint, read to its end. */
export interface TokenAnswer {
  ok: boolean;
  status: number;
  response: Response;
  body: unknown;
}

/** The tokens of a good answer (RFC 6749 section 5.1), or an error: what is not understood is never half accepted. */
export async function understandTokens(
  { body }: TokenAnswer,
  now: number,
): Promise<Omit<BearerSession, 'kind' | 'provider'>> {
  if (!isRecord(body) || own(body, 'error') !== undefined) throw badAnswer();
  const tokens = await checkTokens({
    access_token: own(body, 'access_token'),
    token_type: own(body, 'token_type'),
    expires_in: own(body, 'expires_in') ?? undefined,
    refresh_token: own(body, 'refresh_token') ?? undefined,
    scope: own(body, 'scope') ?? undefined,
  });
  const { access_token, token_type, expires_in, refresh_token, scope } = tokens;
  if (
    token_type !== 'bearer' ||
    !isBearerToken(access_token) ||
    !(refresh_token === undefined || isRefreshToken(refresh_token))
  ) {
    throw badAnswer();
  }
  return {
    accessToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(expires_in !== undefined && { expiresAt: now + expires_in * 1_000 }),
    ...(scope !== undefined && { scope }),
  };
}

/** The library's own checks of a token answer, on the members that we read. */
async function checkTokens(
  members: Record<string, unknown>,
): Promise<oauth.TokenEndpointResponse> {
  try {
    return await oauth.processGenericTokenEndpointResponse(
      { issuer: 'https://token-server.invalid' },
      { client_id: 'unused' },
      new Response(JSON.stringify(members), {
        headers: { 'Content-Type': 'application/json' },
      }),
    );
  } catch (cause) {
    throw badAnswer({ cause });
  }
}

/** A refused password: which part of it was wrong, nobody is told. */
export function refusedPassword(
  answer: TokenAnswer,
  world: World,
): TokenEndpointError {
  const error = refused(answer, world);
  const isWrongPassword =
    error.error === 'invalid_grant' ||
    error.error === 'invalid_request' ||
    (answer.status === 401 && error.error === undefined);
  return isWrongPassword
    ? new TokenEndpointError(
        'invalid-credentials',
        'Wrong e-mail or password.',
        error.error,
      )
    : error;
}

/** What our token server may say of a provider's code, beside the errors of RFC 6749 section 5.2. */
const CODE_ERRORS: Readonly<Record<string, AuthErrorCode>> = {
  account_exists: 'account-exists',
  email_required: 'email-required',
  identity_provider_error: 'provider-unavailable',
  invalid_grant: 'code-refused',
};

/** A refused code of an identity provider. */
export function refusedCode(
  answer: TokenAnswer,
  world: World,
): TokenEndpointError {
  const error = isRecord(answer.body) ? own(answer.body, 'error') : undefined;
  const code = typeof error === 'string' ? own(CODE_ERRORS, error) : undefined;
  return code
    ? new TokenEndpointError(
        code as AuthErrorCode,
        'The token server did not take the code.',
      )
    : refused(answer, world);
}

/** RFC 6749 section 5.2, and everything else that is not an answer. */
export function refused(
  { status, response, body }: TokenAnswer,
  world: World,
): TokenEndpointError {
  const error = isRecord(body) ? own(body, 'error') : undefined;
  if (
    status === 429 ||
    (status === 503 && response.headers.has('Retry-After'))
  ) {
    const code: AuthErrorCode =
      status === 429 ? 'rate-limited' : 'server-error';
    return new TokenEndpointError(
      code,
      `The token server said ${status}.`,
      undefined,
      {
        retryAfter: retryAfter(response, world.now()),
      },
    );
  }
  if (status >= 500) {
    return new TokenEndpointError(
      'server-error',
      `The token server said ${status}.`,
    );
  }
  if (typeof error === 'string' && (status === 400 || status === 401)) {
    return new TokenEndpointError(
      'refused',
      'The token server said no.',
      error,
    );
  }
  return badAnswer();
}

export function badAnswer(options?: ErrorOptions): TokenEndpointError {
  return new TokenEndpointError(
    'bad-answer',
    'The token server gave an answer that makes no sense.',
    undefined,
    options,
  );
}
