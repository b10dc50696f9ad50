import { Response } from 'miragejs';
import type { AppTestContext } from '.';
import { pickSettings } from '../../config/settings';

export const ISSUER = 'https://login.example';
export const CLIENT_ID = 'an-app';

/** The answers of a token endpoint, and what was asked. */
export interface OpenIdProvider {
  /** Over what a good answer would hold. */
  answer: Record<string, unknown>;
  /** Over the claims of a good id_token. */
  claims: Record<string, unknown>;
  /** The forms that were sent to the token endpoint. */
  exchanges: URLSearchParams[];
}

/** Puts an OpenID provider of another origin beside the simulated server, and the app's settings on it. */
export function useOpenIdProvider({
  browser,
  owner,
  server,
}: AppTestContext): OpenIdProvider {
  owner.lookup('service:settings').written = pickSettings(
    {
      SIGN_IN_METHODS: 'password,oidc',
      OIDC_ISSUER: ISSUER,
      OIDC_LABEL: 'Example',
      OIDC_CLIENT_ID: CLIENT_ID,
    },
    ['oidc'],
  );
  const provider: OpenIdProvider = { answer: {}, claims: {}, exchanges: [] };

  server.get(`${ISSUER}/.well-known/openid-configuration`, () => ({
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/authorize`,
    token_endpoint: `${ISSUER}/token`,
  }));
  server.post(`${ISSUER}/token`, (_schema, { requestBody }) => {
    provider.exchanges.push(new URLSearchParams(requestBody));
    return new Response(
      200,
      { 'Content-Type': 'application/json' },
      {
        access_token: 'a-token-of-the-provider',
        token_type: 'Bearer',
        expires_in: 600,
        id_token: idToken(provider, browser.leftFor.at(-1)),
        ...provider.answer,
      },
    );
  });
  server.get('/api/me', () => ({ sub: '1', name: 'Somebody Else' }));
  server.get('/api/users', () => ({ data: [], meta: { count: 0 } }));
  return provider;
}

/** An id_token whose claims fit the request; nobody checks its signature in a browser that got it over TLS. */
function idToken({ claims }: OpenIdProvider, request: URL | undefined): string {
  const now = Math.floor(Date.now() / 1_000);
  return [
    { alg: 'RS256' },
    {
      iss: ISSUER,
      aud: CLIENT_ID,
      sub: '1',
      iat: now,
      exp: now + 300,
      nonce: request?.searchParams.get('nonce'),
      ...claims,
    },
  ]
    .map((part) => encode(JSON.stringify(part)))
    .concat(encode('a signature'))
    .join('.');
}

function encode(text: string): string {
  return btoa(text)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
