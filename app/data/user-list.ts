import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import type { AuthError } from '../auth/errors';
import { toApiError } from './api-error';
import type User from '../models/user';
import type StoreService from '../services/store';

export const PAGE_SIZE = 20;

/** The attributes that the API can sort by, as JSON:API names them; a minus before one turns the order round. */
export const SORTABLE = [
  'first-name',
  'last-name',
  'email',
  'created-at',
] as const;
/** Beyond it there is nobody, in any directory that a person pages through. */
const MAX_PAGE = 1_000_000;

const DEFAULT_SORT = 'last-name';

/** What the URL says. Anything may stand there. */
export interface UserQuery {
  page: number;
  sort: string;
  search: string;
}

/** One page of users, and the way from page to page. Keeps showing what it has until the next answer is there. */
export default class UserList {
  @service declare private readonly store: StoreService;

  @tracked users: readonly User[] | undefined;
  /** How many match in all; absent where the API does not say. */
  @tracked count: number | undefined;
  @tracked error: AuthError | undefined;
  @tracked isLoading = false;
  @tracked query: UserQuery = { page: 1, sort: DEFAULT_SORT, search: '' };

  #latest = 0;

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  /** The number of the last page; absent where the API does not say how many users there are. */
  get lastPage(): number | undefined {
    return this.count === undefined
      ? undefined
      : Math.max(1, Math.ceil(this.count / PAGE_SIZE));
  }

  get hasNextPage(): boolean {
    return this.lastPage === undefined
      ? this.users?.length === PAGE_SIZE
      : this.query.page < this.lastPage;
  }

  /** Shows what the URL says; a value that makes no sense there is taken for the default. */
  show(query: UserQuery): Promise<void> {
    this.query = understand(query);
    return this.load();
  }

  /** Asks the API. Of several calls at once the last one wins. Does not throw: see `error`. */
  load = (): Promise<void> => waitForPromise(this.#load());

  /** Asks once more if the last time failed. */
  retry(): void {
    if (this.error) void this.load();
  }

  async #load(): Promise<void> {
    const call = ++this.#latest;
    this.isLoading = true;
    try {
      const { page, sort, search } = this.query;
      const users = await this.store.query<User>('user', {
        page: { number: page, size: PAGE_SIZE },
        sort,
        ...(search && { filter: { search } }),
      });
      if (call !== this.#latest) return;
      this.users = users.slice();
      this.count = readCount(users.meta);
      this.error = undefined;
    } catch (error) {
      if (call === this.#latest) this.error = toApiError(error);
    } finally {
      if (call === this.#latest) this.isLoading = false;
    }
  }
}

function understand(query: UserQuery): UserQuery {
  const { page } = query;
  const [sort, search] = [query.sort, query.search].map((value: unknown) =>
    typeof value === 'string' ? value : '',
  ) as [string, string];
  const isSortable = SORTABLE.some((name) => name === sort.replace(/^-/, ''));
  return {
    page: Number.isInteger(page) && page > 0 && page <= MAX_PAGE ? page : 1,
    sort: isSortable ? sort : DEFAULT_SORT,
    search: search.trim(),
  };
}

function readCount(meta: unknown): number | undefined {
  const count = (meta as { count?: unknown } | null)?.count;
  return typeof count === 'number' ? count : undefined;
}
