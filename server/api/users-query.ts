import { USER_FIELDS } from './fields.ts';
import {
  LIST_PARAMETERS,
  type ListOrder,
  type ListQuery,
} from './list-query.ts';

/** The parameters of `GET /api/users`. */
export const USERS_PARAMETERS = [...LIST_PARAMETERS, USER_FIELDS] as const;

/** What users may be sorted by. */
export const SORT_FIELDS = [
  'first-name',
  'last-name',
  'email',
  'created-at',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export const USERS_ORDER: ListOrder<SortField> = {
  fields: SORT_FIELDS,
  byDefault: 'last-name,first-name',
};

export type UsersQuery = ListQuery<SortField>;
