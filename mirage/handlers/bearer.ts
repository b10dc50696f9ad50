import { ApiError } from '../api-error.ts';
import type { Question } from '../http/question.ts';
import type { IdentityServer, Principal } from '../identity-server.ts';

const REALM = 'latchkey';

/** [RFC 6750 section 3.1](https://www.rfc-editor.org/rfc/rfc6750#section-3.1). */
type BearerErrorCode =
  'invalid_request' | 'invalid_token' | 'insufficient_scope';

/** `token68` ([RFC 9110 section 11.2](https://www.rfc-editor.org/rfc/rfc9110#section-11.2)). */
const CREDENTIALS = /^bearer +([a-z0-9\-._~+/]+=*)$/i;
const OUR_SCHEME = /(?:^|,)\s*bearer(?:\s|,|$)/i;

/**
 * Who sends a request, by the access token in its `Authorization` header.
 * @throws ApiError without a valid token
 */
export function requirePrincipal(
  identity: IdentityServer,
  question: Question,
): Principal {
  const token = readToken(question);
  if (token === undefined) {
    const principal = identity.authenticateCookie();
    if (principal) {
      requireScript(question);
      return principal;
    }
    throw new ApiError({
      status: 401,
      code: 'missing-token',
      detail: 'Sign in, and send the access token in the Authorization header.',
      // RFC 6750 section 3.1: a request without any credentials is not told an error code.
      headers: { 'WWW-Authenticate': `Bearer realm="${REALM}"` },
    });
  }
  const principal = identity.authenticate(token);
  if (!principal) {
    throw new ApiError({
      status: 401,
      code: 'invalid-token',
      detail: 'It is unknown, expired or revoked. Renew it, or sign in again.',
      headers: challenge('invalid_token', 'The access token is not valid.'),
    });
  }
  return principal;
}

/** @throws ApiError where a page of another site may have sent it */
function requireScript({ header, method }: Question): void {
  const isSafe = method === 'GET' || method === 'HEAD';
  if (isSafe || header('x-requested-with') !== undefined) return;
  throw new ApiError({
    status: 403,
    code: 'cross-site-request',
    detail: 'A request with a cookie needs the header X-Requested-With.',
  });
}

/** @throws ApiError where the token is not good for this */
export function requireScope(principal: Principal, scope: string): void {
  if (principal.scope.includes(scope)) return;
  const title = 'The access token does not reach this far.';
  throw new ApiError({
    status: 403,
    code: 'insufficient-scope',
    detail: `This needs the scope ${scope}.`,
    headers: challenge('insufficient_scope', title, { scope }),
  });
}

/** @throws ApiError where credentials of our scheme cannot be read, or come in two ways */
function readToken({ url, header, body }: Question): string | undefined {
  const authorization = header('authorization') ?? '';
  const token = CREDENTIALS.exec(authorization)?.[1];
  if (token === undefined) {
    if (!OUR_SCHEME.test(authorization)) return undefined;
    throw malformed('It must be the word Bearer, a space, and one token.');
  }
  // RFC 6750 sections 2.2 and 2.3 know two more ways; a client must not use more than one.
  const others = [url.searchParams, new URLSearchParams(body)];
  if (others.some((parameters) => parameters.has('access_token'))) {
    throw malformed('The access token must be sent in one way only.');
  }
  return token;
}

function malformed(detail: string): ApiError {
  return new ApiError({
    status: 400,
    code: 'malformed-credentials',
    detail,
    headers: challenge('invalid_request', detail),
  });
}

function challenge(
  error: BearerErrorCode,
  description: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const parameters = Object.entries({
    realm: REALM,
    error,
    error_description: description,
    ...more,
  }).map(([name, value]) => `${name}="${value}"`);
  return { 'WWW-Authenticate': `Bearer ${parameters.join(', ')}` };
}
