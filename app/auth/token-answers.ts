import * as oauth from 'oauth4webapi';
import { parseJson, retryAfter, type World } from './answers';
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

/** What an answer tells of a session. */
export type Tokens = Omit<BearerSession, 'kind' | 'provider'>;

/** The tokens of a good answer (RFC 6749 section 5.1), or an error: what is not understood is never half accepted. */
export async function understandTokens(
  { body }: TokenAnswer,
  now: number,
): Promise<Tokens> {
  if (!isRecord(body) || own(body, 'error') !== undefined) throw badAnswer();
  const tokens = await checkTokens({
    access_token: own(body, 'access_token'),
    token_type: own(body, 'token_type'),
    expires_in: own(body, 'expires_in') ?? undefined,
    refresh_token: own(body, 'refresh_token') ?? undefined,
    scope: own(body, 'scope') ?? undefined,
  });
  const { access_token, token_type, expires_in, refresh_token, scope } = tokens;
  const expiresAt = now + (expires_in ?? 0) * 1_000;
  if (
    token_type !== 'bearer' ||
    !isBearerToken(access_token) ||
    !(refresh_token === undefined || isRefreshToken(refresh_token)) ||
    !Number.isFinite(expiresAt)
  ) {
    throw badAnswer();
  }
  return {
    accessToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    issuedAt: now,
    ...(expires_in !== undefined && { expiresAt }),
    ...(scope !== undefined && { scope }),
    ...subjectOf(own(body, 'id_token')),
  };
}

/** OpenID Connect Core section 2. */
const MAX_SUBJECT = 255;

/** Who an `id_token` is about. It came by TLS from the token server, which is enough to compare it (OpenID Connect Core 3.1.3.7). */
function subjectOf(idToken: unknown): Pick<BearerSession, 'subject'> {
  if (typeof idToken !== 'string') return {};
  const payload = (idToken.split('.')[1] ?? '').replace(/[-_]/g, (character) =>
    character === '-' ? '+' : '/',
  );
  try {
    const claims = parseJson(atob(payload));
    const subject = isRecord(claims) ? own(claims, 'sub') : undefined;
    const isSubject =
      typeof subject === 'string' &&
      subject !== '' &&
      subject.length <= MAX_SUBJECT;
    return isSubject ? { subject } : {};
  } catch {
    return {};
  }
}

/**
 * What a renewal makes of a session: new tokens for the same user, and for no more than before.
 *
 * @throws {TokenEndpointError} `bad-answer` where the tokens are somebody else's (OpenID Connect Core section 12.2)
 */
export function renewedSession(
  session: BearerSession,
  tokens: Tokens,
): BearerSession {
  const isSomebodyElse =
    session.subject !== undefined &&
    tokens.subject !== undefined &&
    session.subject !== tokens.subject;
  if (isSomebodyElse) throw badAnswer();
  const { expiresAt: _, ...kept } = session;
  const renewed = { ...kept, ...tokens };
  return session.scope === undefined || tokens.scope === undefined
    ? renewed
    : { ...renewed, scope: commonScope(session.scope, tokens.scope) };
}

/** RFC 6749 section 6: a renewal may narrow the scope, and never widen it. */
function commonScope(before: string, after: string): string {
  const granted = new Set(before.split(' '));
  return after
    .split(' ')
    .filter((scope) => granted.has(scope))
    .join(' ');
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
