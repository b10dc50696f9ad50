import { closed } from '../schemas.ts';
import type { Answer, Operation, Parameter, Paths, Schema } from '../types.ts';

const TEXT: Schema = { type: 'string' };

const page = (description: string): Answer => ({
  description,
  content: { 'text/html': { schema: TEXT } },
});
const json = (description: string, schema: Schema): Answer => ({
  description,
  content: { 'application/json': { schema } },
});
const either = (description: string): Answer => ({
  description,
  content: {
    'text/html': { schema: TEXT },
    'application/json': { schema: ERROR },
  },
});

const ERROR = closed({ error: TEXT, message: TEXT });
const SESSION = [{ gatewaySession: [] }];

const RETURN_TO: Parameter = {
  name: 'rd',
  in: 'query',
  description:
    'Where to go afterwards: a path of the app. Anything else counts as `/`.',
  schema: { type: 'string', default: '/' },
};

const NOT_SIGNED_IN = json('For scripts, in the place of a page.', ERROR);
const UNAVAILABLE = either('The server cannot answer just now.');

const operation = (
  operationId: string,
  summary: string,
  rest: Omit<Operation, 'operationId' | 'tags' | 'summary'>,
): Operation => ({ operationId, tags: ['Gateway'], summary, ...rest });

/** What there is below the gateway's prefix, where our server plays that part. */
export function gatewayPaths(prefix: string): Paths {
  return {
    [`${prefix}/sign_in`]: {
      get: operation('gatewaySignIn', 'A page with the one way in', {
        description: 'Ends the session that the browser has.',
        parameters: [RETURN_TO],
        responses: {
          200: page('A page.'),
          401: NOT_SIGNED_IN,
          503: UNAVAILABLE,
        },
      }),
    },
    [`${prefix}/start`]: {
      get: operation('gatewayStart', 'On to the provider', {
        parameters: [RETURN_TO],
        responses: {
          302: { description: 'To the page of the provider.' },
          401: NOT_SIGNED_IN,
          502: page('The provider failed.'),
          503: UNAVAILABLE,
        },
      }),
    },
    [`${prefix}/callback`]: {
      get: operation('gatewayCallback', 'Back from the provider', {
        description:
          'With the parameters of OAuth 2.0; only in the browser that began.',
        parameters: ['code', 'state', 'iss', 'error'].map((name) => ({
          name,
          in: 'query',
          description: 'See the standard.',
          schema: TEXT,
        })),
        responses: {
          302: { description: 'Signed in, and on to the app.' },
          400: page('It does not fit what was begun.'),
          403: page('The provider, or this server, does not let the user in.'),
          502: page('The provider failed.'),
          503: UNAVAILABLE,
        },
      }),
    },
    [`${prefix}/auth`]: {
      get: operation('gatewayAuth', 'Whether somebody is signed in', {
        description: "For nginx's `auth_request`.",
        security: SESSION,
        responses: {
          202: {
            description: 'Yes.',
            headers: Object.fromEntries(
              ['User', 'Email', 'Preferred-Username'].map((name) => [
                `X-Auth-Request-${name}`,
                { description: 'Of the user.', schema: TEXT },
              ]),
            ),
          },
          401: { description: 'No.' },
          503: UNAVAILABLE,
        },
      }),
    },
    [`${prefix}/userinfo`]: {
      get: operation('gatewayUserInfo', 'Who is signed in', {
        security: SESSION,
        responses: {
          200: json('Somebody.', USER),
          401: json('Nobody.', ERROR),
          503: UNAVAILABLE,
        },
      }),
    },
    [`${prefix}/sign_out`]: {
      get: operation('gatewaySignOut', 'Sign out', {
        description:
          'At once when the browser says that the app or the user asks (`Sec-Fetch-Site`), else after a question.',
        parameters: [RETURN_TO],
        responses: {
          200: page('The question.'),
          204: { description: 'Signed out; for scripts.' },
          302: { description: 'Signed out, and on to the app.' },
          403: json('For scripts of other origins.', ERROR),
          503: UNAVAILABLE,
        },
      }),
      post: operation('postGatewaySignOut', 'The same, without a question', {
        description:
          'By the form of the question, or by a script of the app with `X-Requested-With`.',
        parameters: [RETURN_TO],
        responses: {
          204: { description: 'Signed out; for scripts.' },
          303: { description: 'Signed out, and on to the app.' },
          403: either('It does not come from the app.'),
          503: UNAVAILABLE,
        },
      }),
    },
  };
}

const USER = closed(
  {
    user: TEXT,
    email: TEXT,
    preferredUsername: TEXT,
    groups: { type: 'array', items: TEXT },
    name: TEXT,
  },
  ['user', 'email', 'preferredUsername', 'groups'],
);
