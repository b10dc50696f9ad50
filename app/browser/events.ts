import type { OwnName } from './own-name';
import { PREFIX } from './storages';

type Unsubscribe = () => void;

/** Tells when the page comes back to the user: it was hidden, the machine slept, or Back has brought it from a cache. */
export function onWake(task: () => void): Unsubscribe {
  const onVisible = () => {
    if (document.visibilityState === 'visible') task();
  };
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) task();
  };
  document.addEventListener('visibilitychange', onVisible);
  window.addEventListener('pageshow', onShow);
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    window.removeEventListener('pageshow', onShow);
  };
}

/** Tells when the page is left, for good or for the browser's cache. */
export function onLeave(task: () => void): Unsubscribe {
  return listen(window, ['pagehide'], task);
}

/** Tells when the connection is lost, and when it is back. */
export function onConnection(task: (isOnline: boolean) => void): Unsubscribe {
  return listen(window, ['online', 'offline'], ({ type }) =>
    task(type === 'online'),
  );
}

/** What a person does who is there. A mouse that is only moved may have been pushed by the table. */
const ACTIVITY = ['keydown', 'pointerdown', 'touchstart', 'wheel', 'scroll'];

/** Keys by which one gets to a button, and presses it. */
const KEYS_OF_BUTTONS = ['Tab', 'Shift', 'Enter', ' '];

/** Tells that somebody is there. */
export function onActivity(task: () => void): Unsubscribe {
  return listen(window, ACTIVITY, (event) => isAnswer(event) || task(), {
    capture: true,
    passive: true,
  });
}

/**
 * Whether something is about to be answered by a button: were that taken for a sign of life, the question would be gone before
 * the button is pressed.
 */
function isAnswer(event: Event): boolean {
  const { target } = event;
  const isButtons =
    target instanceof Element && target.closest('[data-answers]') !== null;
  if (!isButtons) return false;
  return (
    !(event instanceof KeyboardEvent) || KEYS_OF_BUTTONS.includes(event.key)
  );
}

/**
 * Tells that what localStorage keeps for us was changed, or all of it cleared, in another tab.
 *
 * @param own makes a name this app's
 */
export function onStorageChange(own: OwnName, task: () => void): Unsubscribe {
  const [start, end] = [`${PREFIX}:`, own('')];
  return listen(window, ['storage'], (event) => {
    const { key } = event as StorageEvent;
    const isOurs = key?.startsWith(start) && key.endsWith(end);
    if (key === null || isOurs) task();
  });
}

function listen(
  target: EventTarget,
  types: readonly string[],
  task: (event: Event) => void,
  options?: AddEventListenerOptions,
): Unsubscribe {
  for (const type of types) target.addEventListener(type, task, options);
  return () => {
    for (const type of types) target.removeEventListener(type, task, options);
  };
}
