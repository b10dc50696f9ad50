import type { Answer, Operation, Parameter, Paths, Schema } from '../types.ts';

const TEXT: Schema = { type: 'string' };

const page = (description: string): Answer => ({
  description,
  content: { 'text/html': { schema: TEXT } },
});

const ON: Answer = { description: 'On to the next page, or to the app.' };
const PAGES = {
  200: page('A page.'),
  303: ON,
  400: page('What is wrong, on a page.'),
  503: page('The server cannot answer just now.'),
};

const query = (
  required: readonly string[],
  ...optional: readonly string[]
): Parameter[] =>
  [...required, ...optional].map((name) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description: 'See the standard.',
    schema: TEXT,
  }));

const form = (...names: readonly string[]) => ({
  required: true as const,
  content: {
    'application/x-www-form-urlencoded': {
      schema: {
        type: 'object',
        properties: Object.fromEntries(names.map((name) => [name, TEXT])),
      },
    },
  },
});

const REQUEST = [
  ...['response_type', 'client_id', 'redirect_uri'],
  ...['code_challenge', 'code_challenge_method'],
];
const MORE = [
  ...['scope', 'state', 'nonce', 'prompt'],
  ...['max_age', 'login_hint'],
];
const LOGOUT = [
  ...['id_token_hint', 'client_id'],
  ...['post_logout_redirect_uri', 'state'],
];

/** What only the server's own pages send. */
const ofPage = (
  operationId: string,
  summary: string,
  ...names: readonly string[]
): Operation => ({
  operationId,
  tags: ['Pages'],
  summary,
  requestBody: form('csrf', 'request', ...names),
  responses: { ...PAGES, 429: page('Too many attempts.') },
});

/** What a browser asks for, beside the app: the pages of the server, and the probes of what watches it. */
export const PAGE_PATHS: Paths = {
  '/oauth/authorize': {
    get: {
      operationId: 'authorize',
      tags: ['Pages'],
      summary: 'Sign in, agree, and go back to the app with a code',
      description: 'OAuth 2.0 with PKCE (S256), OpenID Connect Core.',
      parameters: query(REQUEST, ...MORE),
      responses: PAGES,
    },
    post: {
      operationId: 'postAuthorize',
      tags: ['Pages'],
      summary: 'The same, as a form',
      requestBody: form(...REQUEST, ...MORE),
      responses: PAGES,
    },
  },
  '/oauth/sign-in': {
    post: ofPage('signIn', 'The form of sign-in', 'username', 'password'),
  },
  '/oauth/consent': {
    post: ofPage('consent', 'The form of consent', 'decision'),
  },
  '/oauth/sign-out': { post: ofPage('signOut', 'The form of sign-out') },
  '/oauth/end_session': {
    get: {
      operationId: 'endBrowserSession',
      tags: ['Pages'],
      summary: 'Sign out here',
      description: 'OpenID Connect RP-Initiated Logout.',
      parameters: query([], ...LOGOUT),
      responses: PAGES,
    },
    post: {
      operationId: 'postEndBrowserSession',
      tags: ['Pages'],
      summary: 'The same, as a form',
      requestBody: form(...LOGOUT),
      responses: PAGES,
    },
  },
  '/oauth/pages.css': {
    get: {
      operationId: 'getStylesheet',
      tags: ['Pages'],
      summary: 'The look of the pages',
      responses: {
        200: {
          description: 'A stylesheet.',
          content: { 'text/css': { schema: TEXT } },
        },
      },
    },
  },
};

const probe = (
  operationId: string,
  summary: string,
  isEver503: boolean,
): Operation => {
  const plain = (description: string): Answer => ({
    description,
    content: { 'text/plain': { schema: TEXT } },
  });
  return {
    operationId,
    tags: ['Service'],
    summary,
    responses: {
      200: plain('All is well.'),
      ...(isEver503 && { 503: plain('Not now.') }),
    },
  };
};

export const PROBE_PATHS: Paths = {
  '/healthz': { get: probe('isUp', 'Whether the process is up', false) },
  '/readyz': { get: probe('isReady', 'Whether it may be sent requests', true) },
};
