import {
  LIST_PARAMETERS,
  parseListQuery,
  type ListQuery,
} from '../http/list-query.ts';
import { USER_FIELDS } from '../serializers/user.ts';

/** The parameters of `GET /api/users`. */
export const USERS_PARAMETERS = [...LIST_PARAMETERS, USER_FIELDS] as const;

/** What users may be sorted by, and where the record has it. */
const SORT_FIELDS = new Map([
  ['first-name', 'firstName'],
  ['last-name', 'lastName'],
  ['email', 'email'],
  ['created-at', 'createdAt'],
] as const);

export type SortAttribute =
  typeof SORT_FIELDS extends Map<string, infer Attribute> ? Attribute : never;

/** @throws ApiError for a value that is not allowed */
export function parseUsersQuery(
  query: ReadonlyMap<string, string>,
): ListQuery<SortAttribute> {
  return parseListQuery(query, SORT_FIELDS, 'last-name,first-name');
}
