import type { Context, Handler } from 'hono';
import type { Todo } from '../database/schema-todos.ts';
import type { Dependencies, ServerEnvironment } from '../dependencies.ts';
import {
  findMisfits,
  findMissing,
  findReadOnly,
  toContent,
  type TodoContent,
} from '../todos/attributes.ts';
import {
  addTodo,
  changeTodo,
  deleteTodo,
  findTodo,
  listTodos,
  type TodoOf,
} from '../todos/todos.ts';
import { requireUnchanged, taggedJsonApi } from './entity-tags.ts';
import { notFound } from './errors.ts';
import { narrowing, TODO_FIELDS } from './fields.ts';
import { jsonApi } from './json-api.ts';
import { pageLinks } from './pagination.ts';
import { readQuery } from './query.ts';
import {
  readNewResource,
  readResource,
  refuseAny,
} from './resource-document.ts';
import {
  todoDocument,
  todoTag,
  TODOS_PATH,
  toTodoResource,
} from './todo-resource.ts';
import { parseTodosQuery, TODOS_PARAMETERS } from './todos-query.ts';

const TYPE = 'todos';

type OneTodo = '/todos/:id';
type Query = ReadonlyMap<string, string>;

/** `GET /api/todos`: one page of one's own. */
export function getTodos({
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const parameters = readQuery(context, TODOS_PARAMETERS);
    const query = parseTodosQuery(parameters);
    const narrow = narrowing(parameters, TYPE);
    const ownerId = context.get('principal').user.id;
    const { count, todos } = await listTodos(database, ownerId, query);
    return jsonApi(context, {
      links: pageLinks(TODOS_PATH, parameters, { ...query.page, count }),
      data: todos.map(toTodoResource).map(narrow),
      meta: { count },
    });
  };
}

/** `POST /api/todos`. Whose it is, the token says; the document cannot. */
export function postTodo({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment> {
  return async (context) => {
    const query = readFields(context);
    const attributes = await readNewResource(context, TYPE);
    const content = readContent(attributes, findMissing(attributes));
    const todo = await addTodo(
      database,
      { ...content, title: content.title ?? '' },
      { ownerId: context.get('principal').user.id, now: clock() },
    );
    context.header('location', `${TODOS_PATH}/${todo.id}`);
    return answerWith(context, todo, query, 201);
  };
}

/** `GET /api/todos/:id`. Somebody else's is as unknown as any other. */
export function getTodo({
  database,
}: Dependencies): Handler<ServerEnvironment, OneTodo> {
  return async (context) => {
    const query = readFields(context);
    const todo = await findTodo(database, wantedBy(context));
    if (!todo) throw notFound();
    return taggedJsonApi(context, todoDocument(todo, query), todoTag(todo));
  };
}

/** `PATCH /api/todos/:id`. With `If-Match` it is changed only where it is what the client has seen. */
export function patchTodo({
  clock,
  database,
}: Dependencies): Handler<ServerEnvironment, OneTodo> {
  return async (context) => {
    const query = readFields(context);
    const wanted = wantedBy(context);
    // Before the document is read: what is wrong with it is no business of who has no such to-do.
    if (!(await findTodo(database, wanted))) throw notFound();
    const attributes = await readResource(context, TYPE, wanted.id);
    const changes = readContent(attributes);
    const todo = await changeTodo(database, wanted, {
      changes,
      now: clock(),
      check: (current) => requireUnchanged(context, todoTag(current)),
    });
    if (!todo) throw notFound();
    return answerWith(context, todo, query, 200);
  };
}

/** `DELETE /api/todos/:id`, under the same condition. */
export function removeTodo({
  database,
}: Dependencies): Handler<ServerEnvironment, OneTodo> {
  return async (context) => {
    readQuery(context, []);
    const wanted = wantedBy(context);
    // What cannot be an id must not get to the database.
    if (!(await findTodo(database, wanted))) throw notFound();
    const isDeleted = await deleteTodo(database, wanted, (current) =>
      requireUnchanged(context, todoTag(current)),
    );
    if (!isDeleted) throw notFound();
    return context.body(null, 204);
  };
}

/**
 * What a request wants to see of a to-do, looked at before anything is read or written.
 * @throws ApiError 400
 */
function readFields(context: Context): Query {
  const query = readQuery(context, [TODO_FIELDS]);
  narrowing(query, TYPE);
  return query;
}

function wantedBy(context: Context<ServerEnvironment, OneTodo>): TodoOf {
  return {
    id: context.req.param('id').toLowerCase(),
    ownerId: context.get('principal').user.id,
  };
}

/** @throws ApiError 403 for what cannot be written at all, 422 for values that cannot be; with all that is wrong */
function readContent(
  attributes: ReadonlyMap<string, unknown>,
  missing: ReturnType<typeof findMissing> = [],
): TodoContent {
  refuseAny(403, findReadOnly(attributes));
  refuseAny(422, [...missing, ...findMisfits(attributes)]);
  return toContent(attributes);
}

function answerWith(
  context: Context<ServerEnvironment>,
  todo: Todo,
  query: Query,
  status: 200 | 201,
): Response {
  context.header('etag', todoTag(todo));
  return jsonApi(context, todoDocument(todo, query), status);
}
