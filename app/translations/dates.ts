import { spoken } from './spoken';

/** A day as people write it; nothing where there is none. */
export function formatDay(date: Date | null | undefined): string {
  return format(date, { dateStyle: 'medium' });
}

/** A day and a time of it, as people write them. */
export function formatMoment(
  date: Date | null | undefined,
  timeStyle: 'short' | 'medium',
): string {
  return format(date, { dateStyle: 'medium', timeStyle });
}

function format(
  date: Date | null | undefined,
  options: Intl.DateTimeFormatOptions,
): string {
  if (!date || Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(spoken.locale, options).format(date);
}
