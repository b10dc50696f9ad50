/** In UTF-16 code units, as everywhere in JavaScript. However it is encoded, a form of sign-in can hold it. */
export const MAXIMUM_PASSWORD_LENGTH = 1024;

/** Half of a character: no form could send it, so nobody could sign in. */
const HALF_CHARACTER = /\p{Surrogate}/u;

export type PasswordProblem = 'blank' | 'too-long' | 'malformed';

/**
 * Why a text cannot be a new password; nothing where it can. Anything that can be typed and sent will do: what is a good
 * one is for its owner to say, and the throttling makes guesses slow.
 */
export function passwordProblem(password: string): PasswordProblem | undefined {
  if (password === '') return 'blank';
  if (password.length > MAXIMUM_PASSWORD_LENGTH) return 'too-long';
  return HALF_CHARACTER.test(password) ? 'malformed' : undefined;
}
