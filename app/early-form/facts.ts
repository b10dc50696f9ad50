import type { Language } from '../translations/language';

/** What the early form says, in one language. */
export interface EarlyWords {
  title: string;
  email: string;
  password: string;
  showPassword: string;
  keep: string;
  submit: string;
  submitting: string;
  /** With `{provider}` where its name belongs. */
  continueWith: string;
  simulated: string;
  or: string;
  language: string;
  unreachable: string;
  reload: string;
}

/** What is known when the app is built, and needed before it is there. `config/early-form-plugin.ts` puts it into the page. */
export interface EarlyFacts {
  /** By code. */
  languages: Record<string, Language & { words: EarlyWords }>;
  /** By id. */
  providers: Record<string, { flow: string; label: string }>;
}
