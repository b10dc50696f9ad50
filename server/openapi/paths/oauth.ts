import { IDENTITY_PROVIDER_GRANT } from '../../../contract/seed.ts';
import { apiErrors, NOTHING, oauthErrors } from '../answers.ts';
import { named } from '../schemas.ts';
import type { Content, Paths, Schema } from '../types.ts';
import { CODE_CONTENT } from './api.ts';

const TEXT: Schema = { type: 'string' };

const form = (
  required: readonly string[],
  ...optional: readonly string[]
): Schema => ({
  type: 'object',
  required,
  properties: Object.fromEntries(
    [...required, ...optional].map((name) => [name, TEXT]),
  ),
});

const formContent = (schema: Schema): Content => ({
  'application/x-www-form-urlencoded': { schema },
});

const grant = (type: string, ...more: readonly string[]): Schema => {
  const base = form(['grant_type', ...more], 'client_id', 'scope');
  const properties = base['properties'] as object;
  return {
    ...base,
    title: type,
    properties: { ...properties, grant_type: { const: type } },
  };
};

const TOKEN_FORM: Schema = {
  oneOf: [
    grant('password', 'username', 'password'),
    grant('refresh_token', 'refresh_token'),
    grant('authorization_code', 'code', 'redirect_uri', 'code_verifier'),
    grant(IDENTITY_PROVIDER_GRANT, 'provider', 'code', 'redirect_uri'),
  ],
};

/** As a form or as flat JSON, like the code that follows it. */
const START_CONTENT: Content = Object.fromEntries(
  Object.keys(CODE_CONTENT).map((type) => [
    type,
    { schema: form(['provider', 'state', 'redirect_uri']) },
  ]),
);

const AUTHENTICATED = [{ clientSecret: [] }];
/** A public client names itself by `client_id`; one with a secret shows it, too. */
const ANY_CLIENT = [{}, ...AUTHENTICATED];

const json = (schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

const TOKENS: Paths = {
  '/oauth/token': {
    post: {
      operationId: 'getTokens',
      tags: ['Tokens'],
      summary: 'Tokens for a grant',
      description:
        'A refresh token is used once, and its successor comes with the answer. RFC 6749 sections 4 to 6.',
      security: ANY_CLIENT,
      requestBody: { required: true, content: formContent(TOKEN_FORM) },
      responses: {
        200: json(named('Tokens'), 'A new pair.'),
        ...oauthErrors(400, 401, 413, 429, 502, 503),
      },
    },
  },
  '/oauth/revoke': {
    post: {
      operationId: 'revokeToken',
      tags: ['Tokens'],
      summary: 'Give a token up',
      description:
        'A refresh token ends its session. An unknown one changes nothing, and is answered alike. RFC 7009.',
      security: ANY_CLIENT,
      requestBody: {
        required: true,
        content: formContent(
          form(['token'], 'token_type_hint', 'client_id', 'client_secret'),
        ),
      },
      responses: { 200: NOTHING, ...oauthErrors(400, 401, 413, 503) },
    },
  },
  '/oauth/introspect': {
    post: {
      operationId: 'introspectToken',
      tags: ['Tokens'],
      summary: 'What a token is good for, told to clients with a secret',
      description: 'RFC 7662.',
      security: AUTHENTICATED,
      requestBody: { required: true, content: formContent(form(['token'])) },
      responses: {
        200: json(named('Introspection'), 'What there is to know.'),
        ...oauthErrors(400, 401, 413, 503),
      },
    },
  },
  '/oauth/identity-provider/start': {
    post: {
      operationId: 'startIdentityProvider',
      tags: ['Tokens'],
      summary: 'Bind a sign-in at a provider without PKCE to this browser',
      requestBody: { required: true, content: START_CONTENT },
      responses: { 204: NOTHING, ...oauthErrors(400, 413, 503) },
    },
  },
};

const USER_INFO = {
  tags: ['OpenID'] as const,
  summary: 'Claims about the user, by scope',
  security: [{ accessToken: ['openid'] }],
  responses: {
    200: json(named('Claims'), 'Those of the scope.'),
    ...apiErrors(400, 401, 403, 413, 503),
  },
};

const METADATA = {
  tags: ['OpenID'] as const,
  summary: 'What this server does, and where',
  responses: { 200: json(named('Metadata'), 'RFC 8414, OpenID discovery.') },
};

const OPENID: Paths = {
  '/oauth/userinfo': {
    get: { operationId: 'getUserInfo', ...USER_INFO },
    post: { operationId: 'postUserInfo', ...USER_INFO },
  },
  '/oauth/jwks': {
    get: {
      operationId: 'getKeys',
      tags: ['OpenID'],
      summary: 'The public keys of id tokens',
      responses: {
        200: json(named('Keys'), 'RFC 7517.'),
        ...oauthErrors(503),
      },
    },
  },
  '/.well-known/oauth-authorization-server': {
    get: { operationId: 'getOAuthMetadata', ...METADATA },
  },
  '/.well-known/openid-configuration': {
    get: { operationId: 'getOpenIdMetadata', ...METADATA },
  },
};

/** The token server, and what OpenID adds. */
export const OAUTH_PATHS: Paths = { ...TOKENS, ...OPENID };
