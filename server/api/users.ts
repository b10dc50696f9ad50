import type { Handler } from 'hono';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import { findUser, listUsers } from '../users/directory.ts';
import { notFound } from './errors.ts';
import { jsonApi } from './json-api.ts';
import { pageLinks } from './pagination.ts';
import { readQuery } from './query.ts';
import { toUserResource, USERS_PATH } from './user-resource.ts';
import { parseUsersQuery, USERS_PARAMETERS } from './users-query.ts';

/** `GET /api/users`: one page of the directory. */
export function getUsers({
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const parameters = readQuery(context, USERS_PARAMETERS);
    const query = parseUsersQuery(parameters);
    const { count, users } = await listUsers(database, query);
    return jsonApi(context, {
      links: pageLinks(USERS_PATH, parameters, { ...query.page, count }),
      data: users.map(toUserResource),
      meta: { count },
    });
  };
}

/** `GET /api/users/:id`. An id that cannot be one is as unknown as any other. */
export function getUser({
  database,
}: Dependencies): Handler<ServerEnvironment, '/users/:id'> {
  return async (context) => {
    readQuery(context, []);
    const user = await findUser(database, context.req.param('id'));
    if (!user) throw notFound();
    const resource = toUserResource(user);
    return jsonApi(context, { links: resource.links, data: resource });
  };
}
