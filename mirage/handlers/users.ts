import { notFound } from '../api-error.ts';
import { jsonApiAnswer } from '../http/answers.ts';
import { taggedAnswer } from '../http/entity-tag.ts';
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
  type SortKey,
} from './users-query.ts';

export const SCOPE = 'users';

/** `GET /api/users`: one page of the directory. Users that sort alike keep their order, by id. */
export const users: SignedInHandler = ({ schema }, question, principal) => {
  requireScope(principal, SCOPE);
  const parameters = readQuery(question, USERS_PARAMETERS);
  const { page, search, sort } = parseUsersQuery(parameters);
  const narrow = narrowUsers(parameters);

  const found = schema
    .all('user')
    .models.filter((candidate) => isFoundBy(candidate, search))
    .sort(by([...sort, { attribute: 'id', isDescending: false }]));
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

type OrderKey = {
  attribute: SortKey['attribute'] | 'id';
  isDescending: boolean;
};

/** Texts are compared lower-cased and by code unit, as the contract says; moments are ISO 8601, which sorts as text. */
function by(keys: readonly OrderKey[]): (one: User, other: User) => number {
  return (one, other) => {
    for (const { attribute, isDescending } of keys) {
      const [before, after] = isDescending ? [other, one] : [one, other];
      const left = before[attribute].toLowerCase();
      const right = after[attribute].toLowerCase();
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}
