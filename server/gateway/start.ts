import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { logProviderFailure } from '../identities/redeem.ts';
import { IdentityProviderError } from '../identity-providers/errors.ts';
import type { IdentityProvider } from '../identity-providers/types.ts';
import { isScript, sendJsonError } from './answers.ts';
import { beginAttempt, type AttemptTarget } from './attempts.ts';
import { sendProblem } from './problems.ts';
import { authorizationRequest, questionFor } from './question.ts';
import { readReturnTo } from './return-to.ts';
import type { ServerGateway } from './settings.ts';

/** `GET {prefix}/start?rd=`: begins an attempt to sign in, and sends the browser to the provider. */
export function startEndpoint(
  dependencies: Dependencies,
  gateway: ServerGateway,
): Handler<ServerEnvironment> {
  return async (context) => {
    if (isScript(context)) return sendJsonError(context, 'not-signed-in');
    const returnTo = readReturnTo(context.req.query('rd'), gateway.prefix);
    const provider = providerOf(dependencies, gateway);
    const target = targetOf(dependencies, gateway);
    try {
      const question = await questionFor(dependencies, provider);
      const attempt = await beginAttempt(context, dependencies, {
        ...target,
        returnTo,
      });
      const { redirectUri } = target;
      return context.redirect(
        authorizationRequest(question, provider, { ...attempt, redirectUri }),
        302,
      );
    } catch (error) {
      if (!(error instanceof IdentityProviderError)) throw error;
      logProviderFailure(dependencies.log, error, provider.id);
      return sendProblem(context, 'identity_provider_error', {
        prefix: gateway.prefix,
        returnTo,
      });
    }
  };
}

/** To whom an attempt of this gateway leads, and where to it comes back. */
export function targetOf(
  { origin }: Pick<Dependencies, 'origin'>,
  { prefix, provider }: ServerGateway,
): AttemptTarget {
  return { provider, redirectUri: `${origin()}${prefix}/callback` };
}

/** It is on, or the server would not have started. */
export function providerOf(
  { identityProviders }: Dependencies,
  { provider: id }: ServerGateway,
): IdentityProvider {
  const provider = identityProviders.get(id);
  if (!provider) throw new Error(`GATEWAY_PROVIDER ${id} is not on`);
  return provider;
}
