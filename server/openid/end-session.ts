import type { Context, Handler } from 'hono';
import {
  readBrowser,
  renewBrowser,
  type Browser,
} from '../browser-sessions/cookie.ts';
import { browserOfForm } from '../browser-sessions/csrf.ts';
import {
  endBrowserSession,
  findBrowserSession,
} from '../browser-sessions/sessions.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { sendForeignForm } from '../oauth/authorize/answers.ts';
import { readForm } from '../oauth/form.ts';
import { sendOn, sendPage } from '../pages/answers.ts';
import { messagePage } from '../pages/message.ts';
import { signOutPage } from '../pages/sign-out.ts';
import { endFamily } from '../sessions/end.ts';
import { readSignOutRequest, type SignOutRequest } from './sign-out-request.ts';

type PageContext = Context<ServerEnvironment>;

export const END_SESSION_PATH = '/oauth/end_session';

/**
 * `GET /oauth/end_session`. A hint of the user who is signed in shows that their own app asks; without one the user is
 * asked, because any page can send a browser here.
 */
export function endSessionEndpoint(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  const { clock, database, origin } = dependencies;
  return async (context) => {
    const query = new URL(context.req.url).search.slice(1);
    const request = await readSignOutRequest(dependencies, query);
    if (typeof request === 'string') return sendRefusal(context, request);

    const browser = readBrowser(context, origin());
    const session =
      browser &&
      (await findBrowserSession(database, browser.sessionId, clock()));
    if (browser && session && session.user.id !== request.hint?.userId) {
      return sendPage(
        context,
        signOutPage({
          userEmail: session.user.email,
          action: '/oauth/sign-out',
          csrfToken: browser.csrfToken,
          request: query,
        }),
        request.returnTo === undefined ? {} : { formTarget: request.returnTo },
      );
    }
    return signOut(context, dependencies, { browser, request });
  };
}

/** `POST /oauth/end_session`: as with the authorization endpoint, the browser asks once more by GET. */
export const postedEndSessionEndpoint: Handler<ServerEnvironment> = async (
  context,
) => {
  const form = await readForm(context);
  const query = new URLSearchParams([...form]).toString();
  return sendOn(context, `${END_SESSION_PATH}?${query}`);
};

/** `POST /oauth/sign-out`: what the page sends that asks whether to sign out. */
export function signOutEndpoint(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  return async (context) => {
    const form = await readForm(context);
    const query = form.get('request') ?? '';
    const request = await readSignOutRequest(dependencies, query);
    if (typeof request === 'string') return sendRefusal(context, request);
    const browser = browserOfForm(context, form, dependencies.origin());
    if (!browser) {
      return sendForeignForm(context, `${END_SESSION_PATH}?${query}`);
    }
    return signOut(context, dependencies, { browser, request });
  };
}

async function signOut(
  context: PageContext,
  { clock, database, origin }: Dependencies,
  {
    browser,
    request,
  }: { browser: Browser | undefined; request: SignOutRequest },
): Promise<Response> {
  const { hint, returnTo } = request;
  await database.transaction(async (transaction) => {
    if (browser) await endBrowserSession(transaction, browser.sessionId);
    if (hint) {
      await endFamily(transaction, hint.familyId, 'signed-out', clock());
    }
  });
  if (browser) renewBrowser(context, origin());
  if (returnTo !== undefined) return sendOn(context, returnTo);
  return sendPage(
    context,
    messagePage({
      title: 'You are signed out',
      text: 'You may close this page.',
    }),
  );
}

function sendRefusal(context: PageContext, reason: string): Promise<Response> {
  return sendPage(
    context,
    messagePage({ title: 'This sign-out cannot go on', text: reason }),
    { status: 400 },
  );
}
