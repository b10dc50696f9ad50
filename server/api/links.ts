type Query = ReadonlyMap<string, string>;

/** A path of this origin with its parameters: what `links.self` of a document is, the request that it answers. */
export function linkTo(path: string, query: Query): string {
  const pairs = [...query].map((pair) =>
    pair.map(encodeURIComponent).join('='),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
