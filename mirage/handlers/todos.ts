import type { Response } from 'miragejs';
import { pageLinks } from '../../server/api/pagination.ts';
import {
  findMisfits,
  findMissing,
  findReadOnly,
  toContent,
  type TodoContent,
} from '../../server/todos/attributes.ts';
import { notFound } from '../api-error.ts';
import { emptyAnswer, jsonApiAnswer, NOT_STORED } from '../http/answers.ts';
import { requireUnchanged, taggedAnswer } from '../http/entity-tag.ts';
import { by, BY_ID } from '../http/list-query.ts';
import type { Question } from '../http/question.ts';
import { readQuery } from '../http/query.ts';
import {
  readNewResource,
  readResource,
  refuseAny,
} from '../http/resource-document.ts';
import type { Principal } from '../identity-server.ts';
import type { Todo } from '../schema.ts';
import {
  narrowTodos,
  TODO_FIELDS,
  todoDocument,
  todoResource,
  todoTag,
  TODOS_PATH,
} from '../serializers/todo.ts';
import type { HandlerContext, SignedInHandler } from './context.ts';
import {
  parseTodosQuery,
  textOf,
  TODOS_PARAMETERS,
  type TodoSortAttribute,
  type TodosQuery,
} from './todos-query.ts';

const TYPE = 'todos';

/** `GET /api/todos`: one page of one's own. */
const list: SignedInHandler = ({ schema }, question, { user }) => {
  const parameters = readQuery(question, TODOS_PARAMETERS);
  const query = parseTodosQuery(parameters);
  const narrow = narrowTodos(parameters);
  const { page, sort } = query;
  const found = schema
    .where('todo', { userId: user.id })
    .models.filter((candidate) => isFoundBy(candidate, query))
    .sort(by<Todo, TodoSortAttribute | 'id'>([...sort, BY_ID], textOf));
  const start = (page.number - 1) * page.size;
  return jsonApiAnswer({
    links: pageLinks(TODOS_PATH, parameters, { ...page, count: found.length }),
    data: found
      .slice(start, start + page.size)
      .map(todoResource)
      .map(narrow),
    meta: { count: found.length },
  });
};

/** `POST /api/todos`. */
const add: SignedInHandler = ({ now, schema }, question, { user }) => {
  const query = readFields(question);
  const attributes = readNewResource(question, TYPE);
  const content = readContent(attributes, findMissing(attributes));
  const { title = '', description = '', isCompleted = false } = content;
  const moment = new Date(now()).toISOString();
  const created = schema.create('todo', {
    id: crypto.randomUUID(),
    userId: user.id,
    title,
    description,
    completedAt: isCompleted ? moment : null,
    createdAt: moment,
    updatedAt: moment,
    version: 1,
  });
  return answerWith(created, query, {
    status: 201,
    headers: { Location: `${TODOS_PATH}/${created.id}` },
  });
};

/** `GET /api/todos/:id`. */
const show: SignedInHandler = (context, question, principal) => {
  const query = readFields(question);
  const found = find(context, question, principal);
  return taggedAnswer(question, todoDocument(found, query), todoTag(found));
};

/** `PATCH /api/todos/:id`. */
const change: SignedInHandler = (context, question, principal) => {
  const query = readFields(question);
  const found = find(context, question, principal);
  const wanted = { type: TYPE, id: found.id };
  const changes = readContent(readResource(question, wanted));
  requireUnchanged(question, todoTag(found));
  applyTo(found, changes, new Date(context.now()).toISOString());
  return answerWith(found, query, { status: 200 });
};

/** `DELETE /api/todos/:id`. */
const remove: SignedInHandler = (context, question, principal) => {
  readQuery(question);
  const found = find(context, question, principal);
  requireUnchanged(question, todoTag(found));
  found.destroy();
  return emptyAnswer(204, NOT_STORED);
};

export const todos = { get: list, post: add };
export const todo = { get: show, patch: change, delete: remove };

/** @throws ApiError 400 for a field that there is not, before anything is read or written */
function readFields(question: Question): ReadonlyMap<string, string> {
  const query = readQuery(question, [TODO_FIELDS]);
  narrowTodos(query);
  return query;
}

/** @throws ApiError for somebody else's, which is as unknown as any other */
function find(
  { schema }: HandlerContext,
  { params }: Question,
  { user }: Principal,
): Todo {
  const found = schema.find('todo', (params['id'] ?? '').toLowerCase());
  if (found?.userId !== user.id) throw notFound();
  return found;
}

/** @throws ApiError 403 for what cannot be written at all, 422 for values that cannot be */
function readContent(
  attributes: ReadonlyMap<string, unknown>,
  missing: ReturnType<typeof findMissing> = [],
): TodoContent {
  refuseAny(403, findReadOnly(attributes));
  refuseAny(422, [...missing, ...findMisfits(attributes)]);
  return toContent(attributes);
}

/** What changes nothing makes no new version; what is completed already keeps the moment when it was. */
function applyTo(found: Todo, changes: TodoContent, moment: string): void {
  const { completedAt, description, title, version } = found;
  const { isCompleted = completedAt !== null } = changes;
  const next = {
    title: changes.title ?? title,
    description: changes.description ?? description,
    completedAt: isCompleted ? (completedAt ?? moment) : null,
  };
  const isSame =
    next.title === title &&
    next.description === description &&
    next.completedAt === completedAt;
  if (isSame) return;
  found.update({ ...next, updatedAt: moment, version: version + 1 });
}

function isFoundBy(
  { completedAt, description, title }: Todo,
  { isCompleted, search }: TodosQuery,
): boolean {
  return (
    (isCompleted === undefined || isCompleted === (completedAt !== null)) &&
    [title, description].some((text) => text.toLowerCase().includes(search))
  );
}

function answerWith(
  found: Todo,
  query: ReadonlyMap<string, string>,
  { headers = {}, status }: { status: number; headers?: object },
): Response {
  return jsonApiAnswer(todoDocument(found, query), {
    status,
    headers: { ETag: todoTag(found), ...headers },
  });
}
