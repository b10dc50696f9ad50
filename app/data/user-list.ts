import { setOwner, type default as Owner } from '@ember/owner';
import { service } from '@ember/service';
import { waitForPromise } from '@ember/test-waiters';
import { tracked } from '@glimmer/tracking';
import type { AuthError } from '../auth/errors';
import type { ApiFeature } from '../../config/api-settings';
import type User from '../models/user';
import type SettingsService from '../services/settings';
import type StoreService from '../services/store';
import { toApiError } from './api-error';
import { toServerName } from './attribute-names';
import { readCount, readHasNext, readUnsupported } from './list-answers';

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

type Answer = Awaited<ReturnType<typeof StoreService.prototype.query<User>>>;
type Query = Parameters<StoreService['query']>[1];

/** One page of users, and the way from page to page. Keeps showing what it has until the next answer is there. */
export default class UserList {
  @service declare private readonly settings: SettingsService;
  @service declare private readonly store: StoreService;

  @tracked users: readonly User[] | undefined;
  /** How many match in all; absent where the API does not say. */
  @tracked count: number | undefined;
  @tracked error: AuthError | undefined;
  @tracked isLoading = false;
  @tracked query: UserQuery = { page: 1, sort: DEFAULT_SORT, search: '' };

  /** What the API has said that it can't do, although the settings say that it can. */
  @tracked private refused: readonly ApiFeature[] = [];
  /** Whether the API's links lead on; absent where it has none. */
  @tracked private hasNextLink: boolean | undefined;

  #latest = 0;

  constructor(owner: Owner) {
    setOwner(this, owner);
  }

  /** Whether there is a way from page to page, and something to page through. */
  get comesInPages(): boolean {
    return this.users !== undefined && this.offers('page');
  }

  /** The number of the last page; absent where the API does not say how many users there are. */
  get lastPage(): number | undefined {
    return this.count === undefined
      ? undefined
      : Math.max(1, Math.ceil(this.count / PAGE_SIZE));
  }

  get hasNextPage(): boolean {
    if (!this.offers('page')) return false;
    return this.lastPage === undefined
      ? (this.hasNextLink ?? this.users?.length === PAGE_SIZE)
      : this.query.page < this.lastPage;
  }

  /** Whether the API can do something with its list. What it can't is left out of the page. */
  offers = (feature: ApiFeature): boolean =>
    this.settings.values.apiFeatures.includes(feature) &&
    !this.refused.includes(feature);

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
      const users = await this.#ask();
      if (call !== this.#latest) return;
      this.users = users.slice();
      this.count =
        readCount(users.meta) ??
        (this.offers('page') ? undefined : this.users.length);
      this.hasNextLink = readHasNext(users.links);
      this.error = undefined;
    } catch (error) {
      if (call === this.#latest) this.error = toApiError(error);
    } finally {
      if (call === this.#latest) this.isLoading = false;
    }
  }

  /** Asks for what the API can do, and once more without what it says that it can't. */
  async #ask(): Promise<Answer> {
    try {
      return await this.store.query<User>('user', this.#parameters());
    } catch (error) {
      const feature = readUnsupported(error);
      if (!feature || !this.offers(feature)) throw error;
      this.refused = [...this.refused, feature];
      return this.#ask();
    }
  }

  #parameters(): Query {
    const { page, sort, search } = this.query;
    const { attributeNames } = this.settings.values;
    return {
      ...(this.offers('page') && { page: { number: page, size: PAGE_SIZE } }),
      ...(this.offers('sort') && { sort: toServerName(sort, attributeNames) }),
      ...(search && this.offers('search') && { filter: { search } }),
    };
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
