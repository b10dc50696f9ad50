import { linkTo } from '../../server/api/links.ts';
import { narrowing } from '../http/fieldset.ts';
import type { Todo } from '../schema.ts';

export const TODOS_PATH = '/api/todos';
export const TODO_FIELDS = 'fields[todos]';

const FIELDS = [
  'title',
  'description',
  'completed',
  'completed-at',
  'created-at',
  'updated-at',
];

type Query = ReadonlyMap<string, string>;

/** The strong entity tag of a to-do: no two states of it share one. */
export function todoTag({ version }: Todo): string {
  return `"${version}"`;
}

/** A to-do as a JSON:API resource, with the tag that `If-Match` wants. Whose it is, is not told: it is the reader's. */
export function todoResource(todo: Todo) {
  return {
    type: 'todos',
    id: todo.id,
    attributes: {
      title: todo.title,
      description: todo.description,
      completed: todo.completedAt !== null,
      'completed-at': todo.completedAt,
      'created-at': todo.createdAt,
      'updated-at': todo.updatedAt,
    },
    links: { self: `${TODOS_PATH}/${todo.id}` },
    meta: { etag: todoTag(todo) },
  };
}

/**
 * Leaves of to-dos what a request asks for.
 * @throws ApiError for a field that there is not
 */
export function narrowTodos(query: Query) {
  return narrowing(query, 'todos', FIELDS);
}

/** The document of one to-do, as a request with these parameters gets it. */
export function todoDocument(todo: Todo, query: Query) {
  const resource = todoResource(todo);
  return {
    links: { self: linkTo(resource.links.self, query) },
    data: narrowTodos(query)(resource),
  };
}
