import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import type { Principal } from '../sessions/authenticate.ts';
import { describeDevice } from '../sessions/devices.ts';
import { endFamiliesOf, endFamily } from '../sessions/end.ts';
import {
  findSession,
  listSessions,
  type LiveSession,
} from '../sessions/list.ts';
import { invalidParameter, notFound } from './errors.ts';
import { narrowing, SESSION_FIELDS } from './fields.ts';
import { jsonApi, type ResourceObject } from './json-api.ts';
import { linkTo } from './links.ts';
import { readQuery } from './query.ts';

const SESSIONS_PATH = '/api/me/sessions';

/** `DELETE /api/me/sessions?filter[current]=false` spares the session of the request. */
const CURRENT_FILTER = 'filter[current]';

type OneSession = '/me/sessions/:id';

/** `GET /api/me/sessions`: where the user is signed in. */
export function getSessions({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const query = readQuery(context, [SESSION_FIELDS]);
    const narrow = narrowing(query, 'sessions');
    const principal = context.get('principal');
    const sessions = await listSessions(database, principal.user.id, clock());
    return jsonApi(context, {
      links: { self: linkTo(SESSIONS_PATH, query) },
      data: sessions.map((session) =>
        narrow(toSessionResource(session, principal)),
      ),
    });
  };
}

/** `GET /api/me/sessions/:id`. Somebody else's is as unknown as any other. */
export function getSession({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment, OneSession> {
  return async (context) => {
    const query = readQuery(context, [SESSION_FIELDS]);
    const narrow = narrowing(query, 'sessions');
    const principal = context.get('principal');
    const wanted = { id: context.req.param('id'), userId: principal.user.id };
    const session = await findSession(database, wanted, clock());
    if (!session) throw notFound();
    const resource = toSessionResource(session, principal);
    return jsonApi(context, {
      links: { self: linkTo(resource.links.self, query) },
      data: narrow(resource),
    });
  };
}

/** `DELETE /api/me/sessions/:id`: its tokens are refused from the next request on. */
export function deleteSession({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment, OneSession> {
  return async (context) => {
    readQuery(context, []);
    const { user } = context.get('principal');
    const now = clock();
    const wanted = { id: context.req.param('id'), userId: user.id };
    const session = await findSession(database, wanted, now);
    if (!session) throw notFound();
    await endFamily(database, session.id, 'ended-by-user', now);
    return context.body(null, 204);
  };
}

/** `DELETE /api/me/sessions`: signs the user out everywhere, here too unless the filter says otherwise. */
export function deleteSessions({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const filter = readQuery(context, [CURRENT_FILTER]).get(CURRENT_FILTER);
    if (filter !== undefined && filter !== 'false') {
      throw invalidParameter(
        CURRENT_FILTER,
        'false, to end all sessions but this one.',
      );
    }
    const { familyId, user } = context.get('principal');
    await endFamiliesOf(database, user.id, {
      reason: 'signed-out-everywhere',
      now: clock(),
      ...(filter === 'false' && { except: familyId }),
    });
    return context.body(null, 204);
  };
}

/** The id is the family's, which is no secret: id tokens carry it as `sid`. Nothing of its tokens is told. */
function toSessionResource(
  session: LiveSession,
  { familyId }: Principal,
): ResourceObject {
  return {
    type: 'sessions',
    id: session.id,
    attributes: {
      device: describeDevice(session.userAgent),
      address: session.address,
      'created-at': session.createdAt.toISOString(),
      'last-used-at': session.lastUsedAt.toISOString(),
      current: session.id === familyId,
      client: session.client,
    },
    links: { self: `${SESSIONS_PATH}/${session.id}` },
  };
}
