import { invalidParameter } from '../api-error.ts';
import { USER_FIELDS } from '../serializers/user.ts';

/** The parameters of `GET /api/users`. */
export const USERS_PARAMETERS = [
  'page[number]',
  'page[size]',
  'sort',
  'filter[search]',
  USER_FIELDS,
] as const;

type UsersParameters = ReadonlyMap<(typeof USERS_PARAMETERS)[number], string>;

/** What users may be sorted by, and where the record has it. */
const SORT_FIELDS = new Map([
  ['first-name', 'firstName'],
  ['last-name', 'lastName'],
  ['email', 'email'],
  ['created-at', 'createdAt'],
] as const);

type SortAttribute =
  typeof SORT_FIELDS extends Map<string, infer Attribute> ? Attribute : never;

export interface SortKey {
  attribute: SortAttribute;
  isDescending: boolean;
}

export interface UsersQuery {
  page: { number: number; size: number };
  sort: readonly SortKey[];
  /** Trimmed and lower-cased; `''` when there is nothing to look for. */
  search: string;
}

const DEFAULT_PAGE_SIZE = 20;
const MAXIMUM_PAGE_SIZE = 100;
const MAXIMUM_PAGE_NUMBER = 1_000_000;
const MAXIMUM_SEARCH_LENGTH = 100;
const DEFAULT_SORT = 'last-name,first-name';

/** @throws ApiError for a value that is not allowed */
export function parseUsersQuery(parameters: UsersParameters): UsersQuery {
  return {
    page: {
      number: wholeNumber(parameters, 'page[number]', {
        fallback: 1,
        most: MAXIMUM_PAGE_NUMBER,
      }),
      size: wholeNumber(parameters, 'page[size]', {
        fallback: DEFAULT_PAGE_SIZE,
        most: MAXIMUM_PAGE_SIZE,
      }),
    },
    sort: (parameters.get('sort') ?? DEFAULT_SORT).split(',').map(toSortKey),
    search: parseSearch(parameters.get('filter[search]') ?? ''),
  };
}

function wholeNumber(
  parameters: UsersParameters,
  name: 'page[number]' | 'page[size]',
  { fallback, most }: { fallback: number; most: number },
): number {
  const value = parameters.get(name) ?? String(fallback);
  if (!/^[1-9]\d*$/.test(value) || Number(value) > most) {
    throw invalidParameter(name, `A whole number from 1 to ${most}.`);
  }
  return Number(value);
}

function toSortKey(item: string): SortKey {
  const isDescending = item.startsWith('-');
  const wanted = isDescending ? item.slice(1) : item;
  for (const [name, attribute] of SORT_FIELDS) {
    if (name === wanted) return { attribute, isDescending };
  }
  throw invalidParameter(
    'sort',
    `One or more of ${[...SORT_FIELDS.keys()].join(', ')}, with a - before it to turn the order around.`,
  );
}

function parseSearch(value: string): string {
  const search = value.trim();
  if (search.length > MAXIMUM_SEARCH_LENGTH || /\p{Cc}/u.test(search)) {
    throw invalidParameter(
      'filter[search]',
      `At most ${MAXIMUM_SEARCH_LENGTH} characters, no control characters.`,
    );
  }
  return search.toLowerCase();
}
