import { spoken } from './spoken';

/** What is counted: a text for each plural form that the language has (CLDR), with `#` for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & {
  other: string;
};

/** A number as people write it in the language that is spoken. */
export function number(value: number): string {
  return new Intl.NumberFormat(spoken.locale).format(value);
}

/** So many of something, in the form that the language has for that number. */
export function plural(count: number, forms: PluralForms): string {
  const form = new Intl.PluralRules(spoken.code).select(count);
  return (forms[form] ?? forms.other).replace('#', number(count));
}

/** A text of somebody else's, kept apart from the direction of the words around it (Unicode, UAX #9). */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
