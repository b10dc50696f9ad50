import * as oauth from 'oauth4webapi';
import type { Claims } from './claims.ts';
import { IdentityProviderError } from './errors.ts';
import { asProviderFailure, exchangeCode } from './exchange.ts';
import { renewTokens, toProviderTokens } from './tokens.ts';
import type {
  IdentityProvider,
  PresentedCode,
  ProviderConfiguration,
  ProvenIdentity,
  Redemption,
  RedemptionTerms,
} from './types.ts';

/** What a provider that speaks OAuth only has of its own. */
export interface OAuthOnly {
  /** There is no standard for it here: a name of our own for the identities, and what it sends as `iss`, if it does. */
  issuer: string;
  tokenEndpoint: string;
  hasPkce: boolean;
  /** Errors of the token endpoint that mean the code. */
  refusals?: readonly string[];
  /** Asks who the access token stands for. */
  readUser(
    accessToken: string,
    terms: RedemptionTerms,
  ): Promise<Omit<ProvenIdentity, 'provider' | 'issuer'>>;
}

/** A provider without id_token: the code brings an access token, and with that the user is asked for. */
export function oauthProvider(
  configuration: ProviderConfiguration,
  own: OAuthOnly,
): IdentityProvider {
  const { hasPkce, issuer, refusals = [] } = own;
  const server: oauth.AuthorizationServer = {
    issuer,
    token_endpoint: own.tokenEndpoint,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
  };
  const client = { client_id: configuration.clientId };
  return {
    id: configuration.id,
    issuer,
    hasPkce,
    hasNonce: false,
    async redeem(presented, terms): Promise<Redemption> {
      const exchange = await asProviderFailure(() =>
        exchangeCode(
          { server, configuration, refusals },
          withoutUnknown(presented, hasPkce),
          terms,
        ),
      );
      if (exchange.kind === 'refused') return exchange;
      const answer = await asProviderFailure(async () =>
        oauth.processAuthorizationCodeResponse(
          server,
          client,
          await withoutIdToken(exchange.response),
        ),
      );
      const user = await own.readUser(answer.access_token, terms);
      return {
        kind: 'proven',
        identity: { ...user, provider: configuration.id, issuer },
        tokens: toProviderTokens(answer, terms.now),
      };
    },
    renew: (refreshToken, terms) =>
      asProviderFailure(() =>
        renewTokens({ server, configuration }, refreshToken, terms),
      ),
    authorizationEndpoint: () =>
      Promise.resolve({ address: undefined, sendsIssuer: false }),
  };
}

/** Asks an endpoint of the provider for JSON, as the user who is to be known. */
export async function askForJson(
  address: string | URL,
  accessToken: string | undefined,
  { fetch }: RedemptionTerms,
): Promise<unknown> {
  const response = await fetch(String(address), {
    method: 'GET',
    headers: {
      accept: 'application/json',
      ...(accessToken === undefined
        ? {}
        : { authorization: `Bearer ${accessToken}` }),
    },
  });
  if (response.status !== 200) throw new IdentityProviderError('bad-answer');
  return response.json().catch((cause: unknown) => {
    throw new IdentityProviderError('bad-answer', { cause });
  });
}

/** @throws IdentityProviderError when it is no object */
export function toClaims(value: unknown): Claims {
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject) return value as Claims;
  throw new IdentityProviderError('bad-answer');
}

/** One that is sent unasked is nothing that could be verified here: the user endpoint says who the user is. */
async function withoutIdToken(response: Response): Promise<Response> {
  const { id_token: _, ...tokens } = toClaims(await response.json());
  return Response.json(tokens);
}

function withoutUnknown(
  presented: PresentedCode,
  hasPkce: boolean,
): PresentedCode {
  return hasPkce ? presented : { ...presented, codeVerifier: undefined };
}
