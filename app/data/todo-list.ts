import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import type { AuthError } from '../auth/errors';
import type Todo from '../models/todo';
import type StoreService from '../services/store';
import type TodoTrashService from '../services/todo-trash';
import { toApiError } from './api-error';
import { readCount } from './list-answers';
import TodoChanges, { type TodoContent } from './todo-changes';

/** Enough to work with, and few enough to be drawn at once. */
export const PAGE_SIZE = 50;

/** Beyond it there is nothing, in any list that a person pages through. */
const MAX_PAGE = 1_000_000;

export const STATUSES = ['all', 'open', 'done'] as const;
export type TodoStatus = (typeof STATUSES)[number];

/** What the URL says. Anything may stand there. */
export interface TodoQuery {
  page: number;
  status: TodoStatus;
  search: string;
}

type Answer = Awaited<ReturnType<typeof StoreService.prototype.query<Todo>>>;

/** One page of to-dos, the newest first, and what the user has done to it since. */
export default class TodoList {
  @service declare private readonly store: StoreService;
  @service('todo-trash') declare private readonly trash: TodoTrashService;

  @tracked error: AuthError | undefined;
  @tracked isLoading = false;
  @tracked query: TodoQuery = { page: 1, status: 'all', search: '' };

  readonly changes: TodoChanges;

  /** As the API has told them; absent until it has. */
  @tracked private loaded: readonly Todo[] | undefined;
  /** Added here since then. They stay on top, also where the filter would not show them: one wants to see what one has written. */
  @tracked private added: readonly Todo[] = [];
  /** How many match in all, as the API last said. */
  @tracked private total: number | undefined;

  #latest = 0;

  constructor(owner: Owner) {
    setOwner(this, owner);
    this.changes = new TodoChanges(owner);
  }

  /** Absent until they are loaded. */
  get todos(): readonly Todo[] | undefined {
    const { added, loaded } = this;
    if (!loaded) return undefined;
    return [
      ...added.filter((todo) => !loaded.includes(todo)),
      ...loaded,
    ].filter((todo) => !this.trash.isHidden(todo));
  }

  /** How many match in all, without those that are being deleted; absent where the API does not say. */
  get count(): number | undefined {
    if (this.total === undefined || !this.loaded) return undefined;
    const known = new Set([...this.loaded, ...this.added]);
    const hidden = [...known].filter(this.trash.isHidden).length;
    return Math.max(0, this.total - hidden);
  }

  /** The number of the last page. */
  get lastPage(): number | undefined {
    return this.total === undefined
      ? undefined
      : Math.max(1, Math.ceil(this.total / PAGE_SIZE));
  }

  get hasNextPage(): boolean {
    return this.lastPage === undefined
      ? this.loaded?.length === PAGE_SIZE
      : this.query.page < this.lastPage;
  }

  /** Whether there is more than one page, so that there must be a way from one to the next. */
  get comesInPages(): boolean {
    const isShown = this.loaded !== undefined;
    return isShown && (this.query.page > 1 || this.hasNextPage);
  }

  /** Whether all to-dos are looked for. */
  get isWhole(): boolean {
    return this.query.status === 'all' && this.query.search === '';
  }

  /** Shows what the URL says; a value that makes no sense there is taken for the default. */
  show(query: TodoQuery): Promise<void> {
    this.query = understand(query);
    return this.load();
  }

  /** Asks the API. Of several calls at once the last one wins. Does not throw: see `error`. */
  load = (): Promise<void> => {
    this.isLoading = true;
    return waitForPromise(this.#load());
  };

  /** The same, behind the user's back: where it fails, what is shown stays. */
  refresh = (): Promise<void> => waitForPromise(this.#refresh());

  /** Asks once more if the last time failed. */
  retry(): void {
    if (this.error) void this.load();
  }

  /** @throws {TodoRefusedError | AuthError} */
  async add(title: string): Promise<void> {
    const todo = await this.changes.add(title);
    this.added = [todo, ...this.added];
    if (this.total !== undefined) this.total += 1;
  }

  /**
   * @returns whether it is still shown: under a filter, what is completed may not be
   * @throws {TodoRefusedError | TodoConflictError | AuthError}
   */
  async change(todo: Todo, content: TodoContent): Promise<void> {
    try {
      await this.changes.change(todo, content);
    } catch (error) {
      if (toApiError(error).code === 'not-found') void this.refresh();
      throw error;
    }
  }

  /** Whether it is still what the filter asks for. */
  fits({ completed }: Todo): boolean {
    const { status } = this.query;
    return status === 'all' || (status === 'done') === completed;
  }

  /** Takes it off the page, where it does not fit any more. */
  drop(todo: Todo): void {
    const isOther = (other: Todo) => other !== todo;
    this.loaded = this.loaded?.filter(isOther);
    this.added = this.added.filter(isOther);
    if (this.total !== undefined) this.total -= 1;
  }

  async #load(): Promise<void> {
    const call = ++this.#latest;
    try {
      const answer = await this.#ask();
      if (call !== this.#latest) return;
      this.added = [];
      this.#take(answer);
      this.error = undefined;
    } catch (error) {
      if (call === this.#latest) this.error = toApiError(error);
    } finally {
      if (call === this.#latest) this.isLoading = false;
    }
  }

  async #refresh(): Promise<void> {
    const call = this.#latest;
    if (this.isLoading || this.error) return;
    try {
      const answer = await this.#ask();
      if (call === this.#latest) this.#take(answer);
    } catch {
      // It was not asked for.
    }
  }

  #take(answer: Answer): void {
    this.loaded = answer.slice();
    this.total = readCount(answer.meta);
  }

  #ask(): Promise<Answer> {
    const { page, search, status } = this.query;
    const filter = {
      ...(status !== 'all' && { completed: status === 'done' }),
      ...(search && { search }),
    };
    return this.store.query<Todo>('todo', {
      page: { number: page, size: PAGE_SIZE },
      sort: '-created-at',
      ...(Object.keys(filter).length > 0 && { filter }),
    });
  }
}

function understand({ page, search, status }: TodoQuery): TodoQuery {
  const text: unknown = search;
  return {
    page: Number.isInteger(page) && page > 0 && page <= MAX_PAGE ? page : 1,
    status: STATUSES.find((known) => known === status) ?? 'all',
    search: typeof text === 'string' ? text.trim() : '',
  };
}
