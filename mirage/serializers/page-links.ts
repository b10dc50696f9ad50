/** A page of a list, and how many items there are in all pages. */
export interface PageOf {
  number: number;
  size: number;
  count: number;
}

/**
 * The links of a page ([JSON:API](https://jsonapi.org/format/#fetching-pagination)): paths that repeat all other
 * parameters of the request. Past the last page, `prev` leads to the last one.
 */
export function pageLinks(
  path: string,
  query: ReadonlyMap<string, string>,
  { number, size, count }: PageOf,
) {
  const last = Math.max(1, Math.ceil(count / size));
  const linkTo = (page: number) => {
    const parameters = new Map(query)
      .set('page[number]', String(page))
      .set('page[size]', String(size));
    const pairs = [...parameters].map((pair) =>
      pair.map(encodeURIComponent).join('='),
    );
    return `${path}?${pairs.join('&')}`;
  };
  return {
    self: linkTo(number),
    first: linkTo(1),
    prev: number > 1 ? linkTo(Math.min(number - 1, last)) : null,
    next: number < last ? linkTo(number + 1) : null,
    last: linkTo(last),
  };
}
