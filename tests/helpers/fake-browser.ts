import {
  MemoryStorage,
  type BrowserStorage,
} from 'latchkey/auth/key-value-storage';
import BrowserService, {
  type BrowserSessionId,
  type Channel,
  type ProviderWindow,
  type TabStorage,
} from 'latchkey/services/browser';

/** Keeps what is put there for as long as the test runs, as a browser does through reloads. */
export class FakeStorage extends MemoryStorage implements BrowserStorage {
  isLasting = true;
}

/** Those who want to be told of something. */
class Listeners<Told extends unknown[] = []> {
  readonly #tasks = new Set<(...told: Told) => void>();

  add(task: (...told: Told) => void): () => void {
    this.#tasks.add(task);
    return () => this.#tasks.delete(task);
  }

  tell(...told: Told): void {
    for (const task of [...this.#tasks]) task(...told);
  }
}

/** What several tabs of one browser share. */
export class FakeComputer {
  readonly storage = new FakeStorage();
  /** Of the browser session that runs; gone when the browser is closed. */
  browserSession: string | undefined;
  readonly #channels = new Map<string, Set<(message: unknown) => void>>();
  readonly #locks = new Map<string, Promise<unknown>>();

  /** Milliseconds since the epoch. Starts at a fixed point, and moves only when it is told to. */
  time = Date.UTC(2026, 10, 1, 12);
  isOnline = true;
  readonly connection = new Listeners<[isOnline: boolean]>();
  readonly storageChanges = new Listeners();

  /** The network goes, or comes back. */
  connect(isOnline: boolean): void {
    this.isOnline = isOnline;
    this.connection.tell(isOnline);
  }

  readonly #timers = new Set<{
    next: number;
    interval: number;
    task(): void;
  }>();

  /** Lets time pass, and the timers that are due ring. */
  advance(seconds: number): void {
    const end = this.time + seconds * 1_000;
    for (;;) {
      const due = [...this.#timers]
        .filter(({ next }) => next <= end)
        .sort((a, b) => a.next - b.next)[0];
      if (!due) break;
      this.time = due.next;
      due.next += due.interval;
      due.task();
    }
    this.time = end;
  }

  /** Somebody sets the clock, forward or back; the timers go on as before. */
  turnClock(seconds: number): void {
    this.time += seconds * 1_000;
    for (const timer of this.#timers) timer.next += seconds * 1_000;
  }

  every(interval: number, task: () => void): () => void {
    const timer = { next: this.time + interval, interval, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers of one interval (in milliseconds) are running. */
  timersOf(interval: number): number {
    return [...this.#timers].filter((timer) => timer.interval === interval)
      .length;
  }

  /** How many timers are running. */
  get timers(): number {
    return this.#timers.size;
  }

  async withLock<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.#locks.get(name) ?? Promise.resolve();
    const run = before.then(task, task);
    this.#locks.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  }

  openChannel(name: string, onMessage: (message: unknown) => void): Channel {
    const listeners = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, listeners.add(onMessage));
    return {
      post: (message) => {
        for (const listener of listeners) {
          if (listener !== onMessage) listener(message);
        }
      },
      close: () => listeners.delete(onMessage),
    };
  }
}

class MemoryTabStorage implements TabStorage {
  readonly #values = new Map<string, string>();

  get(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }
}

/** A window that a test looks at. */
export class FakeWindow implements ProviderWindow {
  /** The pages that it has shown. */
  visited: URL[] = [];
  isOutOfSight = false;
  isClosed = false;
  focused = 0;

  goTo(url: string): void {
    this.visited.push(new URL(url));
  }

  focus(): void {
    this.focused += 1;
  }

  close(): void {
    this.isClosed = true;
    this.isOutOfSight = true;
  }
}

/** A browser that a test has in its hand: its clock stands still, its storage is empty, and nothing outlives the test. */
export default class FakeBrowser extends BrowserService {
  computer = new FakeComputer();
  reloads = 0;
  /** The pages that the app has sent the browser to. */
  leftFor: URL[] = [];
  /** The windows that the app has opened. */
  windows: FakeWindow[] = [];
  blocksWindows = false;
  /** Whether the app has closed its own window. */
  isClosed = false;
  isDesktop = false;
  /** What its user reads, the best first. */
  reads: readonly string[] = ['en'];
  /** What a provider sends back with the browser at the next callback. */
  answer: URLSearchParams | undefined;

  readonly #tabStorage = new MemoryTabStorage();
  readonly #wakes = new Listeners();
  readonly #leaves = new Listeners();
  readonly #activity = new Listeners();

  /** The tab comes back to the user. */
  wake(): void {
    this.#wakes.tell();
  }

  /** The page is left, as by closing the tab. */
  leave(): void {
    this.#leaves.tell();
  }

  /** Somebody presses a key. */
  touch(): void {
    this.#activity.tell();
  }

  override onWake(task: () => void): () => void {
    return this.#wakes.add(task);
  }

  override onLeave(task: () => void): () => void {
    return this.#leaves.add(task);
  }

  override onActivity(task: () => void): () => void {
    return this.#activity.add(task);
  }

  override onConnection(task: (isOnline: boolean) => void): () => void {
    return this.computer.connection.add(task);
  }

  override onStorageChange(task: () => void): () => void {
    return this.computer.storageChanges.add(task);
  }

  override get languages(): readonly string[] {
    return this.reads;
  }

  override random(): number {
    return 0.5;
  }

  override get browserSession(): BrowserSessionId {
    const { computer } = this;
    return {
      read: () =>
        computer.browserSession === undefined ? [] : [computer.browserSession],
      write: (id) => (computer.browserSession = id),
      clear: () => (computer.browserSession = undefined),
    };
  }

  override get storage(): FakeStorage {
    return this.computer.storage;
  }

  override get tabStorage(): TabStorage {
    return this.#tabStorage;
  }

  override now(): number {
    return this.computer.time;
  }

  override isOnline(): boolean {
    return this.computer.isOnline;
  }

  override leaveFor(url: string): void {
    this.leftFor.push(new URL(url));
  }

  override get hasRoomForWindows(): boolean {
    return this.isDesktop;
  }

  override openWindow(): FakeWindow | undefined {
    if (this.blocksWindows) return undefined;
    const opened = new FakeWindow();
    this.windows.push(opened);
    return opened;
  }

  override closeWindow(): void {
    this.isClosed = true;
  }

  override every(interval: number, task: () => void): () => void {
    return this.computer.every(interval, task);
  }

  override get hasAnswer(): boolean {
    return this.answer !== undefined;
  }

  override takeAnswer(): URLSearchParams | undefined {
    const { answer } = this;
    this.answer = undefined;
    return answer;
  }

  override reload(): void {
    this.reloads += 1;
  }

  override withLock<T>(
    name: string,
    _wait: number,
    task: () => Promise<T>,
  ): Promise<T> {
    return this.computer.withLock(name, task);
  }

  override openChannel(
    name: string,
    onMessage: (message: unknown) => void,
  ): Channel {
    return this.computer.openChannel(name, onMessage);
  }
}
