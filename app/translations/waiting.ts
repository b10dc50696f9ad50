import { texts as english } from './en/waiting';
import { addEnglish, texts as shared } from './index';
import type { SignInTexts, WaitingTexts } from './language';

addEnglish(english);

/** What the app says while a provider's window is open. */
export const texts = shared as SignInTexts & WaitingTexts;
