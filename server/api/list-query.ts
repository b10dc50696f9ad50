import { invalidParameter } from './errors.ts';

/** The parameters of every list that comes in pages. */
export const LIST_PARAMETERS = [
  'page[number]',
  'page[size]',
  'sort',
  'filter[search]',
] as const;
export type ListParameter = (typeof LIST_PARAMETERS)[number];

export interface SortKey<Field extends string> {
  field: Field;
  isDescending: boolean;
}

export interface ListQuery<Field extends string> {
  page: { number: number; size: number };
  sort: readonly SortKey<Field>[];
  /** Trimmed; absent when there is nothing to look for. */
  search: string | undefined;
}

/** What a list may be sorted by; nothing else reaches the database. */
export interface ListOrder<Field extends string> {
  fields: readonly Field[];
  /** As a client would write it. */
  byDefault: string;
}

type Query = ReadonlyMap<string, string>;

export const DEFAULT_PAGE_SIZE = 20;
export const MAXIMUM_PAGE_SIZE = 100;
export const MAXIMUM_PAGE_NUMBER = 1_000_000;
export const MAXIMUM_SEARCH_LENGTH = 100;

/** @throws ApiError for a value that is not allowed */
export function parseListQuery<Field extends string>(
  query: Query,
  order: ListOrder<Field>,
): ListQuery<Field> {
  return {
    page: {
      number: positive(query, 'page[number]', 1, MAXIMUM_PAGE_NUMBER),
      size: positive(query, 'page[size]', DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE),
    },
    sort: parseSort(query.get('sort') ?? order.byDefault, order.fields),
    search: parseSearch(query.get('filter[search]')),
  };
}

function positive(
  query: Query,
  parameter: ListParameter,
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

function parseSort<Field extends string>(
  value: string,
  fields: readonly Field[],
): SortKey<Field>[] {
  return value.split(',').map((item) => {
    const isDescending = item.startsWith('-');
    const name = isDescending ? item.slice(1) : item;
    const field = fields.find((candidate) => candidate === name);
    if (field === undefined) {
      throw invalidParameter(
        'sort',
        `One or more of ${fields.join(', ')}, with a - before it to turn the order around.`,
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
