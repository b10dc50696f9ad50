import { narrowing } from '../http/fieldset.ts';
import type { UserAttributes } from '../models/index.ts';
import { linkTo } from '../../server/api/links.ts';

export const USERS_PATH = '/api/users';
export const USER_FIELDS = 'fields[users]';

const FIELDS = ['first-name', 'last-name', 'email', 'created-at'];

type PublicUser = Pick<
  UserAttributes,
  'id' | 'firstName' | 'lastName' | 'email' | 'createdAt'
>;

/** A user as a JSON:API resource: the attributes one by one, so that nothing else is ever told. */
export function userResource(user: PublicUser) {
  return {
    type: 'users',
    id: user.id,
    attributes: {
      'first-name': user.firstName,
      'last-name': user.lastName,
      email: user.email,
      'created-at': user.createdAt,
    },
    links: { self: `${USERS_PATH}/${user.id}` },
  };
}

type Query = ReadonlyMap<string, string>;

/**
 * Leaves of users what a request asks for.
 * @throws ApiError for a field that there is not
 */
export function narrowUsers(query: Query) {
  return narrowing(query, 'users', FIELDS);
}

/** The document of one user, as a request with these parameters gets it. */
export function userDocument(user: PublicUser, query: Query) {
  const resource = userResource(user);
  return {
    links: { self: linkTo(resource.links.self, query) },
    data: narrowUsers(query)(resource),
  };
}
