import OAuth2Server from '@node-oauth/oauth2-server';
import type { Context, Handler } from 'hono';
import { CSRF_FIELD } from '../browser-sessions/csrf.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { sendForeignForm } from '../oauth/authorize/answers.ts';
import { readForm } from '../oauth/form.ts';
import { sendPage } from '../pages/answers.ts';
import { signOutPage } from '../pages/sign-out.ts';
import { addressOf, isScript, sendJsonError, sendToApp } from './answers.ts';
import {
  clearSessionCookie,
  csrfTokenOf,
  isCsrfToken,
  readSessionCookie,
} from './cookie.ts';
import { currentSession } from './current-session.ts';
import { isOfOurPageOrUser, isOfTheApp } from './request-site.ts';
import { readReturnTo } from './return-to.ts';
import { endGatewaySession } from './sessions.ts';
import type { ServerGateway } from './settings.ts';

type GatewayContext = Context<ServerEnvironment>;
type Form = ReadonlyMap<string, string>;

/**
 * `GET {prefix}/sign_out?rd=`: signs out when a page of ours or the user asks. Any other page can send a browser here, so
 * then the user is asked.
 */
export function signOutEndpoint(
  dependencies: Dependencies,
  gateway: ServerGateway,
): Handler<ServerEnvironment> {
  const { origin } = dependencies;
  return async (context) => {
    const returnTo = readReturnTo(context.req.query('rd'), gateway.prefix);
    const cookie = readSessionCookie(context, origin());
    const session = await currentSession(context, dependencies, gateway);
    const mayEnd = !session || isOfOurPageOrUser(context);
    if (mayEnd) return signOut(context, dependencies, returnTo);
    if (isScript(context)) return sendJsonError(context, 'cross-site-request');
    const page = signOutPage({
      userEmail: session.principal.user.email,
      action: `${gateway.prefix}/sign_out`,
      csrfToken: csrfTokenOf(cookie ?? ''),
      request: returnTo,
    });
    return sendPage(context, page);
  };
}

/** `POST {prefix}/sign_out`: what that page sends, or a script of the app. */
export function postedSignOutEndpoint(
  dependencies: Dependencies,
  { prefix }: ServerGateway,
): Handler<ServerEnvironment> {
  return async (context) => {
    const origin = dependencies.origin();
    const isOfScript = isOfTheApp(context, { origin, trusted: [] });
    const form = isOfScript ? undefined : await formOf(context);
    const returnTo = readReturnTo(
      form?.get('request') ?? context.req.query('rd'),
      prefix,
    );
    const cookie = readSessionCookie(context, origin);
    const isOurForm =
      cookie !== undefined && isCsrfToken(form?.get(CSRF_FIELD), cookie);
    if (isOfScript || isOurForm) {
      return signOut(context, dependencies, returnTo, isOfScript);
    }
    if (isScript(context)) return sendJsonError(context, 'cross-site-request');
    return sendForeignForm(context, addressOf(prefix, 'sign_out', returnTo));
  };
}

/** Nothing for what is no form. */
async function formOf(context: GatewayContext): Promise<Form | undefined> {
  try {
    return await readForm(context);
  } catch (error) {
    if (error instanceof OAuth2Server.InvalidRequestError) return undefined;
    throw error;
  }
}

async function signOut(
  context: GatewayContext,
  dependencies: Dependencies,
  returnTo: string,
  isOfScript = isScript(context),
): Promise<Response> {
  const { clock, database, origin } = dependencies;
  const cookie = readSessionCookie(context, origin());
  if (cookie) await endGatewaySession(database, cookie, clock());
  clearSessionCookie(context, origin());
  if (isOfScript) return context.body(null, 204);
  return sendToApp(context, dependencies, returnTo);
}
