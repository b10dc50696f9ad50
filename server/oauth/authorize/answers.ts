import type { Context } from 'hono';
import type { SignedInBrowser } from '../../browser-sessions/sessions.ts';
import type { Dependencies, ServerEnvironment } from '../../dependencies.ts';
import { sendOn, sendPage } from '../../pages/answers.ts';
import { messagePage } from '../../pages/message.ts';
import { withParameters } from '../redirect-uris.ts';
import { issueCode } from './issue-code.ts';
import type {
  AuthorizationError,
  AuthorizationRequest,
  RequestVerdict,
  ReturnAddress,
} from './request.ts';

type PageContext = Context<ServerEnvironment>;

/** Answers a request that cannot be granted: to the client where that is safe, else to the user alone. */
export function sendRefusal(
  context: PageContext,
  verdict: Exclude<RequestVerdict, { kind: 'accepted' }>,
  issuer: string,
): Response | Promise<Response> {
  if (verdict.kind === 'refused') {
    return sendError(context, verdict.to, { ...verdict.error, issuer });
  }
  return sendPage(
    context,
    messagePage({
      title: 'This sign-in cannot go on',
      text: `${verdict.reason} Go back to the app and try again; if it stays so, tell the people who run it.`,
    }),
    { status: 400 },
  );
}

/** Sends an error to the client; `iss` says who it is from ([RFC 9207](https://www.rfc-editor.org/rfc/rfc9207)). */
export function sendError(
  context: PageContext,
  { redirectUri, state }: ReturnAddress,
  { description, error, issuer }: AuthorizationError & { issuer: string },
): Response {
  return sendOn(
    context,
    withParameters(redirectUri, {
      error,
      error_description: description,
      state,
      iss: issuer,
    }),
  );
}

/** Makes a code and sends it to the client. */
export async function sendCode(
  context: PageContext,
  { clock, database, origin }: Dependencies,
  granted: { request: AuthorizationRequest; session: SignedInBrowser },
): Promise<Response> {
  const { request, session } = granted;
  const code = await issueCode(database, request, { session, now: clock() });
  const { redirectUri, state } = request;
  return sendOn(
    context,
    withParameters(redirectUri, { code, state, iss: origin() }),
  );
}

/** A form that this server did not give to this browser, or gave too long ago. */
export function sendForeignForm(
  context: PageContext,
  again: string,
): Promise<Response> {
  return sendPage(
    context,
    messagePage({
      title: 'This page is out of date',
      text: 'Nothing has happened. Your browser must accept cookies of this site.',
      link: { address: again, text: 'Begin again' },
    }),
    { status: 403 },
  );
}
