import { invalidParameter, notFound } from '../api-error.ts';
import { emptyAnswer, jsonApiAnswer, NOT_STORED } from '../http/answers.ts';
import type { Question } from '../http/question.ts';
import { readQuery } from '../http/query.ts';
import type { Principal } from '../identity-server.ts';
import type { TokenFamily } from '../schema.ts';
import { linkTo } from '../../server/api/links.ts';
import {
  narrowSessions,
  SESSION_FIELDS,
  sessionResource,
  SESSIONS_PATH,
} from '../serializers/session.ts';
import type { HandlerContext, SignedInHandler } from './context.ts';

/** `DELETE /api/me/sessions?filter[current]=false` spares the session of the request. */
const CURRENT_FILTER = 'filter[current]';

/** `GET /api/me/sessions`: where the user is signed in. */
const list: SignedInHandler = ({ identity }, question, principal) => {
  const query = readQuery(question, [SESSION_FIELDS]);
  const narrow = narrowSessions(query);
  return jsonApiAnswer({
    links: { self: linkTo(SESSIONS_PATH, query) },
    data: identity
      .sessionsOf(principal.user)
      .map((family) => sessionResource(family, principal.familyId))
      .map(narrow),
  });
};

/** `DELETE /api/me/sessions`: signs the user out everywhere, here too unless the filter says otherwise. */
const endAll: SignedInHandler = ({ identity }, question, principal) => {
  const filter = readQuery(question, [CURRENT_FILTER]).get(CURRENT_FILTER);
  if (filter !== undefined && filter !== 'false') {
    throw invalidParameter(
      CURRENT_FILTER,
      'false, to end all sessions but this one.',
    );
  }
  const { familyId, user } = principal;
  identity.endSessionsOf(user, filter === 'false' ? { except: familyId } : {});
  return emptyAnswer(204, NOT_STORED);
};

/** `GET /api/me/sessions/:id`. */
const show: SignedInHandler = (context, question, principal) => {
  const query = readQuery(question, [SESSION_FIELDS]);
  const narrow = narrowSessions(query);
  const family = find(context, question, principal);
  const resource = sessionResource(family, principal.familyId);
  return jsonApiAnswer({
    links: { self: linkTo(resource.links.self, query) },
    data: narrow(resource),
  });
};

/** `DELETE /api/me/sessions/:id`: its tokens are refused from the next request on. */
const end: SignedInHandler = (context, question, principal) => {
  readQuery(question);
  const family = find(context, question, principal);
  context.identity.endSession(family.id);
  return emptyAnswer(204, NOT_STORED);
};

/** @throws ApiError for a session of somebody else, which is as unknown as any other */
function find(
  { identity }: HandlerContext,
  question: Question,
  { user }: Principal,
): TokenFamily {
  const found = identity
    .sessionsOf(user)
    .find(({ id }) => id === question.params['id']);
  if (!found) throw notFound();
  return found;
}

export const sessions = { get: list, delete: endAll };
export const session = { get: show, delete: end };
