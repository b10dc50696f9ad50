import { notFound } from '../api-error.ts';
import { jsonApiAnswer } from '../http/answers.ts';
import { taggedAnswer } from '../http/entity-tag.ts';
import { by, BY_ID } from '../http/list-query.ts';
import { readQuery } from '../http/query.ts';
import type { User } from '../schema.ts';
import { pageLinks } from '../../server/api/pagination.ts';
import {
  narrowUsers,
  USER_FIELDS,
  userDocument,
  userResource,
  USERS_PATH,
} from '../serializers/user.ts';
import { requireScope } from './bearer.ts';
import type { SignedInHandler } from './context.ts';
import {
  parseUsersQuery,
  USERS_PARAMETERS,
  type SortAttribute,
} from './users-query.ts';

export const SCOPE = 'users';

const textOf = (user: User, attribute: SortAttribute | 'id') => user[attribute];

/** `GET /api/users`: one page of the directory. Users that sort alike keep their order, by id. */
export const users: SignedInHandler = ({ schema }, question, principal) => {
  requireScope(principal, SCOPE);
  const parameters = readQuery(question, USERS_PARAMETERS);
  const { page, search, sort } = parseUsersQuery(parameters);
  const narrow = narrowUsers(parameters);

  const found = schema
    .all('user')
    .models.filter((candidate) => isFoundBy(candidate, search))
    .sort(by<User, SortAttribute | 'id'>([...sort, BY_ID], textOf));
  const start = (page.number - 1) * page.size;

  return jsonApiAnswer({
    links: pageLinks(USERS_PATH, parameters, { ...page, count: found.length }),
    data: found
      .slice(start, start + page.size)
      .map(userResource)
      .map(narrow),
    meta: { count: found.length },
  });
};

/** `GET /api/users/:id`. An id that cannot be one is as unknown as any other. */
export const user: SignedInHandler = ({ schema }, question, principal) => {
  requireScope(principal, SCOPE);
  const query = readQuery(question, [USER_FIELDS]);
  const found = schema.find('user', question.params['id'] ?? '');
  if (!found) throw notFound();
  return taggedAnswer(question, userDocument(found, query));
};

function isFoundBy(candidate: User, search: string): boolean {
  return [candidate.firstName, candidate.lastName, candidate.email].some(
    (text) => text.toLowerCase().includes(search),
  );
}
