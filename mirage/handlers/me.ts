import { jsonApiAnswer } from '../http/answers.ts';
import { readQuery } from '../http/query.ts';
import { userResource } from '../serializers/user.ts';
import { requireScope } from './bearer.ts';
import type { SignedInHandler } from './context.ts';

/** `GET /api/me`: who the token stands for, and what it is good for. */
export const me: SignedInHandler = (_context, question, principal) => {
  requireScope(principal, 'profile');
  readQuery(question);
  const { user, clientId, scope } = principal;
  return jsonApiAnswer({
    links: { self: '/api/me' },
    data: userResource(user),
    meta: { client: clientId, scope: scope.join(' ') },
  });
};
