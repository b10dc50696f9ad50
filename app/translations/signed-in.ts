import { texts as english } from './en/signed-in';
import { addEnglish, texts as shared } from './index';
import type { SignedInTexts, SignInTexts } from './language';

addEnglish(english);

/** What the app says once somebody is signed in. */
export const texts = shared as SignInTexts & SignedInTexts;
