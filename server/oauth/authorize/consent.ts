import type { Handler } from 'hono';
import { browserOfForm } from '../../browser-sessions/csrf.ts';
import type { Dependencies, ServerEnvironment } from '../../dependencies.ts';
import { sendOn } from '../../pages/answers.ts';
import { readForm } from '../form.ts';
import {
  sendCode,
  sendError,
  sendForeignForm,
  sendRefusal,
} from './answers.ts';
import { rememberConsent } from './consents.ts';
import { AUTHORIZE_PATH } from './endpoint.ts';
import { nextStep } from './next-step.ts';
import { readAuthorizationRequest } from './request.ts';

/** `POST /oauth/consent`: what the consent page sends. Everything but Allow is a no. */
export function consentEndpoint(
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
    const { request } = verdict;
    const again = `${AUTHORIZE_PATH}?${query}`;
    const browser = browserOfForm(context, form, issuer);
    if (!browser) return sendForeignForm(context, again);
    if (form.get('decision') !== 'allow') {
      return sendError(context, request, {
        error: 'access_denied',
        description: 'The user has not allowed this.',
        issuer,
      });
    }
    const step = await nextStep(dependencies, request, browser.sessionId);
    if (step.kind !== 'consent') return sendOn(context, again);
    const { session } = step;
    await rememberConsent(
      database,
      {
        userId: session.user.id,
        clientId: request.client.id,
        scope: request.scope,
      },
      clock(),
    );
    return sendCode(context, dependencies, { request, session });
  };
}
