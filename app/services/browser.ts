import Service from '@ember/service';
import { cached } from '@glimmer/tracking';
import type { World } from '../auth/answers';
import {
  FallbackStorage,
  MemoryStorage,
  type BrowserStorage,
} from '../auth/key-value-storage';
import { BrowserSessionCookie } from '../browser/browser-session';
import {
  onActivity,
  onConnection,
  onStorageChange,
  onLeave,
  onWake,
} from '../browser/events';
import { ownName } from '../browser/own-name';
import {
  IndexedDbStorage,
  LocalStorage,
  SessionTabStorage,
  type TabStorage,
} from '../browser/storages';
import config from '../config/environment';

export type { TabStorage };

/**
 * How long IndexedDB may take before we do without it, in milliseconds. A browser that opens many tabs at once, on a busy machine,
 * takes seconds: who is given up too early is signed out in that tab.
 */
const STORAGE_TIMEOUT = 5_000;

/** Talks to the other tabs of this app in this browser. */
export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** A random id that lasts as long as the browser session. */
export interface BrowserSessionId {
  /** The ids that are there; none where the browser was closed since. */
  read(): readonly string[];
  /** Puts one there. */
  write(id: string): void;
  clear(): void;
}

/** A window that the app has opened for a provider's page. */
export interface ProviderWindow {
  /** Shows a page in it. */
  goTo(url: string): void;
  /** Brings it to the front. */
  focus(): void;
  close(): void;
  /** Whether it is gone, or only out of our sight: a page that cuts its opener (COOP) looks like one that was closed. */
  readonly isOutOfSight: boolean;
}

/** What the window for a provider's page is like, in CSS pixels. */
const WINDOW = { width: 520, height: 720 };

/**
 * The one seam to the world: clock, address, storage, locks, other tabs. Nothing else in the app touches them (lint
 * holds that), so a test replaces this service and has them all in its hand.
 */
export default class BrowserService extends Service implements World {
  /** The path below which this app lies. What it keeps, and says to its other tabs, is no other app's business. */
  rootUrl: string = config.rootURL;

  readonly #own = (name: string) => ownName(name, this.rootUrl);

  /** Kept across tabs and reloads: IndexedDB, or else localStorage, or else memory. */
  @cached
  get storage(): BrowserStorage {
    return new FallbackStorage(
      [
        new IndexedDbStorage(this.#own),
        new LocalStorage(this.#own),
        new MemoryStorage(),
      ],
      STORAGE_TIMEOUT,
    );
  }

  /** Kept for this tab alone. */
  @cached
  get tabStorage(): TabStorage {
    return new SessionTabStorage(this.#own);
  }

  /** Tells this browser session from the next one: it is gone when the browser is closed. */
  @cached
  get browserSession(): BrowserSessionId {
    const { protocol } = location;
    return new BrowserSessionCookie(this.tabStorage, protocol, this.rootUrl);
  }

  /** Milliseconds since the epoch, by this machine's clock. */
  now(): number {
    return Date.now();
  }

  isOnline(): boolean {
    return navigator.onLine;
  }

  /** The languages that the user reads, the best first, as BCP 47 tags. */
  get languages(): readonly string[] {
    return navigator.languages;
  }

  /** 128 bits that nobody can guess, as hexadecimal digits. */
  randomId(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    );
  }

  /** From 0 to 1; for what need not be secret. */
  random(): number {
    return Math.random();
  }

  /** Scheme, host and port of the app. */
  get origin(): string {
    return location.origin;
  }

  /** Leaves the app for another page. */
  leaveFor(url: string): void {
    location.assign(url);
  }

  /** Whether a second window is a fair thing here: a wide page, and a mouse. */
  get hasRoomForWindows(): boolean {
    return matchMedia('(min-width: 48rem) and (hover: hover)').matches;
  }

  /**
   * Opens an empty window for a provider's page. To be called in the click itself, or the browser blocks it.
   *
   * @returns nothing where the browser has blocked it
   */
  openWindow(loading: string): ProviderWindow | undefined {
    const { height, width } = WINDOW;
    const left = Math.max(0, screenX + (outerWidth - width) / 2);
    const top = Math.max(0, screenY + (outerHeight - height) / 2);
    const opened = window.open(
      'about:blank',
      '_blank',
      `popup,width=${width},height=${height},left=${left},top=${top}`,
    );
    if (!opened) return undefined;
    opened.document.title = loading;
    opened.document.body.textContent = loading;
    // The page that it will show must have no hold on ours.
    opened.opener = null;
    return {
      goTo: (url) => opened.location.replace(url),
      focus: () => opened.focus(),
      close: () => opened.close(),
      get isOutOfSight() {
        return opened.closed;
      },
    };
  }

  /** Closes this window, where the browser lets a script do that: one that a script has opened. */
  closeWindow(): void {
    window.close();
  }

  /**
   * Runs a task again and again.
   *
   * @param interval in milliseconds
   * @returns stops it
   */
  every(interval: number, task: () => void): () => void {
    const timer = setInterval(task, interval);
    return () => clearInterval(timer);
  }

  /** Waits so many milliseconds. */
  after(wait: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.every(wait, () => {
        stop();
        resolve();
      });
    });
  }

  /** Tells when this tab comes back to the user: from the background, from sleep, from the back-forward cache. */
  onWake(task: () => void): () => void {
    return onWake(task);
  }

  /** Tells when this page is left for another one, closed, or put aside: the last moment to send something. */
  onLeave(task: () => void): () => void {
    return onLeave(task);
  }

  /** Tells when the connection is lost, and when it is back. */
  onConnection(task: (isOnline: boolean) => void): () => void {
    return onConnection(task);
  }

  /** Tells that somebody is there: keys, clicks, touches, scrolling. */
  onActivity(task: () => void): () => void {
    return onActivity(task);
  }

  /** Tells that another tab, or the browser itself, has changed what localStorage keeps for us. */
  onStorageChange(task: () => void): () => void {
    return onStorageChange(this.#own, task);
  }

  /**
   * Whether a provider has sent something back with the browser. It was in the address until `cleanCallback` took it out,
   * before anything else happened.
   */
  get hasAnswer(): boolean {
    return heldAnswer !== undefined;
  }

  /** See `hasAnswer`: it can be had once. */
  takeAnswer(): URLSearchParams | undefined {
    const answer = heldAnswer;
    heldAnswer = undefined;
    return answer;
  }

  reload(): void {
    location.reload();
  }

  /**
   * Runs a task while no other tab runs one of the same name. A tab that holds the lock and is frozen or hangs must not
   * hold us too: all that have waited in vain take turns by a second lock, and only then the task runs without any.
   *
   * @param wait how long to wait for each lock, in milliseconds
   */
  async withLock<T>(
    name: string,
    wait: number,
    task: () => Promise<T>,
  ): Promise<T> {
    // Absent where the page has no TLS.
    const locks = navigator.locks as LockManager | undefined;
    if (!locks) return task();
    let isRunning = false;
    const run = () => {
      isRunning = true;
      return task();
    };
    for (const turn of [name, `${name}:overdue`]) {
      const lock = this.#own(turn);
      try {
        return await locks.request(
          lock,
          { signal: AbortSignal.timeout(wait) },
          run,
        );
      } catch (error) {
        if (isRunning) throw error;
      }
    }
    return task();
  }

  openChannel(name: string, onMessage: (message: unknown) => void): Channel {
    if (typeof BroadcastChannel === 'undefined') {
      return { post: () => undefined, close: () => undefined };
    }
    const channel = new BroadcastChannel(this.#own(name));
    channel.onmessage = ({ data }) => onMessage(data);
    return {
      post: (message) => channel.postMessage(message),
      close: () => channel.close(),
    };
  }
}

declare module '@ember/service' {
  interface Registry {
    browser: BrowserService;
  }
}

let heldAnswer: URLSearchParams | undefined;

/**
 * Takes a provider's answer out of the address, where it would stay in the history and in what other pages are told. To be
 * called before anything else (OAuth 2.1, "Endpoint Content"; RFC 9700 section 4.2).
 */
export function cleanCallback(): void {
  const { pathname, search } = location;
  if (!/\/login\/callback\/[^/]+\/?$/.test(pathname)) return;
  if (search) heldAnswer = new URLSearchParams(search);
  // The fragment too: a token that comes there is somebody else's, and Facebook appends one.
  const [address] = location.href.split(/[?#]/);
  history.replaceState(history.state, '', address);
}
