import { refusals, states } from './support/states.ts';
import { expect, test, type Page } from './support/test.ts';

/** More presses of Tab than any page has places to stop at. */
const ENDLESS = 200;

/** In a dialog the keyboard stays within it; then there is nothing to walk through. */
const skipped = ['sign-in-again'];

test('the keyboard reaches all that can be used on every page and state, in their order, and one sees where it is', async ({
  page,
  watch,
}) => {
  watch.expect(refusals);
  for (const { name, reach } of states) {
    if (skipped.includes(name)) continue;
    await test.step(name, async () => {
      await reach(page);
      await walk(page);
    });
  }
});

/** Presses Tab from the top of the page to its end. */
async function walk(page: Page): Promise<void> {
  const count = await page.evaluate(numberStops);
  expect(count).toBeGreaterThan(0);
  await page.evaluate(goToTop);
  const seen: number[] = [];
  const unseen: string[] = [];
  while (seen.length < ENDLESS) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(look);
    if (!stop) break;
    seen.push(stop.number);
    if (!stop.isVisible) unseen.push(stop.html);
  }
  expect(seen).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(unseen, 'without a visible focus, or covered').toEqual([]);
}

/** Numbers what can be used, in the order of the document. */
function numberStops(): number {
  const selector =
    'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const stops = [...document.querySelectorAll<HTMLElement>(selector)].filter(
    (element) => element.checkVisibility() && element.tabIndex >= 0,
  );
  stops.forEach((element, index) => {
    element.dataset['stop'] = String(index);
  });
  return stops.length;
}

/** Puts the focus where the next Tab leads to the first stop: on a place of its own, which no Tab leads to. */
function goToTop(): void {
  const top = document.createElement('span');
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
}

/** Where the focus is now, and whether one sees it; nothing where it has left the page. */
function look() {
  const element = document.activeElement as HTMLElement | null;
  const stop = element?.dataset['stop'];
  if (!element || element === document.body || stop === undefined) {
    return undefined;
  }
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { bottom, left, right, top } = element.getBoundingClientRect();
  const middle = document.elementFromPoint(
    (left + right) / 2,
    (top + bottom) / 2,
  );
  const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  const isUncovered = middle !== null && related(element, middle);
  return {
    number: Number(stop),
    isVisible: isOutlined && isUncovered,
    html: element.outerHTML.slice(0, 200),
  };

  function related(one: Element, other: Element): boolean {
    return one.contains(other) || other.contains(one);
  }
}
