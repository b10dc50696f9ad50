import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { changeUser, findUser, listUsers } from '../users/directory.ts';
import { entityTag, requireUnchanged, taggedJsonApi } from './entity-tags.ts';
import { ApiError, notFound } from './errors.ts';
import { narrowing, USER_FIELDS } from './fields.ts';
import { jsonApi } from './json-api.ts';
import { parseListQuery } from './list-query.ts';
import { pageLinks } from './pagination.ts';
import { readQuery } from './query.ts';
import { readResource } from './resource-document.ts';
import { readUserChanges } from './user-changes.ts';
import { toUserResource, userDocument, USERS_PATH } from './user-resource.ts';
import { USERS_ORDER, USERS_PARAMETERS } from './users-query.ts';

/** `GET /api/users`: one page of the directory. */
export function getUsers({
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const parameters = readQuery(context, USERS_PARAMETERS);
    const query = parseListQuery(parameters, USERS_ORDER);
    const narrow = narrowing(parameters, 'users');
    const { count, users } = await listUsers(database, query);
    return jsonApi(context, {
      links: pageLinks(USERS_PATH, parameters, { ...query.page, count }),
      data: users.map(toUserResource).map(narrow),
      meta: { count },
    });
  };
}

/** `GET /api/users/:id`. An id that cannot be one is as unknown as any other. */
export function getUser({
  database,
}: Dependencies): Handler<ServerEnvironment, '/users/:id'> {
  return async (context) => {
    const query = readQuery(context, [USER_FIELDS]);
    const user = await findUser(database, context.req.param('id'));
    if (!user) throw notFound();
    return taggedJsonApi(context, userDocument(user, query));
  };
}

/**
 * `PATCH /api/users/:id`, of oneself. Any other id is refused alike, whether there is somebody or not: who may not change
 * a user learns nothing here. With `If-Match` the user is changed only where they are what the client has seen.
 */
export function patchUser({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment, '/users/:id'> {
  return async (context) => {
    const query = readQuery(context, [USER_FIELDS]);
    const { id } = context.get('principal').user;
    if (context.req.param('id') !== id) {
      throw new ApiError({
        status: 403,
        code: 'not-yours',
        detail: 'One can change only oneself.',
      });
    }
    const changes = readUserChanges(await readResource(context, 'users', id));
    const user = await changeUser(database, id, {
      changes,
      now: clock(),
      check: (current) =>
        requireUnchanged(context, entityTag(userDocument(current, query))),
    });
    if (!user) throw notFound();
    const document = userDocument(user, query);
    context.header('etag', entityTag(document));
    return jsonApi(context, document);
  };
}
