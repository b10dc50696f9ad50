import { find, waitFor, waitUntil } from '@ember/test-helpers';

/**
 * What a person does while a request waits for them: the page is not settled then, and would not be until they have done it.
 * `settled()` belongs after the last step.
 */

/** Waits until something is on the page. */
export const appears = (selector: string) => waitFor(selector);

/** Waits until something is not on the page any more. */
export const disappears = (selector: string) =>
  waitUntil(() => !find(selector));

/** Presses something. */
export function press(selector: string): void {
  (find(selector) as HTMLElement).click();
}

/** Types into a field. */
export function type(selector: string, text: string): void {
  const field = find(selector) as HTMLInputElement;
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
