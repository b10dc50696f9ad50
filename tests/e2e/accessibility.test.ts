import { expectAccessible } from './support/axe.ts';
import { enlarge, looks, otherLanguages, type Look } from './support/looks.ts';
import { expectNoSidewaysScroll } from './support/pages.ts';
import { refusals, states, type State } from './support/states.ts';
import { test } from './support/test.ts';

/** What axe finds depends on colours and structure, which these have of their own; in all looks everything must fit. */
const searched = [
  'desktop-light',
  'desktop-dark',
  'phone-dark',
  'arabic',
  'contrast',
];

/** Where it matters how long the words are. */
const wordy = ['sign-in', 'users', 'todos', 'session', 'profile'];

for (const look of looks) {
  const isSearched = searched.includes(look.name);
  const finds = isSearched ? 'axe finds nothing (WCAG 2.2 AA), and ' : '';
  walk(`${finds}nothing scrolls sideways`, look, states, isSearched);
}

for (const look of otherLanguages) {
  const some = states.filter(({ name }) => wordy.includes(name));
  walk('nothing scrolls sideways', look, some, false);
}

function walk(
  title: string,
  look: Look,
  states: readonly State[],
  isSearched: boolean,
): void {
  test(`${title}, on any page and state: ${look.name}`, async ({
    newBrowserProfile,
    watch,
  }) => {
    watch.expect(refusals);
    const page = await (await newBrowserProfile(look.options)).newPage();
    for (const { name, reach } of states) {
      await test.step(name, async () => {
        await reach(page);
        await enlarge(page, look);
        if (isSearched) await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  });
}
