import type { Context, Handler } from 'hono';
import { readBrowser, renewBrowser } from '../../browser-sessions/cookie.ts';
import type { Dependencies, ServerEnvironment } from '../../dependencies.ts';
import { sendOn, sendPage } from '../../pages/answers.ts';
import { consentPage } from '../../pages/consent.ts';
import { signInPage } from '../../pages/sign-in.ts';
import { readForm } from '../form.ts';
import { sendCode, sendError, sendRefusal } from './answers.ts';
import { nextStep } from './next-step.ts';
import {
  readAuthorizationRequest,
  type AuthorizationRequest,
} from './request.ts';

/** Where authorization requests go. */
export const AUTHORIZE_PATH = '/oauth/authorize';

/**
 * `GET /oauth/authorize` ([RFC 6749 section 3.1](https://www.rfc-editor.org/rfc/rfc6749#section-3.1)): a code, or the page
 * that is still between the client and it.
 */
export function authorizationEndpoint(
  dependencies: Dependencies,
): Handler<ServerEnvironment> {
  const { database, origin } = dependencies;
  return async (context) => {
    const issuer = origin();
    const query = new URL(context.req.url).search.slice(1);
    const verdict = await readAuthorizationRequest(database, query);
    if (verdict.kind !== 'accepted') {
      return sendRefusal(context, verdict, issuer);
    }
    const { request } = verdict;
    const browser = readBrowser(context, issuer);
    const step = await nextStep(dependencies, request, browser?.sessionId);
    if (step.kind === 'refused') {
      return sendError(context, request, { ...step.error, issuer });
    }
    if (step.kind === 'code') {
      return sendCode(context, dependencies, {
        request,
        session: step.session,
      });
    }
    const { csrfToken } = browser ?? renewBrowser(context, issuer);
    const fields = { csrfToken, request: query };
    if (step.kind === 'sign-in') {
      return sendSignInPage(context, request, {
        ...fields,
        email: request.loginHint ?? '',
      });
    }
    return sendPage(
      context,
      consentPage({
        ...fields,
        clientName: request.client.name,
        clientOrigin: new URL(request.redirectUri).origin,
        userEmail: step.session.user.email,
        scope: request.scope,
      }),
      { formTarget: request.redirectUri },
    );
  };
}

/**
 * `POST /oauth/authorize`, the same request as a form. A post from another site comes without our cookie, so the browser
 * is sent to ask once more by GET.
 */
export function postedAuthorizationEndpoint({
  database,
  origin,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const form = await readForm(context);
    const query = new URLSearchParams([...form]).toString();
    const verdict = await readAuthorizationRequest(database, query);
    if (verdict.kind !== 'accepted') {
      return sendRefusal(context, verdict, origin());
    }
    return sendOn(context, `${AUTHORIZE_PATH}?${query}`);
  };
}

/** What was wrong the last time. */
export interface SignInRefusal {
  status: 400 | 429;
  text: string;
  /** Seconds, where the user has to wait. */
  retryAfter?: number;
}

/** Shows the sign-in page; after a refusal it says why. */
export function sendSignInPage(
  context: Context<ServerEnvironment>,
  { client, redirectUri }: AuthorizationRequest,
  { refusal, ...page }: SignInPage,
): Promise<Response> {
  return sendPage(
    context,
    signInPage({ error: refusal?.text, ...page, clientName: client.name }),
    { formTarget: redirectUri, status: refusal?.status ?? 200 },
  );
}

interface SignInPage {
  csrfToken: string;
  request: string;
  email: string;
  refusal?: SignInRefusal;
}
