import type { Dependencies } from '../dependencies.ts';
import { IdentityProviderError } from '../identity-providers/errors.ts';
import { providerFetch } from '../identity-providers/fetch.ts';
import type {
  IdentityProvider,
  PresentedCode,
  ProvenIdentity,
  Redemption,
} from '../identity-providers/types.ts';
import type { Log } from '../log.ts';
import { takeAttempt } from './attempts.ts';
import { required, type Parameters } from './parameters.ts';
import { claimCode } from './presented-codes.ts';
import { requireRedirectUri } from './redirect-uris.ts';
import { IdentityRefusedError } from './refused.ts';

/** What came with the request, beside the connection. */
export interface Presentation {
  parameters: Parameters;
  /** The `Cookie` header. */
  cookies: string | undefined;
}

/** [RFC 7636 section 4.1](https://www.rfc-editor.org/rfc/rfc7636#section-4.1). */
const CODE_VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

/** A provider's code, state or nonce: visible ASCII (RFC 6749 appendix A), and not without end. */
export const OPAQUE = /^[\x20-\x7e]{1,4096}$/;

/**
 * Has a code redeemed by its provider, and says who it stands for. What can be refused without the provider is refused
 * first; then the code counts as presented, whatever comes of it: nobody can say whether a provider that failed has used
 * it up.
 * @throws IdentityRefusedError
 */
export async function redeemPresentedCode(
  dependencies: Dependencies,
  presentation: Presentation,
): Promise<ProvenIdentity> {
  const { parameters } = presentation;
  const provider = requireProvider(dependencies, parameters);
  const presented = readPresentedCode(provider, parameters);
  requireRedirectUri(dependencies, provider.id, presented.redirectUri);
  requireIssuer(provider, parameters.get('iss'));
  if (!provider.hasPkce) {
    await requireAttempt(dependencies, provider, presentation);
  }
  const { identity } = await redeemOnce(dependencies, provider, presented);
  return identity;
}

/** Who a code stands for, and the tokens that it brought. */
export type Proof = Omit<Extract<Redemption, { kind: 'proven' }>, 'kind'>;

/**
 * Has a code redeemed about which everything else was checked, once. The tokens are for the gateway alone.
 * @throws IdentityRefusedError
 */
export async function redeemOnce(
  dependencies: Dependencies,
  provider: IdentityProvider,
  presented: PresentedCode,
): Promise<Proof> {
  const { clock, database } = dependencies;
  const code = { provider: provider.id, code: presented.code };
  if (!(await claimCode(database, code, clock()))) throw codeRefused();
  return askProvider(dependencies, provider, presented);
}

/** @throws IdentityRefusedError for a provider that is not on, with the same words as for one that does not exist */
export function requireProvider(
  { identityProviders }: Dependencies,
  parameters: Parameters,
): IdentityProvider {
  const provider = identityProviders.get(required(parameters, 'provider'));
  if (provider) return provider;
  throw new IdentityRefusedError(
    'invalid_request',
    'There is no such identity provider here.',
  );
}

/** The text that the browser made up for one attempt. */
export function readOpaque(parameters: Parameters, name: string): string {
  const value = required(parameters, name);
  if (OPAQUE.test(value)) return value;
  throw new IdentityRefusedError(
    'invalid_request',
    `The parameter ${name} is malformed.`,
  );
}

function readPresentedCode(
  { hasNonce, hasPkce }: IdentityProvider,
  parameters: Parameters,
): PresentedCode {
  const code = readOpaque(parameters, 'code');
  const redirectUri = required(parameters, 'redirect_uri');
  const codeVerifier = hasPkce
    ? required(parameters, 'code_verifier')
    : undefined;
  if (codeVerifier !== undefined && !CODE_VERIFIER.test(codeVerifier)) {
    throw new IdentityRefusedError(
      'invalid_request',
      'The code verifier must be 43 to 128 letters, digits or any of - . _ ~',
    );
  }
  const nonce = hasNonce ? readOpaque(parameters, 'nonce') : undefined;
  return { code, redirectUri, codeVerifier, nonce };
}

/** The app compares it too; where it passes on what it got, the mix-up ends here (RFC 9207 section 2.4). */
export function requireIssuer(
  { issuer }: IdentityProvider,
  named: string | undefined,
): void {
  if (named === undefined || named === issuer) return;
  throw new IdentityRefusedError(
    'invalid_grant',
    'The callback came from another issuer.',
  );
}

async function requireAttempt(
  { clock, database, origin }: Dependencies,
  provider: IdentityProvider,
  { cookies, parameters }: Presentation,
): Promise<void> {
  const attempt = {
    state: readOpaque(parameters, 'state'),
    provider: provider.id,
    redirectUri: required(parameters, 'redirect_uri'),
  };
  const isSameBrowser = await takeAttempt(database, attempt, {
    cookies,
    isHttps: origin().startsWith('https:'),
    now: clock(),
  });
  if (isSameBrowser) return;
  throw new IdentityRefusedError(
    'invalid_grant',
    'This browser did not begin this sign-in, or took too long.',
  );
}

async function askProvider(
  { clock, log, settings }: Dependencies,
  provider: IdentityProvider,
  presented: PresentedCode,
): Promise<Proof> {
  try {
    const redemption = await provider.redeem(presented, {
      fetch: providerFetch(settings.identityProviderTimeout * 1000),
      now: clock(),
    });
    if (redemption.kind === 'proven') return redemption;
  } catch (error) {
    if (!(error instanceof IdentityProviderError)) throw error;
    logProviderFailure(log, error, provider.id);
    throw new IdentityRefusedError('identity_provider_error', error.message);
  }
  throw codeRefused();
}

/** Writes down that a provider failed. */
export function logProviderFailure(
  log: Log,
  error: IdentityProviderError,
  provider: string,
): void {
  const cause = nameOf(error.cause);
  log.error('identity-provider', error, { provider, cause });
}

/** One answer for a code that was presented here before, and for one that the provider refuses. */
function codeRefused() {
  return new IdentityRefusedError(
    'invalid_grant',
    'The code is unknown, expired or used.',
  );
}

/** Its code or its kind; the message of an error may quote what the provider sent. */
function nameOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : cause.name;
}
