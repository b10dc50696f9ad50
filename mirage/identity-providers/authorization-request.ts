import { isS256Challenge } from '../pkce.ts';
import type { SimulatedProvider } from './providers.ts';

/** What an app asks a provider for ([RFC 6749 section 4.1.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1)). */
export interface AuthorizationRequest {
  provider: SimulatedProvider;
  clientId: string;
  redirectUri: string;
  state: string | null;
  nonce: string | null;
  scope: string | null;
  /** `null` for a provider without PKCE. */
  codeChallenge: string | null;
}

/** What a provider holds a request against. */
export interface Registration {
  clientIds: readonly string[];
  redirectUris: readonly string[];
}

/** A request that no provider would answer. The message is for people: nobody is sent to an address that is in doubt. */
export class AuthorizationRequestError extends Error {
  override name = 'AuthorizationRequestError';
  readonly code = 'authorization-request-refused';
}

/**
 * Reads a request as a provider does, client and address first.
 * @throws AuthorizationRequestError
 */
export function readAuthorizationRequest(
  parameters: URLSearchParams,
  provider: SimulatedProvider,
  registration: Registration,
): AuthorizationRequest {
  const clientId = parameters.get('client_id') ?? '';
  const redirectUri = parameters.get('redirect_uri') ?? '';
  const codeChallenge = parameters.get('code_challenge');
  const isS256 = isS256Challenge(
    codeChallenge,
    parameters.get('code_challenge_method'),
  );
  refuseUnless(
    registration.clientIds.includes(clientId),
    `The client_id must be ${registration.clientIds.join(' or ')}.`,
  );
  refuseUnless(
    registration.redirectUris.includes(redirectUri),
    `The redirect_uri must be ${registration.redirectUris.join(' or ')}.`,
  );
  refuseUnless(
    parameters.get('response_type') === 'code',
    'The response_type must be code.',
  );
  refuseUnless(
    isS256 || !provider.hasPkce,
    'A code_challenge with the method S256 is missing.',
  );
  return {
    provider,
    clientId,
    redirectUri,
    state: parameters.get('state'),
    nonce: parameters.get('nonce'),
    scope: parameters.get('scope'),
    codeChallenge: provider.hasPkce ? codeChallenge : null,
  };
}

function refuseUnless(isRight: boolean, reason: string): void {
  if (!isRight) throw new AuthorizationRequestError(reason);
}
