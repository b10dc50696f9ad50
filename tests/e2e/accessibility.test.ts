import { expectAccessible } from './support/axe.ts';
import { enlarge, looks, otherLanguages } from './support/looks.ts';
import { expectNoSidewaysScroll } from './support/pages.ts';
import { refusals, states } from './support/states.ts';
import { test } from './support/test.ts';

for (const look of [...looks, ...otherLanguages]) {
  test(`axe finds nothing (WCAG 2.2 AA), and nothing scrolls sideways, on any page and state: ${look.name}`, async ({
    newBrowserProfile,
    watch,
  }) => {
    watch.expect(refusals);
    const page = await (await newBrowserProfile(look.options)).newPage();
    for (const { name, reach } of states) {
      await test.step(name, async () => {
        await reach(page);
        await enlarge(page, look);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  });
}
