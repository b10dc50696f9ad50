import { invalidParameter } from './errors.ts';
import { TODO_FIELDS } from './fields.ts';
import {
  LIST_PARAMETERS,
  parseListQuery,
  type ListOrder,
  type ListQuery,
} from './list-query.ts';

const COMPLETED_FILTER = 'filter[completed]';

/** The parameters of `GET /api/todos`. */
export const TODOS_PARAMETERS = [
  ...LIST_PARAMETERS,
  COMPLETED_FILTER,
  TODO_FIELDS,
] as const;
type TodosParameter = (typeof TODOS_PARAMETERS)[number];

/** What to-dos may be sorted by. */
export const TODO_SORT_FIELDS = [
  'title',
  'created-at',
  'updated-at',
  'completed',
] as const;
export type TodoSortField = (typeof TODO_SORT_FIELDS)[number];

/** The newest first. */
export const TODOS_ORDER: ListOrder<TodoSortField> = {
  fields: TODO_SORT_FIELDS,
  byDefault: '-created-at',
};

export interface TodosQuery extends ListQuery<TodoSortField> {
  /** Absent for all of them. */
  isCompleted: boolean | undefined;
}

/** @throws ApiError for a value that is not allowed */
export function parseTodosQuery(
  query: ReadonlyMap<TodosParameter, string>,
): TodosQuery {
  return {
    ...parseListQuery(query, TODOS_ORDER),
    isCompleted: parseTruth(query.get(COMPLETED_FILTER)),
  };
}

function parseTruth(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === 'true') return true;
  if (value === 'false') return false;
  throw invalidParameter(COMPLETED_FILTER, 'true or false.');
}
