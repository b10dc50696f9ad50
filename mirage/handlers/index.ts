import { toQuestion } from '../http/question.ts';
import type { MirageServer } from '../schema.ts';
import type { HandlerContext } from './context.ts';
import { answer } from './error-answers.ts';
import { me } from './me.ts';
import { metadata } from './metadata.ts';
import {
  endpoint,
  publicResource,
  resource,
  unknownEndpoint,
  unknownResource,
  VERBS,
  type Methods,
} from './methods.ts';
import { revoke } from './revoke.ts';
import { status } from './status.ts';
import { token } from './token.ts';
import { user, users } from './users.ts';

type Routes = Readonly<Record<string, Methods>>;

const TOKEN_SERVER: Routes = {
  '/oauth/token': endpoint('post', token),
  '/oauth/revoke': endpoint('post', revoke),
  '/.well-known/oauth-authorization-server': endpoint('get', metadata),
};

const API: Routes = {
  '/api/status': publicResource(status),
  '/api/me': resource(me),
  '/api/users': resource(users),
  '/api/users/:id': resource(user),
};

const ELSEWHERE_ON_TOKEN_SERVER: Routes = {
  '/oauth/*path': unknownEndpoint,
  '/.well-known/*path': unknownEndpoint,
};

const ELSEWHERE_IN_API: Routes = {
  '/api': unknownResource,
  '/api/*path': unknownResource,
};

/** Where the two servers are: `''` is the page's own origin. */
interface Places {
  tokenServerOrigin: string;
  apiOrigin: string;
  /** Whether paths that are nothing are answered too. */
  answersUnknownPaths: boolean;
}

/** Teaches a server the contract. */
export function defineHandlers(
  server: MirageServer,
  context: HandlerContext,
  { tokenServerOrigin, apiOrigin, answersUnknownPaths }: Places,
): void {
  define(TOKEN_SERVER, tokenServerOrigin);
  define(API, apiOrigin);
  if (answersUnknownPaths) {
    define(ELSEWHERE_ON_TOKEN_SERVER, tokenServerOrigin);
    define(ELSEWHERE_IN_API, apiOrigin);
  }

  function define(routes: Routes, origin: string): void {
    for (const [path, methods] of Object.entries(routes)) {
      for (const verb of VERBS) {
        server[verb](`${origin}${path}`, (_schema, request) =>
          answer(() => methods[verb](context, toQuestion(request))),
        );
      }
    }
  }
}
