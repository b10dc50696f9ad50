import * as oauth from 'oauth4webapi';
import { secondsAfter } from '../clock.ts';
import { IdentityProviderError } from './errors.ts';
import {
  clientAuthentication,
  errorIn,
  requestOptions,
  type ExchangeParty,
} from './exchange.ts';
import type { ProviderTokens, RedemptionTerms, Renewal } from './types.ts';

/** What providers call a refresh token that is not good any more: RFC 6749 section 5.2, and GitHub. */
const REFUSALS = ['invalid_grant', 'bad_refresh_token'];

/** Visible ASCII (RFC 6749 appendix A.17), and not without end. */
const TOKEN = /^[\x20-\x7e]{1,65536}$/;

/** A century, in seconds: a longer lifetime is none that a date could hold. */
const LONGEST = 100 * 365 * 24 * 60 * 60;

/**
 * Presents a refresh token ([RFC 6749 section 6](https://www.rfc-editor.org/rfc/rfc6749#section-6)). Where none comes back
 * the old one stays good. An id_token that comes along is not looked at: who the user is was proved at the sign-in.
 * @throws IdentityProviderError where the provider decided nothing
 */
export async function renewTokens(
  { server, configuration }: ExchangeParty,
  refreshToken: string,
  terms: RedemptionTerms,
): Promise<Renewal> {
  const response = await oauth.refreshTokenGrantRequest(
    server,
    { client_id: configuration.clientId },
    clientAuthentication(server, configuration.clientSecret),
    refreshToken,
    requestOptions(terms),
  );
  const error = await errorIn(response.clone());
  if (error !== undefined) {
    if (REFUSALS.includes(error)) return { kind: 'refused' };
    throw new IdentityProviderError('error-answer');
  }
  if (response.status !== 200) throw new IdentityProviderError('bad-answer');
  const body: unknown = await response.json();
  const tokens = toProviderTokens(
    typeof body === 'object' && body !== null ? body : {},
    terms.now,
  );
  return {
    kind: 'renewed',
    tokens: { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken },
  };
}

/**
 * The tokens in the answer of a token endpoint.
 * @throws IdentityProviderError where there is no access token
 */
export function toProviderTokens(answer: object, now: Date): ProviderTokens {
  const {
    access_token: accessToken,
    expires_in: expiresIn,
    refresh_token: refreshToken,
  } = answer as Readonly<Record<string, unknown>>;
  if (!isToken(accessToken)) throw new IdentityProviderError('bad-answer');
  return {
    accessToken,
    refreshToken: isToken(refreshToken) ? refreshToken : undefined,
    expiresAt: isLifetime(expiresIn) ? secondsAfter(now, expiresIn) : undefined,
  };
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value);
}

function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LONGEST;
}
