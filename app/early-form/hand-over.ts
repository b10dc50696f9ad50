/** All that can be filled in, chosen or pressed, in the same order on the early form and on the app's own page. */
const CONTROLS = 'form input, form button, .button-provider, #language';

type Control = HTMLInputElement | HTMLSelectElement | HTMLButtonElement;

/**
 * Listens to what is done on the early form; when the app shows a page of its own, the same is done there, and the early form goes.
 * The user notices nothing: what was typed stands in its field, and the focus is where it was.
 *
 * @param onSubmit when it is submitted before the app is there
 */
export function handOver(early: HTMLElement, onSubmit: () => void): void {
  const mine = controlsOf(early);
  const changed = new Set<Control>();
  const presses: Control[] = [];
  let focused: Control | undefined;
  let held: Control | undefined;
  const controlOf = ({ target }: Event) =>
    mine.find((control) => control.contains(target as Node));
  const listen = (type: string, listener: (event: Event) => void) =>
    early.addEventListener(type, listener);

  listen('focusin', (event) => {
    focused = controlOf(event);
  });
  listen('input', (event) => {
    changed.add(controlOf(event)!);
  });
  listen('pointerdown', (event) => {
    held = controlOf(event);
  });
  listen('click', (event) => {
    held = undefined;
    const control = controlOf(event);
    if (control?.type === 'button') presses.push(control);
  });
  listen('submit', (event) => {
    event.preventDefault();
    // More than once does no harm: the app sends one at a time.
    presses.push(mine.find(({ type }) => type === 'submit')!);
    onSubmit();
  });

  new MutationObserver((_, observer) => {
    const page = [...document.querySelectorAll('main')].at(-1);
    if (!page || page === early) return;
    observer.disconnect();
    const theirs = controlsOf(page);
    const twin = (control: Control) => theirs[mine.indexOf(control)];
    // Another page than the sign-in page has no use for it.
    if (!page.matches('.sign-in') || theirs.length < mine.length) {
      early.remove();
      return;
    }
    for (const control of mine) {
      // A browser that fills fields in says so later, or never.
      const isFilled = /^(email|password)$/.test(control.type) && control.value;
      if (isFilled || changed.has(control)) copy(control, twin(control)!);
    }
    const target = focused && twin(focused);
    early.remove();
    if (target) focus(target, focused!);
    for (const control of presses) twin(control)?.click();
    if (held) awaitRelease(twin(held)!);
  }).observe(document.body, { childList: true });
}

function controlsOf(page: Element): Control[] {
  return [...page.querySelectorAll<Control>(CONTROLS)];
}

function copy(from: Control, to: Control): void {
  if (from.type === 'checkbox') {
    const isSame = from.checked === (to as HTMLInputElement).checked;
    if (!isSame) to.click();
    return;
  }
  to.value = from.value;
  for (const type of ['input', 'change']) {
    to.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

function focus(to: Control, from: Control): void {
  to.focus({ preventScroll: true });
  // An e-mail field tells nobody where its caret is.
  if (from.type !== 'password') return;
  const { selectionEnd, selectionStart } = from;
  (to as HTMLInputElement).setSelectionRange(selectionStart, selectionEnd);
}

/** A button that was held down when it was replaced would never be pressed: the browser wants both on the same element. */
function awaitRelease(button: Control): void {
  addEventListener(
    'pointerup',
    ({ target }) => {
      if (button.contains(target as Node)) button.click();
    },
    { once: true },
  );
}
