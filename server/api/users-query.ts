import { invalidParameter } from './errors.ts';
import { USER_FIELDS } from './fields.ts';

/** The parameters of `GET /api/users`. */
export const USERS_PARAMETERS = [
  'page[number]',
  'page[size]',
  'sort',
  'filter[search]',
  USER_FIELDS,
] as const;
export type UsersParameter = (typeof USERS_PARAMETERS)[number];

/** What users may be sorted by; nothing else reaches the database. */
export const SORT_FIELDS = [
  'first-name',
  'last-name',
  'email',
  'created-at',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export interface SortKey {
  field: SortField;
  isDescending: boolean;
}

export interface UsersQuery {
  page: { number: number; size: number };
  sort: readonly SortKey[];
  /** Trimmed; absent when there is nothing to look for. */
  search: string | undefined;
}

const DEFAULT_PAGE_SIZE = 20;
const MAXIMUM_PAGE_SIZE = 100;
const MAXIMUM_PAGE_NUMBER = 1_000_000;
const MAXIMUM_SEARCH_LENGTH = 100;
const DEFAULT_SORT = 'last-name,first-name';

/** @throws ApiError for a value that is not allowed */
export function parseUsersQuery(
  query: ReadonlyMap<UsersParameter, string>,
): UsersQuery {
  return {
    page: {
      number: positive(query, 'page[number]', 1, MAXIMUM_PAGE_NUMBER),
      size: positive(query, 'page[size]', DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE),
    },
    sort: parseSort(query.get('sort') ?? DEFAULT_SORT),
    search: parseSearch(query.get('filter[search]')),
  };
}

function positive(
  query: ReadonlyMap<UsersParameter, string>,
  parameter: UsersParameter,
  fallback: number,
  most: number,
): number {
  const value = query.get(parameter);
  if (value === undefined) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(value) || Number(value) > most) {
    throw invalidParameter(parameter, `A whole number from 1 to ${most}.`);
  }
  return Number(value);
}

function parseSort(value: string): SortKey[] {
  return value.split(',').map((item) => {
    const isDescending = item.startsWith('-');
    const name = isDescending ? item.slice(1) : item;
    const field = SORT_FIELDS.find((candidate) => candidate === name);
    if (field === undefined) {
      throw invalidParameter(
        'sort',
        `One or more of ${SORT_FIELDS.join(', ')}, with a - before it to turn the order around.`,
      );
    }
    return { field, isDescending };
  });
}

function parseSearch(value: string | undefined): string | undefined {
  const search = value?.trim();
  if (search === undefined || search === '') return undefined;
  if (search.length > MAXIMUM_SEARCH_LENGTH) {
    throw invalidParameter(
      'filter[search]',
      `At most ${MAXIMUM_SEARCH_LENGTH} characters.`,
    );
  }
  if (/\p{Cc}/u.test(search)) {
    throw invalidParameter('filter[search]', 'No control characters.');
  }
  return search;
}
