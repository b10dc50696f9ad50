import type { UserAttributes } from '../models/index.ts';

export const USERS_PATH = '/api/users';

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
