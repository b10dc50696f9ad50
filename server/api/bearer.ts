import type { Context, MiddlewareHandler } from 'hono';
import { REALM } from '../about.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { clientAddress } from '../http/client-address.ts';
import { authenticate } from '../sessions/authenticate.ts';
import { formatScope } from '../sessions/issue.ts';
import { ApiError } from './errors.ts';

/** [RFC 6750 section 3.1](https://www.rfc-editor.org/rfc/rfc6750#section-3.1). */
type BearerErrorCode =
  'invalid_request' | 'invalid_token' | 'insufficient_scope';

/** `token68` ([RFC 9110 section 11.2](https://www.rfc-editor.org/rfc/rfc9110#section-11.2)). */
const BEARER = /^bearer +([a-z0-9\-._~+/]+=*)$/i;
const BEARER_SCHEME = /^bearer(?:\s|$|,)/i;

/** Lets a request pass only with a valid access token, in the `Authorization` header and nowhere else (RFC 6750). */
export function requireBearer({
  clock,
  database,
  settings,
}: Dependencies): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    const token = readBearerToken(context.req.header('authorization'));
    if (token === undefined) throw missingToken();
    if (await sendsTokenElsewhere(context)) {
      throw malformed('The access token must be sent in one way only.');
    }
    const principal = await authenticate(database, token, {
      now: clock(),
      address: clientAddress(context, settings.trustedProxies),
    });
    if (!principal) throw invalidToken();
    context.set('principal', principal);
    await next();
  };
}

/** Lets a request pass only when its token is good for this (RFC 6750 section 3.1, `insufficient_scope`). */
export function requireScope(
  scope: string,
): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    if (!context.get('principal').scope.includes(scope)) {
      throw new ApiError({
        status: 403,
        code: 'insufficient-scope',
        detail: `This needs the scope ${scope}.`,
        headers: challenge(
          'insufficient_scope',
          'The access token does not reach this far.',
          scope,
        ),
      });
    }
    await next();
  };
}

/**
 * The token of an `Authorization` header; nothing when there are no credentials of our scheme. A header that was sent
 * twice arrives joined by a comma, which no token holds.
 * @throws ApiError when the credentials are of our scheme but cannot be read
 */
export function readBearerToken(
  authorization: string | undefined,
): string | undefined {
  if (authorization === undefined || authorization === '') return undefined;
  const token = BEARER.exec(authorization)?.[1];
  if (token !== undefined) return token;
  // Another scheme alone is no business of ours; ours anywhere in what cannot be read is malformed.
  const isOurs = authorization
    .split(',')
    .some((part) => BEARER_SCHEME.test(part.trim()));
  if (!isOurs) return undefined;
  throw malformed('It must be the word Bearer, a space, and one token.');
}

/** RFC 6750 sections 2.2 and 2.3 know two more ways; a client must not use more than one. */
async function sendsTokenElsewhere(
  context: Context<ServerEnvironment>,
): Promise<boolean> {
  if (new URL(context.req.url).searchParams.has('access_token')) return true;
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return false;
  return new URLSearchParams(await context.req.text()).has('access_token');
}

/** A token that is not good for anything, or not any more. */
export function invalidToken(): ApiError {
  return new ApiError({
    status: 401,
    code: 'invalid-token',
    detail: 'It is unknown, expired or revoked. Renew it, or sign in again.',
    headers: challenge('invalid_token', 'The access token is not valid.'),
  });
}

/** RFC 6750 section 3.1: a request without any credentials is not told an error code. */
function missingToken(): ApiError {
  return new ApiError({
    status: 401,
    code: 'missing-token',
    detail: 'Sign in, and send the access token in the Authorization header.',
    headers: { 'www-authenticate': `Bearer realm="${REALM}"` },
  });
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
  ...scope: readonly string[]
): Record<string, string> {
  const parameters = [
    `realm="${REALM}"`,
    `error="${error}"`,
    `error_description="${description}"`,
    ...(scope.length > 0 ? [`scope="${formatScope(scope)}"`] : []),
  ];
  return { 'www-authenticate': `Bearer ${parameters.join(', ')}` };
}
