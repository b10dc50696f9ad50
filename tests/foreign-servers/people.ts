import type { Differences } from './differences.ts';

/** Somebody in the directory of a foreign server. */
export interface Person {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  createdAt: string;
}

const NAMES = ['Ada', 'Berta', 'Clara', 'Dora'];

/** More than a page of the app. The first one can sign in. */
export const PEOPLE: readonly Person[] = Array.from(
  { length: 23 },
  (_, index) => ({
    id: index + 1,
    firstName: NAMES[index % NAMES.length] ?? '',
    lastName: index === 0 ? 'Zuse' : `Person ${String(index).padStart(2, '0')}`,
    email: index === 0 ? 'ada@foreign.test' : `person-${index}@foreign.test`,
    createdAt: new Date(Date.UTC(2024, 0, index + 1)).toISOString(),
  }),
);

const KEYS = ['firstName', 'lastName', 'email', 'createdAt'] as const;

/** A person as a JSON:API resource. */
export function resourceOf(
  person: Person,
  style: Differences['attributeNames'],
): object {
  return {
    type: 'users',
    id: String(person.id),
    attributes: Object.fromEntries(
      KEYS.map((key) => [nameOf(key, style), person[key]]),
    ),
  };
}

function nameOf(key: string, style: Differences['attributeNames']): string {
  const separator = style === 'underscored' ? '_' : '-';
  return style === 'camel-cased'
    ? key
    : key.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}

/** A page of the directory, as far as the server can make one. */
export function listOf(url: URL, differs: Differences): object {
  const found = sorted(searched(PEOPLE, url, differs), url, differs);
  const number = Number(url.searchParams.get('page[number]') ?? 1);
  const size = Number(url.searchParams.get('page[size]') ?? 20);
  const first = (number - 1) * size;
  const shown =
    differs.page === 'done' ? found.slice(first, first + size) : found;
  const next =
    first + size < found.length ? `?page[number]=${number + 1}` : null;
  return {
    data: shown.map((person) => resourceOf(person, differs.attributeNames)),
    ...(differs.links && differs.page === 'done' && { links: { next } }),
    ...metaOf(found.length, differs),
  };
}

function searched(
  people: readonly Person[],
  url: URL,
  differs: Differences,
): readonly Person[] {
  const search = url.searchParams.get('filter[search]');
  if (search === null || differs.search !== 'done') return people;
  return people.filter(({ firstName, lastName, email }) =>
    `${firstName} ${lastName} ${email}`.includes(search),
  );
}

function sorted(
  people: readonly Person[],
  url: URL,
  differs: Differences,
): readonly Person[] {
  const sort = url.searchParams.get('sort') ?? '';
  const key = KEYS.find(
    (one) => nameOf(one, differs.attributeNames) === sort.replace(/^-/, ''),
  );
  if (!key || differs.sort !== 'done') return people;
  const up = [...people].sort((a, b) => (a[key] < b[key] ? -1 : 1));
  return sort.startsWith('-') ? up.reverse() : up;
}

function metaOf(count: number, { total }: Differences): object {
  if (total === 'none') return {};
  if (total === 'meta.count') return { meta: { count } };
  return {
    meta:
      total === 'meta.page.total'
        ? { page: { total: count } }
        : { pagination: { count } },
  };
}
