import * as oauth from 'oauth4webapi';
import { fetchWithin, type World } from './answers';
import { TokenEndpointError, type AuthErrorCode } from './errors';
import { readTokenAnswer, requestOptions } from './oauth-requests';
import { toParameters, type PresentedCode } from './presented-code';
import type { BearerSession } from './session-data';
import {
  refused,
  refusedCode,
  refusedPassword,
  renewedSession,
  understandTokens,
  type TokenAnswer,
} from './token-answers';

/** How long a revocation may take, in milliseconds. Nobody waits for it. */
const REVOCATION_TIMEOUT = 3_000;

/** How long the token server may take to bind an attempt to this browser, in milliseconds. */
const BINDING_TIMEOUT = 10_000;

/** Where and as whom to ask: a part of the app's settings. */
export interface TokenClientSettings {
  clientId: string;
  scope: string | undefined;
  tokenEndpoint: string;
  revocationEndpoint: string | undefined;
  /** By which it redeems the codes of identity providers; absent where it does not. */
  identityProviderGrantType?: string;
}

/** An attempt to sign in at a provider that checks no code challenge. */
export interface UnchallengedAttempt {
  provider: string;
  state: string;
  redirectUri: string;
}

/** What a person types at the sign-in form. */
export interface PasswordCredentials {
  username: string;
  password: string;
}

/** Talks to the token server. Its methods throw `NetworkError` and `TokenEndpointError`, and nothing else. */
export interface TokenClient {
  /** RFC 6749 section 4.3. */
  passwordGrant(
    provider: string,
    credentials: PasswordCredentials,
    signal?: AbortSignal,
  ): Promise<BearerSession>;
  /** The grant by which the token server redeems a provider's code for us (RFC 6749 section 4.5). */
  redeemCode(presented: PresentedCode): Promise<BearerSession>;
  /**
   * Has the token server bind an attempt to this browser by a cookie, where the provider has no PKCE to do it.
   *
   * @throws {TokenEndpointError} where the server can't
   */
  bindAttempt(attempt: UnchallengedAttempt): Promise<void>;
  /** RFC 6749 section 6. A server that rotates answers with another refresh token, one that does not with none. */
  refresh(session: BearerSession): Promise<BearerSession>;
  /** RFC 7009: both tokens, the refresh token first. Settles within seconds, whatever the server does. */
  revoke(session: BearerSession): Promise<void>;
}

/** Makes the client of one token server. */
export function createTokenClient(
  settings: TokenClientSettings,
  world: World,
): TokenClient {
  const server: oauth.AuthorizationServer = {
    // Not part of any check here: neither grant brings an id_token that we would read.
    issuer: settings.tokenEndpoint,
    token_endpoint: settings.tokenEndpoint,
    ...(settings.revocationEndpoint && {
      revocation_endpoint: settings.revocationEndpoint,
    }),
  };
  const client: oauth.Client = { client_id: settings.clientId };

  return {
    async passwordGrant(provider, { username, password }, signal) {
      const parameters = new URLSearchParams({ username, password });
      if (settings.scope) parameters.set('scope', settings.scope);
      const answer = await ask(
        (options) =>
          oauth.genericTokenEndpointRequest(
            server,
            client,
            oauth.None(),
            'password',
            parameters,
            { ...options, ...(signal && { signal }) },
          ),
        signal,
      );
      if (!answer.ok) throw refusedPassword(answer, world);
      return newSession(provider, answer);
    },

    async redeemCode(presented) {
      const parameters = toParameters(presented);
      if (settings.scope) parameters.set('scope', settings.scope);
      const answer = await ask((options) =>
        oauth.genericTokenEndpointRequest(
          server,
          client,
          oauth.None(),
          settings.identityProviderGrantType ?? '',
          parameters,
          options,
        ),
      );
      if (!answer.ok) throw refusedCode(answer, world);
      return newSession(presented.provider, answer);
    },

    async bindAttempt({ provider, state, redirectUri }) {
      const response = await fetchWithin(
        new Request(
          new URL('identity-provider/start', settings.tokenEndpoint),
          {
            method: 'POST',
            body: new URLSearchParams({
              provider,
              state,
              redirect_uri: redirectUri,
            }),
          },
        ),
        BINDING_TIMEOUT,
        world,
      );
      if (!response.ok) {
        throw new TokenEndpointError(
          codeOfBinding(response.status),
          `The token server said ${response.status}.`,
        );
      }
    },

    async refresh(session) {
      const { refreshToken } = session;
      if (!refreshToken) {
        throw new TokenEndpointError(
          'refused',
          'The session has no refresh token.',
          'invalid_grant',
        );
      }
      const answer = await ask((options) =>
        oauth.refreshTokenGrantRequest(
          server,
          client,
          oauth.None(),
          refreshToken,
          options,
        ),
      );
      if (!answer.ok) throw refused(answer, world);
      return renewedSession(
        session,
        await understandTokens(answer, world.now()),
      );
    },

    async revoke({ accessToken, refreshToken }) {
      if (!settings.revocationEndpoint) return;
      // RFC 7009 section 2.1: the refresh token takes its access tokens with it, where the server can.
      if (refreshToken) await revokeToken(refreshToken, 'refresh_token');
      await revokeToken(accessToken, 'access_token');
    },
  };

  async function newSession(
    provider: string,
    answer: TokenAnswer,
  ): Promise<BearerSession> {
    return {
      kind: 'bearer',
      provider,
      // RFC 6749 section 5.1: a server that grants what was asked for need not repeat it.
      ...(settings.scope && { scope: settings.scope }),
      ...(await understandTokens(answer, world.now())),
    };
  }

  async function revokeToken(
    token: string,
    hint: 'access_token' | 'refresh_token',
  ): Promise<void> {
    try {
      await oauth.revocationRequest(server, client, oauth.None(), token, {
        ...requestOptions(world, REVOCATION_TIMEOUT, {
          keepalive: true,
        }),
        additionalParameters: { token_type_hint: hint },
      });
    } catch {
      // Signed out is signed out: the token runs out by itself.
    }
  }

  async function ask(
    request: (options: oauth.TokenEndpointRequestOptions) => Promise<Response>,
    signal?: AbortSignal,
  ): Promise<TokenAnswer> {
    return readTokenAnswer(await request(requestOptions(world)), world, signal);
  }
}

function codeOfBinding(status: number): AuthErrorCode {
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server-error' : 'refused';
}
