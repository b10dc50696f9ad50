import { texts as english } from './en/waiting';
import { addTexts, texts as shared } from './index';
import type { SignInTexts, WaitingTexts } from './language';

addTexts(
  english,
  import.meta.glob<{ texts: object }>(['./*/waiting.ts', '!./en/*']),
);

/** What the app says while a provider's window is open. */
export const texts = shared as SignInTexts & WaitingTexts;
