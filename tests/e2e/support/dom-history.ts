import type { Page } from '@playwright/test';

/**
 * Remembers which of some things were ever in the page, however briefly, from its first moment on; a reload begins anew.
 *
 * @param selectors by a name each
 * @returns asks which of the names were seen since the page was loaded
 */
export async function recordDom(
  page: Page,
  selectors: Record<string, string>,
): Promise<() => Promise<string[]>> {
  await page.addInitScript((all) => {
    const seen = new Set<string>();
    Object.assign(window, { seenInDom: seen });
    const look = () => {
      for (const [name, selector] of Object.entries(all)) {
        if (document.querySelector(selector)) seen.add(name);
      }
    };
    new MutationObserver((records) => {
      look();
      // What came and went within one turn is in the records alone.
      for (const node of records.flatMap((record) => [...record.addedNodes])) {
        if (!(node instanceof Element)) continue;
        for (const [name, selector] of Object.entries(all)) {
          if (node.matches(selector) || node.querySelector(selector)) {
            seen.add(name);
          }
        }
      }
    }).observe(document, { childList: true, subtree: true, attributes: true });
  }, selectors);

  return () =>
    page.evaluate(() => [
      ...(window as unknown as { seenInDom: Set<string> }).seenInDom,
    ]);
}

/**
 * Remembers all texts that the elements of a selector have from now on, however briefly.
 *
 * @returns asks which texts there were
 */
export async function recordTexts(
  page: Page,
  selector: string,
): Promise<() => Promise<string[]>> {
  await page.evaluate((wanted) => {
    const texts = new Set<string>();
    Object.assign(window, { seenTexts: texts });
    new MutationObserver(() => {
      for (const element of document.querySelectorAll(wanted)) {
        texts.add(element.textContent ?? '');
      }
    }).observe(document, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  }, selector);

  return () =>
    page.evaluate(() => [
      ...(window as unknown as { seenTexts: Set<string> }).seenTexts,
    ]);
}
