import type User from '../models/user';
import { texts } from '../translations/signed-in';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** A day as people write it; nothing where there is none. */
export function formatDay(date: Date | null): string {
  return date && !Number.isNaN(date.getTime()) ? day.format(date) : '';
}

/** What to call a user: an API may leave out each part of a name. */
export function nameOf({ email, firstName, lastName }: User): string {
  const name = [firstName, lastName]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
  return name || email?.trim() || texts.user.unnamed;
}
