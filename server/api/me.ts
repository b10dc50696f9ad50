import type { Handler } from 'hono';
import type { ServerEnvironment } from '../dependencies.ts';
import { formatScope } from '../sessions/issue.ts';
import { taggedJsonApi } from './entity-tags.ts';
import { narrowing, USER_FIELDS } from './fields.ts';
import { linkTo } from './links.ts';
import { readQuery } from './query.ts';
import { toUserResource } from './user-resource.ts';

/** `GET /api/me`: who the token stands for, and what it is good for. */
export const getMe: Handler<ServerEnvironment> = (context) => {
  const query = readQuery(context, [USER_FIELDS]);
  const { clientId, scope, user } = context.get('principal');
  return taggedJsonApi(context, {
    links: { self: linkTo('/api/me', query) },
    data: narrowing(query, 'users')(toUserResource(user)),
    meta: { client: clientId, scope: formatScope(scope) },
  });
};
