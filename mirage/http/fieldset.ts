import { invalidParameter } from '../api-error.ts';

interface Resource {
  attributes: Readonly<Record<string, unknown>>;
}

/**
 * Leaves of a resource what `fields[...]` asks for ([sparse fieldsets](https://jsonapi.org/format/1.1/#fetching-sparse-fieldsets)).
 * A field that a resource of this type has not is refused.
 * @throws ApiError
 */
export function narrowing(
  query: ReadonlyMap<string, string>,
  type: string,
  known: readonly string[],
): <Whole extends Resource>(resource: Whole) => Whole {
  const parameter = `fields[${type}]`;
  const value = query.get(parameter);
  if (value === undefined) return (resource) => resource;
  const wanted = value === '' ? [] : value.split(',');
  if (!wanted.every((name) => known.includes(name))) {
    throw invalidParameter(parameter, `Any of ${known.join(', ')}.`);
  }
  return (resource) => ({
    ...resource,
    attributes: Object.fromEntries(
      wanted.map((name) => [name, resource.attributes[name]]),
    ),
  });
}
