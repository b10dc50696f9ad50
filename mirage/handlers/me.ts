import { taggedAnswer } from '../http/entity-tag.ts';
import { readQuery } from '../http/query.ts';
import { linkTo } from '../../server/api/links.ts';
import { narrowUsers, USER_FIELDS, userResource } from '../serializers/user.ts';
import { requireScope } from './bearer.ts';
import type { SignedInHandler } from './context.ts';

/** `GET /api/me`: who the token stands for, and what it is good for. */
export const me: SignedInHandler = (_context, question, principal) => {
  requireScope(principal, 'profile');
  const query = readQuery(question, [USER_FIELDS]);
  const { user, clientId, scope } = principal;
  return taggedAnswer(question, {
    links: { self: linkTo('/api/me', query) },
    data: narrowUsers(query)(userResource(user)),
    meta: { client: clientId, scope: scope.join(' ') },
  });
};
