import type User from '../models/user';
import { texts } from '../translations/signed-in';

/** What to call a user: an API may leave out each part of a name. */
export function nameOf({ email, firstName, lastName }: User): string {
  const name = [firstName, lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
  return name || email?.trim() || texts.user.unnamed;
}
