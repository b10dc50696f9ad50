/** A path with its parameters: what `links.self` of a document is, the request that it answers. */
export function linkTo(
  path: string,
  query: ReadonlyMap<string, string>,
): string {
  const pairs = [...query].map((pair) =>
    pair.map(encodeURIComponent).join('='),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
