import { spoken } from './spoken';

/** A number as people write it in the language that is spoken. */
export function number(value: number): string {
  return new Intl.NumberFormat(spoken.locale).format(value);
}
