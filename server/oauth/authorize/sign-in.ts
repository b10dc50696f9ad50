import type { Handler } from 'hono';
import { renewBrowser } from '../../browser-sessions/cookie.ts';
import { browserOfForm } from '../../browser-sessions/csrf.ts';
import {
  endBrowserSession,
  startBrowserSession,
} from '../../browser-sessions/sessions.ts';
import type { Dependencies, ServerEnvironment } from '../../dependencies.ts';
import { sendOn } from '../../pages/answers.ts';
import { keepDevice } from '../../throttling/device.ts';
import {
  signInByPassword,
  type PasswordSignIn,
} from '../../throttling/sign-in.ts';
import { TooManyAttemptsError } from '../../throttling/too-many-attempts.ts';
import { callerOf } from '../caller.ts';
import { parseForm, readForm } from '../form.ts';
import { sendForeignForm, sendRefusal } from './answers.ts';
import {
  AUTHORIZE_PATH,
  sendSignInPage,
  type SignInRefusal,
} from './endpoint.ts';
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
    const signedIn = await trySignIn(dependencies, {
      email,
      password: form.get('password') ?? '',
      ...callerOf(context, dependencies),
    });
    if ('status' in signedIn) {
      if (signedIn.retryAfter !== undefined) {
        context.header('retry-after', String(signedIn.retryAfter));
      }
      return sendSignInPage(context, verdict.request, {
        csrfToken: browser.csrfToken,
        request: query,
        email,
        refusal: signedIn,
      });
    }
    const { device, user } = signedIn;
    if (device !== undefined) keepDevice(context, device, issuer);
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

/** A refusal is a value here: the page says what it is, and lets the user try again. */
async function trySignIn(
  dependencies: Dependencies,
  attempt: Parameters<typeof signInByPassword>[1],
): Promise<PasswordSignIn | SignInRefusal> {
  try {
    return (await signInByPassword(dependencies, attempt)) ?? WRONG;
  } catch (error) {
    if (!(error instanceof TooManyAttemptsError)) throw error;
    const { retryAfter } = error;
    return {
      status: 429,
      text: `There were too many attempts. Please try again in ${inWords(retryAfter)}.`,
      retryAfter,
    };
  }
}

const WRONG: SignInRefusal = {
  status: 400,
  text: 'E-mail or password is wrong. Please try again.',
};

function inWords(seconds: number): string {
  const isLong = seconds > 90;
  const amount = isLong ? Math.ceil(seconds / 60) : seconds;
  const unit = isLong ? 'minute' : 'second';
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
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
