import { speak } from 'latchkey/translations';
import { spoken } from 'latchkey/translations/spoken';

/** What is spoken belongs to the page that all tests share: each begins, and ends, in English. */
export function setupEnglish(hooks: NestedHooks): void {
  hooks.afterEach(async () => {
    spoken.preferred = [];
    await speak('en');
  });
}
