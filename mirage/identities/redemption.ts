import type { IdentityProviders } from '../identity-providers/index.ts';
import type { SimulatedProvider } from '../identity-providers/providers.ts';
import { isVerifier } from '../pkce.ts';
import { randomToken } from '../random-token.ts';
import type { AuthorizationCode, SimulatedSchema } from '../schema.ts';
import type { Settings } from '../settings.ts';
import { readOpaque, required, type Parameters } from './parameters.ts';
import { toProvenIdentity, type ProvenIdentity } from './proven-identity.ts';
import { IdentityRefusedError } from './refused.ts';

/** Seconds that a user has at a provider without PKCE. */
const ATTEMPT_LIFETIME = 10 * 60;

interface Presentation {
  parameters: Parameters;
  /** What the verifier among the parameters stands for. */
  codeChallenge: string | undefined;
}

interface RedemptionParts {
  schema: SimulatedSchema;
  settings: Settings;
  identityProviders: IdentityProviders;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Has the codes of identity providers redeemed, with the checks of the real server in the same order. */
export class Redemption {
  readonly #parts: RedemptionParts;

  constructor(parts: RedemptionParts) {
    this.#parts = parts;
  }

  /**
   * Notes that this browser begins. The real server gives it a cookie that no script reads, which nothing in a page can
   * do: here the state alone stands for the browser.
   * @throws IdentityRefusedError
   */
  beginAttempt(parameters: Parameters): void {
    const provider = this.#requireProvider(parameters);
    const state = readOpaque(parameters, 'state');
    const redirectUri = required(parameters, 'redirect_uri');
    this.#requireRedirectUri(provider, redirectUri);

    const { now, schema } = this.#parts;
    schema.findBy('signInAttempt', { state })?.destroy();
    schema.create('signInAttempt', {
      id: randomToken(),
      state,
      provider: provider.id,
      redirectUri,
      expiresAt: now() + ATTEMPT_LIFETIME * 1000,
    });
  }

  /**
   * Says who a code stands for. A code is used up by the first try at its provider, right or wrong.
   * @throws IdentityRefusedError
   */
  redeem({ codeChallenge, parameters }: Presentation): ProvenIdentity {
    const provider = this.#requireProvider(parameters);
    const presented = readPresented(provider, parameters);
    this.#requireRedirectUri(provider, presented.redirectUri);
    requireIssuer(provider, parameters.get('iss'));
    if (!provider.hasPkce) this.#takeAttempt(provider, parameters);

    const code = this.#takeCode(provider, presented.code);
    this.#failAs(code.scenario);
    const isRight =
      code.redirectUri === presented.redirectUri &&
      (!provider.hasPkce || code.codeChallenge === codeChallenge);
    if (!isRight) throw codeRefused();
    if (provider.hasNonce && code.nonce !== presented.nonce) {
      throw providerFailed(
        'What the identity provider says about the user could not be verified.',
      );
    }
    return toProvenIdentity(provider, code.person);
  }

  #requireProvider(parameters: Parameters): SimulatedProvider {
    const id = required(parameters, 'provider');
    const provider = this.#parts.identityProviders.find(id);
    if (provider) return provider;
    throw new IdentityRefusedError(
      'invalid_request',
      'There is no such identity provider here.',
    );
  }

  #requireRedirectUri({ id }: SimulatedProvider, redirectUri: string): void {
    const { identityProviders } = this.#parts;
    if (identityProviders.redirectUris(id).includes(redirectUri)) return;
    throw new IdentityRefusedError(
      'invalid_grant',
      'The redirect URI is not one of this server; see REDIRECT_URIS.',
    );
  }

  /** Asking takes the attempt, fitting or not. */
  #takeAttempt({ id }: SimulatedProvider, parameters: Parameters): void {
    const { now, schema } = this.#parts;
    const state = readOpaque(parameters, 'state');
    const attempt = schema.findBy('signInAttempt', { state });
    const fits =
      attempt?.provider === id &&
      attempt.redirectUri === parameters.get('redirect_uri') &&
      attempt.expiresAt > now();
    attempt?.destroy();
    if (fits) return;
    throw new IdentityRefusedError(
      'invalid_grant',
      'This browser did not begin this sign-in, or took too long.',
    );
  }

  #takeCode({ id }: SimulatedProvider, code: string): AuthorizationCode {
    const { now, schema } = this.#parts;
    const found = schema.find('authorizationCode', code);
    if (found?.provider !== id || found.usedAt !== null) throw codeRefused();
    found.update({ usedAt: now() });
    if (found.expiresAt <= now()) throw codeRefused();
    return found;
  }

  #failAs(scenario: AuthorizationCode['scenario']): void {
    if (scenario === 'slow') {
      throw providerFailed(
        'The identity provider did not answer in time.',
        this.#parts.settings.identityProviderTimeout,
      );
    }
    if (scenario === 'server-error') {
      throw providerFailed('The identity provider answered with an error.');
    }
  }
}

function readPresented(
  { hasNonce, hasPkce }: SimulatedProvider,
  parameters: Parameters,
) {
  const code = readOpaque(parameters, 'code');
  const redirectUri = required(parameters, 'redirect_uri');
  if (hasPkce && !isVerifier(required(parameters, 'code_verifier'))) {
    throw new IdentityRefusedError(
      'invalid_request',
      'The code verifier must be 43 to 128 letters, digits or any of - . _ ~',
    );
  }
  const nonce = hasNonce ? readOpaque(parameters, 'nonce') : undefined;
  return { code, redirectUri, nonce };
}

/** The app compares it too; where it passes on what it got, the mix-up ends here (RFC 9207 section 2.4). */
function requireIssuer(
  { issuer }: SimulatedProvider,
  named: string | undefined,
): void {
  if (named === undefined || named === issuer) return;
  throw new IdentityRefusedError(
    'invalid_grant',
    'The callback came from another issuer.',
  );
}

function codeRefused() {
  return new IdentityRefusedError(
    'invalid_grant',
    'The code is unknown, expired or used.',
  );
}

function providerFailed(description: string, delay?: number) {
  return new IdentityRefusedError(
    'identity_provider_error',
    description,
    delay,
  );
}
