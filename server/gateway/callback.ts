import OAuth2Server from '@node-oauth/oauth2-server';
import type { Context, Handler } from 'hono';
import { FIRST_PARTY_CLIENT } from '../../contract/seed.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import {
  logProviderFailure,
  readOpaque,
  redeemOnce,
  requireIssuer,
  type Proof,
} from '../identities/redeem.ts';
import { IdentityRefusedError, signInRefused } from '../identities/refused.ts';
import { IdentityProviderError } from '../identity-providers/errors.ts';
import { signInWithIdentity } from '../identities/sign-in.ts';
import { callerOf } from '../oauth/caller.ts';
import { parseForm } from '../oauth/form.ts';
import { newToken } from '../tokens.ts';
import { sendToApp } from './answers.ts';
import { takeAttempt, type TakenAttempt } from './attempts.ts';
import { readSessionCookie, setSessionCookie } from './cookie.ts';
import { currentSession } from './current-session.ts';
import { sendProblem, type SignInProblem } from './problems.ts';
import { questionFor } from './question.ts';
import { retireGatewaySession, startGatewaySession } from './sessions.ts';
import type { ServerGateway } from './settings.ts';
import { providerOf, targetOf } from './start.ts';

type GatewayContext = Context<ServerEnvironment>;
type Parameters = ReadonlyMap<string, string>;

const HOME = '/';

/**
 * `GET {prefix}/callback`: where the provider sends the browser back to. The attempt is taken first, whatever else is
 * wrong; only its own browser gets any further.
 */
export function callbackEndpoint(
  dependencies: Dependencies,
  gateway: ServerGateway,
): Handler<ServerEnvironment> {
  const { prefix } = gateway;
  return async (context) => {
    const parameters = readParameters(context);
    const attempt =
      parameters &&
      (await takeAttempt(context, dependencies, {
        ...targetOf(dependencies, gateway),
        state: parameters.get('state') ?? '',
      }));
    if (!attempt) {
      // The back button leads here again: who is signed in has nothing to read about it.
      const session = await currentSession(context, dependencies, gateway);
      if (session) return sendToApp(context, dependencies, HOME);
      return sendProblem(context, 'no_attempt', { prefix, returnTo: HOME });
    }
    const { returnTo } = attempt;
    try {
      const isDenied = parameters.get('error') === 'access_denied';
      const proof = await prove(dependencies, gateway, { attempt, parameters });
      if (!proof) {
        const problem = isDenied ? 'access_denied' : 'invalid_request';
        return await sendProblem(context, problem, { prefix, returnTo });
      }
      await signIn(context, dependencies, { gateway, proof });
      return sendToApp(context, dependencies, returnTo);
    } catch (error) {
      const problem = problemOf(error, dependencies, gateway);
      return sendProblem(context, problem, { prefix, returnTo });
    }
  };
}

/** Why a sign-in came to nothing; a mistake of ours is thrown on. */
function problemOf(
  error: unknown,
  { log }: Dependencies,
  { provider }: ServerGateway,
): SignInProblem {
  if (error instanceof IdentityRefusedError) return error.code;
  if (!(error instanceof IdentityProviderError)) throw error;
  logProviderFailure(log, error, provider);
  return 'identity_provider_error';
}

/** Each at most once; nothing for what cannot be read. */
function readParameters(context: GatewayContext): Parameters | undefined {
  try {
    return parseForm(new URL(context.req.url).search.slice(1));
  } catch (error) {
    if (error instanceof OAuth2Server.OAuthError) return undefined;
    throw error;
  }
}

/**
 * Who the provider says is there; nothing where it says that nobody is.
 * @throws IdentityRefusedError
 */
async function prove(
  dependencies: Dependencies,
  gateway: ServerGateway,
  { attempt, parameters }: { attempt: TakenAttempt; parameters: Parameters },
): Promise<Proof | undefined> {
  const provider = providerOf(dependencies, gateway);
  const { sendsIssuer } = await questionFor(dependencies, provider);
  requireIssuer(
    provider,
    parameters.get('iss') ?? (sendsIssuer ? '' : undefined),
  );
  if (parameters.has('error')) return undefined;
  const { hasNonce, hasPkce } = provider;
  return redeemOnce(dependencies, provider, {
    code: readOpaque(parameters, 'code'),
    redirectUri: targetOf(dependencies, gateway).redirectUri,
    codeVerifier: hasPkce ? attempt.codeVerifier : undefined,
    nonce: hasNonce ? attempt.nonce : undefined,
  });
}

/**
 * Begins a session under a value that nobody has seen before; one that the browser brought is worth nothing soon (session
 * fixation).
 * @throws IdentityRefusedError
 */
async function signIn(
  context: GatewayContext,
  dependencies: Dependencies,
  { gateway, proof }: { gateway: ServerGateway; proof: Proof },
): Promise<void> {
  const { clock, database, origin, settings } = dependencies;
  const { identity, tokens } = proof;
  const brought = readSessionCookie(context, origin());
  const cookie = newToken();
  const now = clock();
  const verdict = await signInWithIdentity(database, identity, {
    now,
    start: (transaction, userId) =>
      startGatewaySession(
        transaction,
        {
          userId,
          clientId: settings.clientId,
          scope: FIRST_PARTY_CLIENT.scopes,
          ...callerOf(context, dependencies),
        },
        { cookie, provider: identity.provider, tokens, gateway, now },
      ),
  });
  if (verdict.kind === 'refused') throw signInRefused(verdict.reason);
  if (brought) await retireGatewaySession(database, brought, now);
  setSessionCookie(context, cookie, origin());
}
