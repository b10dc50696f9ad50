import type { PublicUser } from '../users/directory.ts';
import type { ResourceObject } from './json-api.ts';

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
