import { texts as english } from './en/signed-in';
import { addTexts, texts as shared } from './index';
import type { SignedInTexts, SignInTexts } from './language';

addTexts(
  english,
  import.meta.glob<{ texts: object }>(['./*/signed-in.ts', '!./en/*']),
);

/** What the app says once somebody is signed in. */
export const texts = shared as SignInTexts & SignedInTexts;
