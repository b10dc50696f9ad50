import * as oauth from 'oauth4webapi';
import { IdentityProviderError } from './errors.ts';
import type {
  PresentedCode,
  ProviderConfiguration,
  RedemptionTerms,
} from './types.ts';

/** Where and as whom to redeem. */
export interface ExchangeParty {
  server: oauth.AuthorizationServer;
  configuration: ProviderConfiguration;
  /** Errors of the token endpoint that are its word on the code, beside `invalid_grant` (RFC 6749 section 5.2). */
  refusals?: readonly string[];
}

/** An answer of the token endpoint with status 200 and no error in it, not yet verified. */
export type Exchange =
  { kind: 'answered'; response: Response } | { kind: 'refused' };

/** `http:` is decided by `providerFetch`, for loopback only, and not by the library. */
export function requestOptions({ fetch }: RedemptionTerms) {
  return {
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: fetch,
  };
}

/**
 * Presents the code, with the secret and the verifier, to the token endpoint
 * ([RFC 6749 section 4.1.3](https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3)). An error counts wherever it stands:
 * GitHub sends it with status 200.
 * @throws IdentityProviderError
 */
export async function exchangeCode(
  { server, configuration, refusals = [] }: ExchangeParty,
  presented: PresentedCode,
  terms: RedemptionTerms,
): Promise<Exchange> {
  const client = { client_id: configuration.clientId };
  // State and issuer of the callback were checked where they arrived; the library wants to see a callback nevertheless.
  const callback = oauth.validateAuthResponse(
    { issuer: server.issuer },
    client,
    new URLSearchParams({ code: presented.code }),
    oauth.expectNoState,
  );
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    clientAuthentication(server, configuration.clientSecret),
    callback,
    presented.redirectUri,
    presented.codeVerifier ?? oauth.nopkce,
    requestOptions(terms),
  );
  const error = await errorIn(response.clone());
  if (error !== undefined) {
    if (error === 'invalid_grant' || refusals.includes(error)) {
      return { kind: 'refused' };
    }
    throw new IdentityProviderError('error-answer');
  }
  if (response.status !== 200) throw new IdentityProviderError('bad-answer');
  return { kind: 'answered', response };
}

/** Takes what the library, or the cryptography below it, throws at an answer as a failure of the provider. */
export async function asProviderFailure<Result>(
  work: () => Promise<Result>,
  code: 'bad-answer' | 'id-token-refused' = 'bad-answer',
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof IdentityProviderError) throw cause;
    throw new IdentityProviderError(code, { cause });
  }
}

export function clientAuthentication(
  server: oauth.AuthorizationServer,
  secret: string | undefined,
): oauth.ClientAuth {
  if (secret === undefined) return oauth.None();
  // Absent means Basic (RFC 8414 section 2); a form is what all three big ones take.
  const methods = server.token_endpoint_auth_methods_supported;
  return methods?.includes('client_secret_post')
    ? oauth.ClientSecretPost(secret)
    : oauth.ClientSecretBasic(secret);
}

/** The error's name: a text by the standard; Facebook sends an object, whose code and subcode are made one. */
export async function errorIn(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) return undefined;
  if (!('error' in body)) return undefined;
  const { error } = body;
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, error_subcode: subcode } = error as Record<string, unknown>;
  return `${String(code)}/${String(subcode)}`;
}
