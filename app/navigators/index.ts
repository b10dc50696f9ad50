import { waitForPromise } from '@ember/test-waiters';
import { NetworkError } from '../auth/errors';
import type BrowserService from '../services/browser';
import { speak, texts } from '../translations';
import type { Journey, NavigatorId } from './navigator';
import type { PopupVisit } from './popup';
import { redirect } from './redirect';

/** What a journey needs of the app. */
export interface JourneyPorts {
  browser: BrowserService;
  /** Shows that a window is open, or that it is not any more. */
  show: (visit: PopupVisit | undefined) => void;
}

/** Sets out on a journey. To be called in the click itself: a window that is opened later is blocked. */
export function setOut(navigator: NavigatorId, ports: JourneyPorts): Journey {
  return navigator === 'popup' ? byWindow(ports) : redirect;
}

/** The window opens at once; what looks after it is not a part of the first script. */
function byWindow({ browser, show }: JourneyPorts): Journey {
  const opened = browser.openWindow(texts.signIn.opening);
  return {
    async go(destination, signal) {
      const { PopupVisit } = await loadPopup(browser);
      const visit = new PopupVisit(browser, destination, opened);
      show(visit);
      try {
        return await visit.answer(signal);
      } finally {
        show(undefined);
      }
    },
    giveUp: () => opened?.close(),
  };
}

async function loadPopup(browser: BrowserService) {
  try {
    const popup = await waitForPromise(import('./popup'));
    // Where its texts can't be had, they are English.
    await speak().catch(() => undefined);
    return popup;
  } catch (cause) {
    throw NetworkError.from(cause, browser.isOnline());
  }
}
