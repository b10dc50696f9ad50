import { TODOS_ORDER } from '../../api/todos-query.ts';
import {
  CREATED_HEADERS,
  document,
  jsonApiContent,
  listOf,
  NOT_MODIFIED,
  NOTHING,
  signedInErrors,
} from '../answers.ts';
import { fields, ID, IF_MATCH, IF_NONE_MATCH, list } from '../parameters.ts';
import { closed, named } from '../schemas.ts';
import type { Parameter, Paths } from '../types.ts';

const SECURITY = [{ accessToken: ['todos'] }];

const COMPLETED: Parameter = {
  name: 'filter[completed]',
  in: 'query',
  description: 'Those that are completed, or those that are not.',
  schema: { type: 'boolean' },
};

/** One's own to-dos. */
export const TODOS_PATHS: Paths = {
  '/api/todos': {
    get: {
      operationId: 'getTodos',
      tags: ['To-dos'],
      summary: 'One page of one’s to-dos, the newest first',
      security: SECURITY,
      parameters: [
        ...list(TODOS_ORDER, 'a title or a description'),
        COMPLETED,
        fields('todos'),
      ],
      responses: {
        200: document(listOf(named('Todo')), {
          isPaged: true,
          meta: closed({ count: { type: 'integer' } }),
        }),
        ...signedInErrors(),
      },
    },
    post: {
      operationId: 'addTodo',
      tags: ['To-dos'],
      summary: 'Add one',
      security: SECURITY,
      parameters: [fields('todos')],
      requestBody: {
        required: true,
        content: jsonApiContent(named('NewTodo')),
      },
      responses: {
        201: {
          ...document(named('Todo'), { description: 'Added.' }),
          headers: CREATED_HEADERS,
        },
        ...signedInErrors(409, 413, 415, 422),
      },
    },
  },
  '/api/todos/{id}': {
    get: {
      operationId: 'getTodo',
      tags: ['To-dos'],
      summary: 'One of them',
      security: SECURITY,
      parameters: [ID, fields('todos'), IF_NONE_MATCH],
      responses: {
        200: document(named('Todo'), { isTagged: true }),
        ...NOT_MODIFIED,
        ...signedInErrors(404, 412),
      },
    },
    patch: {
      operationId: 'changeTodo',
      tags: ['To-dos'],
      summary: 'Change, complete or reopen it',
      security: SECURITY,
      parameters: [ID, fields('todos'), IF_MATCH],
      requestBody: {
        required: true,
        content: jsonApiContent(named('TodoChange')),
      },
      responses: {
        200: document(named('Todo'), {
          isTagged: true,
          description: 'Changed.',
        }),
        ...signedInErrors(404, 409, 412, 413, 415, 422),
      },
    },
    delete: {
      operationId: 'deleteTodo',
      tags: ['To-dos'],
      summary: 'Delete it',
      security: SECURITY,
      parameters: [ID, IF_MATCH],
      responses: { 204: NOTHING, ...signedInErrors(404, 412) },
    },
  },
};

/** What the API sees of a request. Any token is good for it. */
export const HEADERS_PATHS: Paths = {
  '/api/headers': {
    get: {
      operationId: 'getRequestHeaders',
      tags: ['Service'],
      summary: 'The headers of this very request, as they arrived',
      description:
        'In their order and with repetitions, after all proxies. Credentials are masked.',
      security: [{ accessToken: [] }],
      responses: {
        200: document(named('RequestHeaders')),
        ...signedInErrors(),
      },
    },
  },
};
