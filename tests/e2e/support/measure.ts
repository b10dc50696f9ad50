import type { Page } from '@playwright/test';

/** Notes when an element is first in the page, from its next load on. In milliseconds since that load began. */
export async function noteFirst(
  page: Page,
  selector: string,
): Promise<() => Promise<number>> {
  await page.addInitScript((wanted) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(wanted)) return;
      observer.disconnect();
      Object.assign(window, { firstSeen: performance.now() });
    });
    observer.observe(document, { childList: true, subtree: true });
  }, selector);
  return () =>
    page.evaluate(() => (window as unknown as { firstSeen: number }).firstSeen);
}

/** Notes when an element is gone from the page that is open. */
export async function noteGone(
  page: Page,
  selector: string,
): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(wanted)) return;
      observer.disconnect();
      Object.assign(window, { goneAt: Date.now() });
    });
    observer.observe(document, { childList: true, subtree: true });
  }, selector);
  return () =>
    page.evaluate(() => (window as unknown as { goneAt: number }).goneAt);
}

/** Notes when something is pressed in the page that is open, by the clock that all tabs share. */
export async function notePress(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() =>
    document.addEventListener(
      'click',
      () => Object.assign(window, { pressedAt: Date.now() }),
      { capture: true, once: true },
    ),
  );
  return () =>
    page.evaluate(() => (window as unknown as { pressedAt: number }).pressedAt);
}

/** The value that so many per cent of all values do not exceed; of few values that is the largest one. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const index = Math.ceil((percent / 100) * sorted.length) - 1;
  return sorted[Math.max(0, index)] ?? NaN;
}
