import * as oauth from 'oauth4webapi';
import type { World } from './answers';
import { TokenEndpointError } from './errors';
import { readTokenAnswer, requestOptions } from './oauth-requests';
import type { BearerSession } from './session-data';
import {
  refused,
  refusedPassword,
  understandTokens,
  type TokenAnswer,
} from './token-answers';

/** How long a revocation may take, in milliseconds. Nobody waits for it. */
const REVOCATION_TIMEOUT = 3_000;

/** Where and as whom to ask: a part of the app's settings. */
export interface TokenClientSettings {
  clientId: string;
  scope: string | undefined;
  tokenEndpoint: string;
  revocationEndpoint: string | undefined;
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
      return {
        kind: 'bearer',
        provider,
        // RFC 6749 section 5.1: a server that grants what was asked for need not repeat it.
        ...(settings.scope && { scope: settings.scope }),
        ...(await understandTokens(answer, world.now())),
      };
    },

    async refresh(session) {
      const { refreshToken, ...rest } = session;
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
      const { expiresAt: _, ...kept } = rest;
      return {
        ...kept,
        refreshToken,
        ...(await understandTokens(answer, world.now())),
      };
    },

    async revoke({ accessToken, refreshToken }) {
      if (!settings.revocationEndpoint) return;
      // RFC 7009 section 2.1: the refresh token takes its access tokens with it, where the server can.
      if (refreshToken) await revokeToken(refreshToken, 'refresh_token');
      await revokeToken(accessToken, 'access_token');
    },
  };

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
