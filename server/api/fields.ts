import { invalidParameter } from './errors.ts';
import type { ResourceObject } from './json-api.ts';

/** The fields of each type, as clients know them. */
export const FIELDS = {
  users: ['first-name', 'last-name', 'email', 'created-at'],
  identities: ['provider', 'email', 'linked-at'],
  sessions: [
    'device',
    'address',
    'created-at',
    'last-used-at',
    'current',
    'client',
  ],
  todos: [
    'title',
    'description',
    'completed',
    'completed-at',
    'created-at',
    'updated-at',
  ],
} as const satisfies Record<string, readonly string[]>;

type FieldsParameter = `fields[${keyof typeof FIELDS}]`;

/** The parameters of an answer with resources of one type. */
export const USER_FIELDS = 'fields[users]' satisfies FieldsParameter;
export const IDENTITY_FIELDS = 'fields[identities]' satisfies FieldsParameter;
export const SESSION_FIELDS = 'fields[sessions]' satisfies FieldsParameter;
export const TODO_FIELDS = 'fields[todos]' satisfies FieldsParameter;

/**
 * Leaves of a resource what was asked for ([sparse fieldsets](https://jsonapi.org/format/1.1/#fetching-sparse-fieldsets)):
 * all, where nothing was; nothing, where the parameter is empty. A field that there is not is refused, because who asks
 * for it has made a mistake.
 * @throws ApiError 400
 */
export function narrowing(
  query: ReadonlyMap<string, string>,
  type: keyof typeof FIELDS,
): (resource: ResourceObject) => ResourceObject {
  const parameter = `fields[${type}]`;
  const value = query.get(parameter);
  if (value === undefined) return (resource) => resource;
  const known: readonly string[] = FIELDS[type];
  const wanted = value === '' ? [] : value.split(',');
  if (!wanted.every((name) => known.includes(name))) {
    throw invalidParameter(
      parameter,
      `Any of ${known.join(', ')}, with commas between.`,
    );
  }
  return (resource) => ({
    ...resource,
    attributes: Object.fromEntries(
      Object.entries(resource.attributes).filter(([name]) =>
        wanted.includes(name),
      ),
    ),
  });
}
