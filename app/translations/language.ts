import type { texts as signedIn } from './en/signed-in';
import type { texts as signIn } from './en/sign-in';
import type { texts as waiting } from './en/waiting';

/** What there is to know of a language before it is loaded. */
export interface Language {
  /** What its speakers call it. */
  name: string;
  /** Which way it is written, where that is not from left to right. */
  dir?: 'rtl';
}

/** The same texts in any language: what is a text in English is one, and what has a gap has the same gap. */
type Translated<Texts> = Texts extends string
  ? string
  : Texts extends (...gaps: infer Gaps) => string
    ? (...gaps: Gaps) => string
    : { readonly [Name in keyof Texts]: Translated<Texts[Name]> };

/** What the sign-in page says, and all pages that stand alone. */
export type SignInTexts = Translated<typeof signIn>;

/** What the signed-in part says. */
export type SignedInTexts = Translated<typeof signedIn>;

/** What is said while a provider's window is open. */
export type WaitingTexts = Translated<typeof waiting>;
