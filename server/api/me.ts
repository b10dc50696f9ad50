import type { Handler } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';
import { formatScope } from '../sessions/issue.ts';
import { jsonApi } from './json-api.ts';
import { readQuery } from './query.ts';
import { toUserResource } from './user-resource.ts';

/** `GET /api/me`: who the token stands for, and what it is good for. */
export const getMe: Handler<ServerEnvironment> = (context) => {
  readQuery(context, []);
  const { clientId, scope, user } = context.get('principal');
  return jsonApi(context, {
    links: { self: '/api/me' },
    data: toUserResource(user),
    meta: { client: clientId, scope: formatScope(scope) },
  });
};
