import { emptyAnswer, jsonAnswer, NOT_STORED } from '../http/answers.ts';
import type { Handler } from './context.ts';

/** `GET /oauth2/userinfo`: who is signed in, as oauth2-proxy says it. */
export const userInfo: Handler = ({ gateway }) => {
  const { user } = gateway;
  if (!user) return jsonAnswer(401, { error: 'unauthorized' }, NOT_STORED);
  const { id, email, firstName, lastName } = user;
  return jsonAnswer(
    200,
    {
      user: id,
      email,
      preferredUsername: email,
      groups: [],
      name: `${firstName} ${lastName}`,
    },
    NOT_STORED,
  );
};

/** `POST /oauth2/sign_out`, by a script. */
export const signOut: Handler = ({ gateway }, { header }) => {
  if (header('x-requested-with') === undefined) {
    return jsonAnswer(403, { error: 'forbidden' }, NOT_STORED);
  }
  gateway.signOut();
  return emptyAnswer(204, NOT_STORED);
};
