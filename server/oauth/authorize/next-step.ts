import {
  findBrowserSession,
  type SignedInBrowser,
} from '../../browser-sessions/sessions.ts';
import { secondsAfter } from '../../clock.ts';
import type { Dependencies } from '../../dependencies.ts';
import { hasConsented } from './consents.ts';
import type { AuthorizationError, AuthorizationRequest } from './request.ts';

/** What is to be done before a request can be answered with a code. */
export type NextStep =
  | { kind: 'sign-in' }
  | { kind: 'consent'; session: SignedInBrowser }
  | { kind: 'code'; session: SignedInBrowser }
  | { kind: 'refused'; error: AuthorizationError };

/**
 * Decides by who is signed in with this browser, and by what they have allowed before. The first-party app needs no
 * consent; others need it once for each scope. With `prompt=none` nothing may be shown, so what would be shown is an
 * error ([OpenID Connect Core section 3.1.2.1](https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest)).
 */
export async function nextStep(
  { clock, database, settings }: Dependencies,
  request: AuthorizationRequest,
  sessionId: string | undefined,
): Promise<NextStep> {
  const { client, prompts, scope } = request;
  const now = clock();
  const session =
    sessionId === undefined
      ? undefined
      : await findBrowserSession(database, sessionId, now);

  if (!session || mustSignInAgain(request, session, now)) {
    return prompts.has('none')
      ? refused('login_required', 'The user is not signed in.')
      : { kind: 'sign-in' };
  }
  const isAllowed =
    client.id === settings.clientId ||
    (await hasConsented(database, {
      userId: session.user.id,
      clientId: client.id,
      scope,
    }));
  if (isAllowed && !prompts.has('consent')) return { kind: 'code', session };
  return prompts.has('none')
    ? refused('consent_required', 'The user has not allowed this yet.')
    : { kind: 'consent', session };
}

/** Choosing another account is signing in again: a browser has one account at a time. */
function mustSignInAgain(
  { maximumAge, prompts }: AuthorizationRequest,
  { authenticatedAt }: SignedInBrowser,
  now: Date,
): boolean {
  const isTooOld =
    maximumAge !== undefined &&
    secondsAfter(authenticatedAt, maximumAge) <= now;
  return isTooOld || prompts.has('login') || prompts.has('select_account');
}

function refused(error: string, description: string): NextStep {
  return { kind: 'refused', error: { error, description } };
}
