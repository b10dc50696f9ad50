import { IdentityProviderError } from './errors.ts';

/** An object of a provider, about which nothing is known. */
export type Claims = Readonly<Record<string, unknown>>;

/** OpenID Connect Core section 2: a subject has at most 255 ASCII characters. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;
const EMAIL = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,255}$/u;
const MAXIMUM_NAME_LENGTH = 100;

/**
 * The user's key at a provider. A number is written out: GitHub's id is one.
 * @throws IdentityProviderError
 */
export function readSubject(value: unknown): string {
  const isId = typeof value === 'number' && Number.isSafeInteger(value);
  const subject = isId ? String(value) : value;
  if (typeof subject === 'string' && SUBJECT.test(subject)) return subject;
  throw new IdentityProviderError('no-subject');
}

/** An e-mail address; nothing for what cannot be one. */
export function readEmail(value: unknown): string | undefined {
  return typeof value === 'string' && EMAIL.test(value) ? value : undefined;
}

/** First and last name, from two claims or from one; the last resort is what stands before the @. */
export function readNames(
  claims: Claims,
  email: string | undefined,
): { firstName: string; lastName: string } {
  const first = readName(claims['given_name'] ?? claims['first_name']);
  const last = readName(claims['family_name'] ?? claims['last_name']);
  if (first !== '' || last !== '') return { firstName: first, lastName: last };

  const whole =
    readName(claims['name']) ||
    readName(claims['login']) ||
    readName(email?.split('@', 1)[0]);
  const [firstName = '', ...rest] = whole.split(' ');
  return { firstName, lastName: rest.join(' ') };
}

/** A name is shown to others: without control characters, on one line, of a bounded length. */
function readName(value: unknown): string {
  if (typeof value !== 'string') return '';
  const line = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return [...line].slice(0, MAXIMUM_NAME_LENGTH).join('').trim();
}
