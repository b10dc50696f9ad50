import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { AuthError } from '../auth/errors';
import type Todo from '../models/todo';
import type StoreService from '../services/store';
import { toApiError } from './api-error';
import { readProblems } from './attribute-problems';
import { hasStatus } from './has-status';

export const TODO_FIELDS = ['title', 'description'] as const;
export type TodoField = (typeof TODO_FIELDS)[number];

/** What the user may write of a to-do. */
export type TodoContent = Partial<
  Record<TodoField, string> & { completed: boolean }
>;

/** What is wrong with a text. */
export type TodoProblem = 'blank' | 'too-long' | 'malformed' | 'refused';
export type TodoProblems = Partial<Record<TodoField, TodoProblem>>;

/** What our server's own codes mean; any other is `refused`. */
const PROBLEMS: Readonly<Record<string, TodoProblem>> = {
  'attribute-blank': 'blank',
  'attribute-missing': 'blank',
  'attribute-too-long': 'too-long',
  'attribute-malformed': 'malformed',
};

const POINTERS: Readonly<Record<TodoField, RegExp>> = {
  title: /^\/data\/attributes\/title$/i,
  description: /^\/data\/attributes\/description$/i,
};

/** What is shown after a conflict is as new as the conflict. */
const RELOAD = { reload: true };

/** The API does not take what was written. `problems` says which part of it, where the API does. */
export class TodoRefusedError extends AuthError {
  override name = 'TodoRefusedError';

  constructor(
    readonly problems: TodoProblems,
    cause: unknown,
  ) {
    super('refused', 'The API does not accept the to-do.', { cause });
  }
}

/** Somebody has changed the to-do since it was read. The record has theirs now. */
export class TodoConflictError extends AuthError {
  override name = 'TodoConflictError';

  constructor(cause: unknown) {
    super('refused', 'The to-do has been changed meanwhile.', { cause });
  }
}

/** Writes to-dos. Its methods throw `AuthError` and nothing else. */
export default class TodoChanges {
  @service declare private readonly store: StoreService;

  /** The last piece of work on each to-do: what comes after it waits for it. */
  readonly #work = new WeakMap<Todo, Promise<unknown>>();

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  /** @throws {TodoRefusedError} */
  add(title: string): Promise<Todo> {
    return waitForPromise(this.#add(title));
  }

  /**
   * Changes a to-do: at once for all who show it, and back again where the API does not take it. Of several changes to one
   * to-do each is based on what the one before has made.
   *
   * @throws {TodoRefusedError | TodoConflictError}
   */
  change(todo: Todo, content: TodoContent): Promise<void> {
    const before = this.#work.get(todo) ?? Promise.resolve();
    const work = before
      .catch(() => undefined)
      .then(() => this.#change(todo, content));
    this.#work.set(todo, work);
    return waitForPromise(work);
  }

  async #add(title: string): Promise<Todo> {
    const todo = this.store.createRecord<Todo>('todo', { title });
    try {
      await todo.save();
      return todo;
    } catch (error) {
      if (!todo.isDestroying && !todo.isDestroyed) todo.unloadRecord();
      throw refusalOf(error) ?? toApiError(error);
    }
  }

  async #change(todo: Todo, content: TodoContent): Promise<void> {
    try {
      Object.assign(todo, content);
      await todo.save();
    } catch (error) {
      if (!todo.isDestroying && !todo.isDestroyed) todo.rollbackAttributes();
      throw refusalOf(error) ?? (await this.#conflictOf(error, todo));
    }
  }

  async #conflictOf(error: unknown, { id }: Todo): Promise<AuthError> {
    if (!hasStatus(error, 412)) return toApiError(error);
    try {
      await this.store.findRecord<Todo>('todo', id!, RELOAD);
      return new TodoConflictError(error);
    } catch (failure) {
      return toApiError(failure);
    }
  }
}

function refusalOf(error: unknown): TodoRefusedError | undefined {
  if (!hasStatus(error, 422)) return undefined;
  const problems = readProblems(error.content, POINTERS, PROBLEMS);
  return new TodoRefusedError(problems, error);
}
