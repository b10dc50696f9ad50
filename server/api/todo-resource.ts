import type { Todo } from '../database/schema-todos.ts';
import { narrowing } from './fields.ts';
import type { JsonApiDocument, ResourceObject } from './json-api.ts';
import { linkTo } from './links.ts';

/** Where to-dos are, as clients see it. */
export const TODOS_PATH = '/api/todos';

/**
 * The strong entity tag of a to-do ([RFC 9110 section 8.8](https://www.rfc-editor.org/rfc/rfc9110#section-8.8)): the
 * version is told nowhere else, and no two states of a to-do share one.
 */
export function todoTag({ version }: Todo): string {
  return `"${version}"`;
}

/**
 * A to-do as JSON:API. `meta.etag` is what `If-Match` wants at its own address, so that whoever has a list need not read
 * each of it once more before changing it.
 */
export function toTodoResource(todo: Todo): ResourceObject {
  return {
    type: 'todos',
    id: todo.id,
    attributes: {
      title: todo.title,
      description: todo.description,
      completed: todo.completedAt !== null,
      'completed-at': todo.completedAt?.toISOString() ?? null,
      'created-at': todo.createdAt.toISOString(),
      'updated-at': todo.updatedAt.toISOString(),
    },
    links: { self: `${TODOS_PATH}/${todo.id}` },
    meta: { etag: todoTag(todo) },
  };
}

/**
 * The document of one to-do, as a request with these parameters gets it.
 * @throws ApiError 400 for a field that there is not
 */
export function todoDocument(
  todo: Todo,
  query: ReadonlyMap<string, string>,
): JsonApiDocument {
  const resource = toTodoResource(todo);
  return {
    links: { self: linkTo(resource.links.self, query) },
    data: narrowing(query, 'todos')(resource),
  };
}
