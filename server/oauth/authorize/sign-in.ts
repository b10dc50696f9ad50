import type { Handler } from 'hono';
import { renewBrowser } from '../../browser-sessions/cookie.ts';
import { browserOfForm } from '../../browser-sessions/csrf.ts';
import {
  endBrowserSession,
  startBrowserSession,
} from '../../browser-sessions/sessions.ts';
import type { Dependencies, ServerEnvironment } from '../../dependencies.ts';
import { sendOn } from '../../pages/answers.ts';
import { findByPassword } from '../../users/accounts.ts';
import { parseForm, readForm } from '../form.ts';
import { sendForeignForm, sendRefusal } from './answers.ts';
import { AUTHORIZE_PATH, sendSignInPage } from './endpoint.ts';
import { readAuthorizationRequest } from './request.ts';

/**
 * `POST /oauth/sign-in`: what the sign-in page sends. The browser gets a new session and goes back to the authorization
 * endpoint, which decides what is next. It is another door to the passwords, beside the password grant.
 */
export function signInEndpoint(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  const { clock, database, origin } = dependencies;
  return async (context) => {
    const issuer = origin();
    const form = await readForm(context);
    const query = form.get('request') ?? '';
    const verdict = await readAuthorizationRequest(database, query);
    if (verdict.kind !== 'accepted') {
      return sendRefusal(context, verdict, issuer);
    }
    const browser = browserOfForm(context, form, issuer);
    if (!browser) {
      return sendForeignForm(context, `${AUTHORIZE_PATH}?${query}`);
    }
    const email = form.get('username') ?? '';
    const user = await findByPassword(
      dependencies,
      email,
      form.get('password') ?? '',
    );
    if (!user) {
      return sendSignInPage(context, verdict.request, {
        csrfToken: browser.csrfToken,
        request: query,
        email,
        error: 'E-mail or password is wrong. Please try again.',
      });
    }
    const { sessionId } = renewBrowser(context, issuer);
    await database.transaction(async (transaction) => {
      await endBrowserSession(transaction, browser.sessionId);
      await startBrowserSession(
        transaction,
        { sessionId, userId: user.id },
        clock(),
      );
    });
    return sendOn(context, `${AUTHORIZE_PATH}?${withoutSignIn(query)}`);
  };
}

/** The request without what has just been done, or else the sign-in page would come again. */
function withoutSignIn(query: string): string {
  const parameters = new Map(parseForm(query));
  const prompts = (parameters.get('prompt') ?? '')
    .split(' ')
    .filter((prompt) => prompt !== 'login' && prompt !== 'select_account');
  parameters.set('prompt', prompts.join(' '));
  parameters.delete('max_age');
  return new URLSearchParams([...parameters]).toString();
}
