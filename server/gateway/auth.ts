import type { Handler } from 'hono';
import type { User } from '../database/schema.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { sendJsonError } from './answers.ts';
import { clearSessionCookie, hasSessionCookie } from './cookie.ts';
import { currentSession } from './current-session.ts';
import type { ServerGateway } from './settings.ts';

/**
 * `GET {prefix}/auth`, for nginx's [`auth_request`](https://nginx.org/en/docs/http/ngx_http_auth_request_module.html): 202 with
 * the user in headers, or 401. No bodies.
 */
export function authEndpoint(
  dependencies: Dependencies,
  gateway: ServerGateway,
): Handler<ServerEnvironment> {
  return async (context) => {
    const session = await currentSession(context, dependencies, gateway);
    if (!session) return context.body(null, 401);
    const { email, preferredUsername, user } = toUserInfo(
      session.principal.user,
    );
    context.header('x-auth-request-user', user);
    context.header('x-auth-request-email', toHeader(email));
    context.header(
      'x-auth-request-preferred-username',
      toHeader(preferredUsername),
    );
    return context.body(null, 202);
  };
}

/** `GET {prefix}/userinfo`: who is signed in, for scripts. */
export function userInfoEndpoint(
  dependencies: Dependencies,
  gateway: ServerGateway,
): Handler<ServerEnvironment> {
  const { origin } = dependencies;
  return async (context) => {
    const session = await currentSession(context, dependencies, gateway);
    if (session) return context.json(toUserInfo(session.principal.user));
    if (hasSessionCookie(context, origin())) {
      clearSessionCookie(context, origin());
    }
    return sendJsonError(context, 'not-signed-in');
  };
}

/** In oauth2-proxy's words. Users have no other name to sign in by than their address. */
function toUserInfo({ email, firstName, id, lastName }: User) {
  const name = `${firstName} ${lastName}`.trim();
  return {
    user: id,
    email,
    preferredUsername: email,
    groups: [],
    ...(name !== '' && { name }),
  };
}

/** The bytes of UTF-8, as which a header takes what is no ASCII. Control characters are in no address. */
function toHeader(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
