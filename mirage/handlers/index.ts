import { addHeaders, dateHeader } from '../http/answers.ts';
import { requireAcceptable } from '../http/accept.ts';
import { toQuestion } from '../http/question.ts';
import type { InOneGo } from '../kept-records.ts';
import type { MirageServer } from '../schema.ts';
import type { Troubles } from '../troubles/index.ts';
import type { Place } from '../troubles/trouble.ts';
import type { HandlerContext } from './context.ts';
import { answer } from './error-answers.ts';
import { signOut, userInfo } from './gateway.ts';
import { identities, identity } from './identities.ts';
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
import { password } from './password.ts';
import { revoke } from './revoke.ts';
import { session, sessions } from './sessions.ts';
import { startIdentityProvider } from './start-identity-provider.ts';
import { status } from './status.ts';
import { requestHeaders } from './request-headers.ts';
import { todo, todos } from './todos.ts';
import { token } from './token.ts';
import { changeUser } from './change-user.ts';
import { user, users } from './users.ts';

type Routes = Readonly<Record<string, Methods>>;

const TOKEN_SERVER: Routes = {
  '/oauth/token': endpoint('post', token),
  '/oauth/revoke': endpoint('post', revoke),
  '/oauth/identity-provider/start': endpoint('post', startIdentityProvider),
  '/oauth2/userinfo': endpoint('get', userInfo),
  '/oauth2/sign_out': endpoint('post', signOut),
  // Either name: OAuth's (RFC 8414 section 3) and OpenID Connect Discovery's.
  '/.well-known/oauth-authorization-server': endpoint('get', metadata),
  '/.well-known/openid-configuration': endpoint('get', metadata),
};

const API: Routes = {
  '/api/status': publicResource(status),
  '/api/me': resource({ get: me }),
  '/api/me/identities': resource(identities, 'profile'),
  '/api/me/identities/:id': resource(identity, 'profile'),
  '/api/me/password': resource(password, 'profile'),
  '/api/me/sessions': resource(sessions, 'profile'),
  '/api/me/sessions/:id': resource(session, 'profile'),
  '/api/todos': resource(todos, 'todos'),
  '/api/todos/:id': resource(todo, 'todos'),
  '/api/headers': resource({ get: requestHeaders }),
  '/api/users': resource({ get: users }),
  '/api/users/:id': resource({ get: user, patch: changeUser }),
};

const ELSEWHERE_ON_TOKEN_SERVER: Routes = {
  '/oauth/*path': unknownEndpoint,
  '/.well-known/*path': unknownEndpoint,
};

const ELSEWHERE_IN_API: Routes = {
  '/api': unknownResource,
  '/api/*path': unknownResource,
};

interface Surroundings {
  /** Where the two servers are: `''` is the page's own origin. */
  origins: Readonly<Record<Place, string>>;
  /** Whether paths that are nothing are answered too. */
  answersUnknownPaths: boolean;
  /** What each request is done in. */
  inOneGo: InOneGo;
  /** What may happen to it. */
  troubles: Troubles;
  /** The server's clock, in milliseconds since 1970. */
  now: () => number;
}

/** Teaches a server the contract. */
export function defineHandlers(
  server: MirageServer,
  context: HandlerContext,
  { answersUnknownPaths, inOneGo, now, origins, troubles }: Surroundings,
): void {
  define(TOKEN_SERVER, 'token-server');
  define(API, 'api');
  if (answersUnknownPaths) {
    define(ELSEWHERE_ON_TOKEN_SERVER, 'token-server');
    define(ELSEWHERE_IN_API, 'api');
  }

  function define(routes: Routes, place: Place): void {
    for (const [path, methods] of Object.entries(routes)) {
      for (const verb of VERBS) {
        server[verb](`${origins[place]}${path}`, (_schema, request) =>
          troubles.befall(place, async () => {
            const response = await answer(async () => {
              const question = await toQuestion(verb, request);
              if (place === 'api') requireAcceptable(question);
              return inOneGo(() => methods[verb](context, question));
            });
            return addHeaders(response, {
              Date: dateHeader(now()),
              ...(place === 'api' && { Vary: 'Accept, Authorization' }),
            });
          }),
        );
      }
    }
  }
}
