import {
  apiErrors,
  document,
  jsonApiContent,
  listOf,
  NOT_MODIFIED,
  NOTHING,
  signedInErrors,
} from '../answers.ts';
import { USERS_ORDER } from '../../api/users-query.ts';
import { fields, ID, IF_MATCH, IF_NONE_MATCH, list } from '../parameters.ts';
import { closed, named } from '../schemas.ts';
import { HEADERS_PATHS, TODOS_PATHS } from './todos.ts';
import type { Content, Paths } from '../types.ts';

const needs = (...scopes: readonly string[]) => [{ accessToken: scopes }];
const PROFILE = needs('profile');

const TEXT = { type: 'string' };

/** The parameters of a provider's answer, as a form or as flat JSON. */
const CODE = {
  type: 'object',
  required: ['provider', 'code', 'redirect_uri'],
  properties: {
    provider: TEXT,
    code: TEXT,
    redirect_uri: TEXT,
    code_verifier: TEXT,
    nonce: TEXT,
    state: TEXT,
  },
};
export const CODE_CONTENT: Content = {
  'application/x-www-form-urlencoded': { schema: CODE },
  'application/json': { schema: CODE },
};

/** Users, and the password of one. */
const USERS: Paths = {
  '/api/me': {
    get: {
      operationId: 'getMe',
      tags: ['Users'],
      summary: 'Who the token stands for, and what it is good for',
      security: PROFILE,
      parameters: [fields('users'), IF_NONE_MATCH],
      responses: {
        200: document(named('User'), {
          isTagged: true,
          meta: closed({ client: TEXT, scope: TEXT }),
        }),
        ...NOT_MODIFIED,
        ...signedInErrors(412),
      },
    },
  },
  '/api/users': {
    get: {
      operationId: 'getUsers',
      tags: ['Users'],
      summary: 'One page of the directory',
      security: needs('users'),
      parameters: [
        ...list(USERS_ORDER, 'a name or an address'),
        fields('users'),
      ],
      responses: {
        200: document(listOf(named('User')), {
          isPaged: true,
          meta: closed({ count: { type: 'integer' } }),
        }),
        ...signedInErrors(),
      },
    },
  },
  '/api/users/{id}': {
    get: {
      operationId: 'getUser',
      tags: ['Users'],
      summary: 'One user',
      security: needs('users'),
      parameters: [ID, fields('users'), IF_NONE_MATCH],
      responses: {
        200: document(named('User'), { isTagged: true }),
        ...NOT_MODIFIED,
        ...signedInErrors(404, 412),
      },
    },
    patch: {
      operationId: 'changeUser',
      tags: ['Users'],
      summary: 'Change one’s own names',
      security: needs('users', 'profile'),
      parameters: [ID, fields('users'), IF_MATCH],
      requestBody: {
        required: true,
        content: jsonApiContent(named('UserChange')),
      },
      responses: {
        200: document(named('User'), {
          isTagged: true,
          description: 'Changed.',
        }),
        ...signedInErrors(404, 409, 412, 413, 415, 422),
      },
    },
  },
  '/api/me/password': {
    get: {
      operationId: 'getPassword',
      tags: ['Password'],
      summary: 'Whether one has a password',
      security: PROFILE,
      responses: { 200: document(named('Password')), ...signedInErrors() },
    },
    patch: {
      operationId: 'changePassword',
      tags: ['Password'],
      summary: 'Another password, or the first one',
      description:
        'Ends all other sessions of the user. Without a password so far there is no `current-password`, and the sign-in must be at most ten minutes old.',
      security: PROFILE,
      requestBody: {
        required: true,
        content: jsonApiContent(named('PasswordChange')),
      },
      responses: {
        204: NOTHING,
        ...signedInErrors(409, 413, 415, 422, 429),
      },
    },
  },
};

const SESSIONS: Paths = {
  '/api/me/sessions': {
    get: {
      operationId: 'getSessions',
      tags: ['Sessions'],
      summary: 'Where one is signed in',
      security: PROFILE,
      parameters: [fields('sessions')],
      responses: {
        200: document(listOf(named('Session'))),
        ...signedInErrors(),
      },
    },
    delete: {
      operationId: 'endSessions',
      tags: ['Sessions'],
      summary: 'Sign out everywhere',
      security: PROFILE,
      parameters: [
        {
          name: 'filter[current]',
          in: 'query',
          description: '`false` spares the session that asks.',
          schema: { const: 'false' },
        },
      ],
      responses: { 204: NOTHING, ...signedInErrors() },
    },
  },
  '/api/me/sessions/{id}': {
    get: {
      operationId: 'getSession',
      tags: ['Sessions'],
      summary: 'One session',
      security: PROFILE,
      parameters: [ID, fields('sessions')],
      responses: { 200: document(named('Session')), ...signedInErrors(404) },
    },
    delete: {
      operationId: 'endSession',
      tags: ['Sessions'],
      summary: 'Sign out there',
      security: PROFILE,
      parameters: [ID],
      responses: { 204: NOTHING, ...signedInErrors(404) },
    },
  },
};

const IDENTITIES: Paths = {
  '/api/me/identities': {
    get: {
      operationId: 'getIdentities',
      tags: ['Identities'],
      summary: 'The providers by which one can sign in',
      security: PROFILE,
      parameters: [fields('identities')],
      responses: {
        200: document(listOf(named('Identity'))),
        ...signedInErrors(),
      },
    },
    post: {
      operationId: 'linkIdentity',
      tags: ['Identities'],
      summary: 'Link one more, by its code',
      security: PROFILE,
      requestBody: { required: true, content: CODE_CONTENT },
      responses: {
        200: document(named('Identity'), { description: 'Linked already.' }),
        201: document(named('Identity'), { description: 'Linked.' }),
        ...signedInErrors(409, 413, 502),
      },
    },
  },
  '/api/me/identities/{id}': {
    get: {
      operationId: 'getIdentity',
      tags: ['Identities'],
      summary: 'One identity',
      security: PROFILE,
      parameters: [ID, fields('identities')],
      responses: { 200: document(named('Identity')), ...signedInErrors(404) },
    },
    delete: {
      operationId: 'unlinkIdentity',
      tags: ['Identities'],
      summary: 'Unlink it, but not the last way in',
      security: PROFILE,
      parameters: [ID],
      responses: { 204: NOTHING, ...signedInErrors(404, 409) },
    },
  },
};

/** What needs no token. */
const PUBLIC: Paths = {
  '/api/status': {
    get: {
      operationId: 'getStatus',
      tags: ['Service'],
      summary: 'Name, version, and the ways to sign in',
      responses: {
        200: {
          description: 'The server is there.',
          content: jsonApiContent(
            closed({
              jsonapi: closed({ version: TEXT }),
              links: closed({ self: TEXT }),
              meta: closed({
                name: TEXT,
                version: TEXT,
                'sign-in-methods': listOf(TEXT),
              }),
            }),
          ),
        },
        ...apiErrors(400, 406),
      },
    },
  },
  '/api/openapi.json': {
    get: {
      operationId: 'getDescription',
      tags: ['Service'],
      summary: 'This description',
      responses: {
        200: {
          description: 'OpenAPI 3.1.',
          content: {
            'application/json': {
              schema: { type: 'object', required: ['openapi', 'paths'] },
            },
          },
        },
        ...apiErrors(400, 406),
      },
    },
  },
  '/api/docs': {
    get: {
      operationId: 'readDescription',
      tags: ['Service'],
      summary: 'This description, as a page',
      responses: {
        200: {
          description: 'A page, without scripts.',
          content: { 'text/html': { schema: TEXT } },
        },
        ...apiErrors(400, 406),
      },
    },
  },
};

/** Everything below `/api`. */
export const API_PATHS: Paths = {
  ...USERS,
  ...TODOS_PATHS,
  ...SESSIONS,
  ...IDENTITIES,
  ...PUBLIC,
  ...HEADERS_PATHS,
};
