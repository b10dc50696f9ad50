import type { Context, Handler } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import {
  ATTEMPT_LIFETIME,
  beginAttempt,
  cookieName,
} from '../identities/attempts.ts';
import { readParameters, required } from '../identities/parameters.ts';
import { readOpaque, requireProvider } from '../identities/redeem.ts';
import {
  redirectUris,
  requireRedirectUri,
} from '../identities/redirect-uris.ts';
import {
  IdentityRefusedError,
  refusingAsOAuth,
} from '../identities/refused.ts';

/**
 * `POST /oauth/identity-provider/start`, before the browser goes to a provider without PKCE: a cookie that no script reads
 * binds the attempt to this browser, so that nobody can have a code redeemed in somebody else's
 * ([RFC 9700 section 4.7](https://www.rfc-editor.org/rfc/rfc9700#section-4.7)).
 */
export function startIdentityProvider(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  return (context) =>
    refusingAsOAuth(async () => {
      const parameters = await readParameters(context);
      const { id } = requireProvider(dependencies, parameters);
      const attempt = {
        state: readOpaque(parameters, 'state'),
        provider: id,
        redirectUri: required(parameters, 'redirect_uri'),
      };
      requireRedirectUri(dependencies, id, attempt.redirectUri);
      refuseOtherSites(context, [
        dependencies.origin(),
        ...redirectUris(dependencies, id).map((uri) => new URL(uri).origin),
      ]);

      const { clock, database, origin } = dependencies;
      const secure = origin().startsWith('https:');
      const cookie = await beginAttempt(database, attempt, clock());
      setCookie(context, cookieName(attempt, secure), cookie, {
        httpOnly: true,
        sameSite: 'Lax',
        path: '/',
        secure,
        maxAge: ATTEMPT_LIFETIME,
      });
      return context.body(null, 204);
    });
}

/** A page of another site could begin an attempt in its visitor's browser; every browser says where a POST is from. */
function refuseOtherSites(
  context: Context<ServerEnvironment>,
  origins: readonly string[],
): void {
  const origin = context.req.header('origin');
  const isOurs = origin === undefined || origins.includes(origin);
  if (isOurs && context.req.header('sec-fetch-site') !== 'cross-site') return;
  throw new IdentityRefusedError(
    'invalid_request',
    'Only a page of the app may begin a sign-in.',
  );
}
