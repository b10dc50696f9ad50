import type { FIELDS } from '../api/fields.ts';
import {
  MAXIMUM_DESCRIPTION_LENGTH,
  MAXIMUM_TITLE_LENGTH,
} from '../todos/attributes.ts';
import { MAXIMUM_PASSWORD_LENGTH } from '../users/password-rules.ts';
import type { Schema } from './types.ts';

const TEXT: Schema = { type: 'string' };
const TEXT_OR_NONE: Schema = { type: ['string', 'null'] };
const TRUTH: Schema = { type: 'boolean' };
const NUMBER: Schema = { type: 'integer' };
const ADDRESS: Schema = { type: 'string', format: 'uri' };
const TEXTS: Schema = { type: 'array', items: TEXT };
export const UUID: Schema = { type: 'string', format: 'uuid' };
const MOMENT: Schema = {
  type: 'string',
  format: 'date-time',
  description: 'ISO 8601, in UTC.',
};
const NAME: Schema = {
  type: 'string',
  maxLength: 100,
  description: 'One line, trimmed.',
};

/** An object with these members and no others; all must be there unless said otherwise. */
export function closed(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = Object.keys(properties),
): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** A schema by its name. */
export function named(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A resource; with `fields[...]` any of its attributes may be missing. */
function resource(
  type: string,
  attributes: Readonly<Record<string, Schema>>,
  more: Readonly<Record<string, Schema>> = {},
): Schema {
  return closed({
    type: { const: type },
    id: UUID,
    attributes: closed(attributes, []),
    links: closed({ self: TEXT }),
    ...more,
  });
}

/** The compiler holds the names against the API's own list, so that none can be forgotten here. */
function attributesOf<Type extends keyof typeof FIELDS>(
  type: Type,
  schemas: Readonly<Record<(typeof FIELDS)[Type][number], Schema>>,
  more: Readonly<Record<string, Schema>> = {},
): Schema {
  return resource(type, schemas, more);
}

/** What a client sends to add a resource; the id is the server's to choose. */
function addition(
  type: string,
  attributes: Readonly<Record<string, Schema>>,
  required: readonly string[],
): Schema {
  return {
    type: 'object',
    required: ['data'],
    properties: {
      data: {
        type: 'object',
        required: ['type', 'attributes'],
        properties: {
          type: { const: type },
          id: false,
          attributes: closed(attributes, required),
        },
      },
    },
  };
}

/** What a client sends to change a resource. */
function change(
  type: string,
  attributes: Readonly<Record<string, Schema>>,
  required: readonly string[],
): Schema {
  return {
    type: 'object',
    required: ['data'],
    properties: {
      data: {
        type: 'object',
        required: ['type', 'id'],
        properties: {
          type: { const: type },
          id: UUID,
          attributes: closed(attributes, required),
        },
      },
    },
  };
}

const PASSWORD: Schema = {
  type: 'string',
  minLength: 1,
  maxLength: MAXIMUM_PASSWORD_LENGTH,
};

/** What a client may write of a to-do. */
const TODO_CONTENT = {
  title: {
    type: 'string',
    minLength: 1,
    maxLength: MAXIMUM_TITLE_LENGTH,
    description: 'One line, trimmed.',
  },
  description: { type: 'string', maxLength: MAXIMUM_DESCRIPTION_LENGTH },
  completed: TRUTH,
} as const satisfies Readonly<Record<string, Schema>>;

/** Every shape that is named in the description. */
export const SCHEMAS = {
  User: attributesOf('users', {
    'first-name': NAME,
    'last-name': NAME,
    email: TEXT,
    'created-at': MOMENT,
  }),
  Todo: attributesOf(
    'todos',
    {
      ...TODO_CONTENT,
      'completed-at': { type: ['string', 'null'], format: 'date-time' },
      'created-at': MOMENT,
      'updated-at': MOMENT,
    },
    {
      meta: closed({
        etag: {
          type: 'string',
          description: 'What `If-Match` wants at its own address.',
        },
      }),
    },
  ),
  NewTodo: addition('todos', TODO_CONTENT, ['title']),
  TodoChange: change('todos', TODO_CONTENT, []),
  RequestHeaders: resource('request-headers', {
    headers: {
      type: 'array',
      items: closed({ name: TEXT, value: TEXT }),
    },
  }),
  Session: attributesOf('sessions', {
    device: { type: 'string', examples: ['Firefox on Linux'] },
    address: TEXT_OR_NONE,
    'created-at': MOMENT,
    'last-used-at': MOMENT,
    current: TRUTH,
    client: { type: 'string', description: 'The name of the app.' },
  }),
  Identity: attributesOf('identities', {
    provider: TEXT,
    email: TEXT_OR_NONE,
    'linked-at': MOMENT,
  }),
  Password: resource('passwords', { 'is-set': TRUTH }),
  UserChange: change('users', { 'first-name': NAME, 'last-name': NAME }, []),
  PasswordChange: change(
    'passwords',
    { 'current-password': TEXT, 'new-password': PASSWORD },
    ['new-password'],
  ),
  Errors: closed({
    jsonapi: closed({ version: TEXT }),
    errors: {
      type: 'array',
      minItems: 1,
      items: closed(
        {
          id: { ...UUID, description: 'Quote it when you ask for help.' },
          status: TEXT,
          code: { type: 'string', description: 'Decide by this.' },
          title: TEXT,
          detail: TEXT,
          source: closed({ parameter: TEXT, pointer: TEXT }, []),
        },
        ['id', 'status', 'code', 'title', 'detail'],
      ),
    },
  }),
  Tokens: closed(
    {
      access_token: TEXT,
      token_type: { const: 'Bearer' },
      expires_in: { type: 'integer', description: 'Seconds.' },
      refresh_token: TEXT,
      scope: TEXT,
      id_token: TEXT,
    },
    ['access_token', 'token_type', 'expires_in', 'refresh_token', 'scope'],
  ),
  OAuthError: closed({ error: TEXT, error_description: TEXT }),
  Introspection: closed(
    {
      active: TRUTH,
      token_type: { const: 'Bearer' },
      iss: ADDRESS,
      sub: UUID,
      username: TEXT,
      client_id: TEXT,
      scope: TEXT,
      iat: NUMBER,
      exp: NUMBER,
    },
    ['active'],
  ),
  Claims: closed(
    {
      sub: UUID,
      name: TEXT,
      given_name: TEXT,
      family_name: TEXT,
      email: TEXT,
      email_verified: TRUTH,
    },
    ['sub'],
  ),
  Keys: closed({
    keys: {
      type: 'array',
      items: {
        type: 'object',
        required: ['kty', 'kid', 'use', 'alg', 'n', 'e'],
        // Not the private part of a key.
        properties: { kty: { const: 'RSA' }, d: false, p: false, q: false },
      },
    },
  }),
  Metadata: {
    type: 'object',
    required: ['issuer', 'token_endpoint', 'grant_types_supported'],
    properties: {
      issuer: ADDRESS,
      authorization_endpoint: ADDRESS,
      token_endpoint: ADDRESS,
      revocation_endpoint: ADDRESS,
      introspection_endpoint: ADDRESS,
      userinfo_endpoint: ADDRESS,
      end_session_endpoint: ADDRESS,
      jwks_uri: ADDRESS,
      grant_types_supported: TEXTS,
      scopes_supported: TEXTS,
    },
  },
} as const satisfies Readonly<Record<string, Schema>>;
