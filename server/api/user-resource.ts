import type { PublicUser } from '../users/directory.ts';
import type { JsonApiDocument, ResourceObject } from './json-api.ts';
import { narrowing } from './fields.ts';
import { linkTo } from './links.ts';

/** Where users are, as clients see it. */
export const USERS_PATH = '/api/users';

/** A user as JSON:API. The attributes are listed one by one: a new column is not shown until somebody decides so. */
export function toUserResource(user: PublicUser): ResourceObject {
  return {
    type: 'users',
    id: user.id,
    attributes: {
      'first-name': user.firstName,
      'last-name': user.lastName,
      email: user.email,
      'created-at': user.createdAt.toISOString(),
    },
    links: { self: `${USERS_PATH}/${user.id}` },
  };
}

/**
 * The document of one user, as a request with these parameters gets it.
 * @throws ApiError 400 for a field that there is not
 */
export function userDocument(
  user: PublicUser,
  query: ReadonlyMap<string, string>,
): JsonApiDocument {
  const resource = toUserResource(user);
  return {
    links: { self: linkTo(resource.links.self, query) },
    data: narrowing(query, 'users')(resource),
  };
}
