import { linkTo } from './links.ts';

/** A page of a list, and how many items there are in all pages. */
export interface PageOf {
  number: number;
  size: number;
  count: number;
}

/**
 * The links of a page ([JSON:API pagination](https://jsonapi.org/format/#fetching-pagination)), as paths of the same
 * origin that repeat all other parameters of the request. Past the last page, `prev` leads to the last one.
 */
export function pageLinks(
  path: string,
  query: ReadonlyMap<string, string>,
  { number, size, count }: PageOf,
): Record<'self' | 'first' | 'prev' | 'next' | 'last', string | null> {
  const last = Math.max(1, Math.ceil(count / size));
  const toPage = (page: number) =>
    linkTo(
      path,
      new Map(query)
        .set('page[number]', String(page))
        .set('page[size]', String(size)),
    );
  return {
    self: toPage(number),
    first: toPage(1),
    prev: number > 1 ? toPage(Math.min(number - 1, last)) : null,
    next: number < last ? toPage(number + 1) : null,
    last: toPage(last),
  };
}
