import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { sendPage } from '../pages/answers.ts';
import { gatewaySignInPage } from '../pages/gateway-sign-in.ts';
import { addressOf, isScript, sendJsonError } from './answers.ts';
import {
  clearSessionCookie,
  hasSessionCookie,
  readSessionCookie,
} from './cookie.ts';
import { currentSession } from './current-session.ts';
import { providerLabel } from './question.ts';
import { isOfAnotherOrigin } from './request-site.ts';
import { readReturnTo } from './return-to.ts';
import { endGatewaySession } from './sessions.ts';
import type { ServerGateway } from './settings.ts';

/**
 * `GET {prefix}/sign_in?rd=`: a page with the one way in. A session that is still there ends first, so that nobody goes on
 * with one that somebody else began ([OWASP ASVS 5.0, 7.2.4](https://github.com/OWASP/ASVS)); but not because another site
 * has led the browser here.
 */
export function signInEndpoint(
  dependencies: Dependencies,
  gateway: ServerGateway,
): Handler<ServerEnvironment> {
  const { clock, database, origin } = dependencies;
  return async (context) => {
    if (isScript(context)) return sendJsonError(context, 'not-signed-in');
    const returnTo = readReturnTo(context.req.query('rd'), gateway.prefix);
    if (hasSessionCookie(context, origin())) {
      const session = await currentSession(context, dependencies, gateway);
      if (!session || !isOfAnotherOrigin(context)) {
        const cookie = readSessionCookie(context, origin());
        if (cookie) await endGatewaySession(database, cookie, clock());
        clearSessionCookie(context, origin());
      }
    }
    const page = gatewaySignInPage({
      provider: await providerLabel(dependencies, gateway.provider),
      address: addressOf(gateway.prefix, 'start', returnTo),
    });
    return sendPage(context, page);
  };
}
