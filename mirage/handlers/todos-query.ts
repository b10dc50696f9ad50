import { invalidParameter } from '../api-error.ts';
import {
  LIST_PARAMETERS,
  parseListQuery,
  type ListQuery,
} from '../http/list-query.ts';
import type { Todo } from '../schema.ts';
import { TODO_FIELDS } from '../serializers/todo.ts';

const COMPLETED_FILTER = 'filter[completed]';

/** The parameters of `GET /api/todos`. */
export const TODOS_PARAMETERS = [
  ...LIST_PARAMETERS,
  COMPLETED_FILTER,
  TODO_FIELDS,
] as const;

/** What to-dos may be sorted by, and what of the record that is. */
const SORT_FIELDS = new Map([
  ['title', 'title'],
  ['created-at', 'createdAt'],
  ['updated-at', 'updatedAt'],
  ['completed', 'completed'],
] as const);

export type TodoSortAttribute =
  typeof SORT_FIELDS extends Map<string, infer Attribute> ? Attribute : never;

export interface TodosQuery extends ListQuery<TodoSortAttribute> {
  /** Absent for all of them. */
  isCompleted: boolean | undefined;
}

/** @throws ApiError for a value that is not allowed */
export function parseTodosQuery(
  query: ReadonlyMap<string, string>,
): TodosQuery {
  return {
    ...parseListQuery(query, SORT_FIELDS, '-created-at'),
    isCompleted: parseTruth(query.get(COMPLETED_FILTER)),
  };
}

/** What a to-do is sorted by; open ones come first. */
export function textOf(
  todo: Todo,
  attribute: TodoSortAttribute | 'id',
): string {
  return attribute === 'completed'
    ? String(todo.completedAt !== null)
    : todo[attribute];
}

function parseTruth(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === 'true') return true;
  if (value === 'false') return false;
  throw invalidParameter(COMPLETED_FILTER, 'true or false.');
}
