import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axeCore from 'axe-core';
import { enlarge, looks, otherLanguages, type Look } from './support/looks.ts';
import { expectNoSidewaysScroll } from './support/pages.ts';
import { refusals, states, type State } from './support/states.ts';
import { expect, test, type Page } from './support/test.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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

async function expectAccessible(page: Page): Promise<void> {
  // By the debugger's door: the page's own policy lets nobody in.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const results = await axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return results.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html, failureSummary }) => ({
        html,
        failureSummary,
      })),
    }));
  }, TAGS);
  expect(violations).toEqual([]);
}
