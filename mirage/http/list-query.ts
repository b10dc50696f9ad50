import { invalidParameter } from '../api-error.ts';

/** The parameters of every list that comes in pages. */
export const LIST_PARAMETERS = [
  'page[number]',
  'page[size]',
  'sort',
  'filter[search]',
] as const;

type Query = ReadonlyMap<string, string>;

export interface SortKey<Attribute extends string> {
  attribute: Attribute;
  isDescending: boolean;
}

export interface ListQuery<Attribute extends string> {
  page: { number: number; size: number };
  sort: readonly SortKey<Attribute>[];
  /** Trimmed and lower-cased; `''` when there is nothing to look for. */
  search: string;
}

const DEFAULT_PAGE_SIZE = 20;
const MAXIMUM_PAGE_SIZE = 100;
const MAXIMUM_PAGE_NUMBER = 1_000_000;
const MAXIMUM_SEARCH_LENGTH = 100;

/**
 * @param fields what the list may be sorted by, and where the record has it
 * @param byDefault the order, as a client would write it
 * @throws ApiError for a value that is not allowed
 */
export function parseListQuery<Attribute extends string>(
  query: Query,
  fields: ReadonlyMap<string, Attribute>,
  byDefault: string,
): ListQuery<Attribute> {
  return {
    page: {
      number: wholeNumber(query, 'page[number]', {
        fallback: 1,
        most: MAXIMUM_PAGE_NUMBER,
      }),
      size: wholeNumber(query, 'page[size]', {
        fallback: DEFAULT_PAGE_SIZE,
        most: MAXIMUM_PAGE_SIZE,
      }),
    },
    sort: (query.get('sort') ?? byDefault)
      .split(',')
      .map((item) => toSortKey(item, fields)),
    search: parseSearch(query.get('filter[search]') ?? ''),
  };
}

/** The last key of every order: what sorts alike keeps its place from page to page. */
export const BY_ID = { attribute: 'id', isDescending: false } as const;

/** Texts are compared lower-cased and by code unit, as the contract says; moments are ISO 8601, which sorts as text. */
export function by<Item, Attribute extends string>(
  keys: readonly SortKey<Attribute>[],
  textOf: (item: Item, attribute: Attribute) => string,
): (one: Item, other: Item) => number {
  return (one, other) => {
    for (const { attribute, isDescending } of keys) {
      const [before, after] = isDescending ? [other, one] : [one, other];
      const left = textOf(before, attribute).toLowerCase();
      const right = textOf(after, attribute).toLowerCase();
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  };
}

function wholeNumber(
  query: Query,
  name: 'page[number]' | 'page[size]',
  { fallback, most }: { fallback: number; most: number },
): number {
  const value = query.get(name) ?? String(fallback);
  if (!/^[1-9]\d*$/.test(value) || Number(value) > most) {
    throw invalidParameter(name, `A whole number from 1 to ${most}.`);
  }
  return Number(value);
}

function toSortKey<Attribute extends string>(
  item: string,
  fields: ReadonlyMap<string, Attribute>,
): SortKey<Attribute> {
  const isDescending = item.startsWith('-');
  const attribute = fields.get(isDescending ? item.slice(1) : item);
  if (attribute !== undefined) return { attribute, isDescending };
  throw invalidParameter(
    'sort',
    `One or more of ${[...fields.keys()].join(', ')}, with a - before it to turn the order around.`,
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
