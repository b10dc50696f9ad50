import { createStore, del, get, set, type UseStore } from 'idb-keyval';
import type { KeyValueStorage } from '../auth/key-value-storage';
import { DATABASE, STORE } from './kept-names';
import type { OwnName } from './own-name';

/** Texts kept for this tab alone, for as long as it is open. */
export interface TabStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
}

/** What the names of all that we keep begin with. */
export const PREFIX = 'latchkey';

/** IndexedDB: what one tab has written, the others read at once. localStorage promises that not (docs/decisions/). */
export class IndexedDbStorage implements KeyValueStorage {
  #opened: UseStore | undefined;

  constructor(private readonly own: OwnName) {}

  get #store(): UseStore {
    return (this.#opened ??= createStore(this.own(DATABASE), STORE));
  }

  async get(key: string): Promise<unknown> {
    return get(key, this.#store);
  }

  async set(key: string, value: unknown): Promise<void> {
    await set(key, value, this.#store);
  }

  async delete(key: string): Promise<void> {
    await del(key, this.#store);
  }
}

/** Its methods are asynchronous so that a browser that forbids localStorage rejects, as the others do. */
export class LocalStorage implements KeyValueStorage {
  constructor(private readonly own: OwnName) {}

  async get(key: string): Promise<unknown> {
    const text = await this.#do(() =>
      localStorage.getItem(this.own(`${PREFIX}:${key}`)),
    );
    try {
      return text === null ? undefined : JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  set(key: string, value: unknown): Promise<void> {
    return this.#do(() =>
      localStorage.setItem(this.own(`${PREFIX}:${key}`), JSON.stringify(value)),
    );
  }

  delete(key: string): Promise<void> {
    return this.#do(() =>
      localStorage.removeItem(this.own(`${PREFIX}:${key}`)),
    );
  }

  #do<T>(task: () => T): Promise<T> {
    return new Promise((resolve) => resolve(task()));
  }
}

/** sessionStorage, or memory where it is forbidden. */
export class SessionTabStorage implements TabStorage {
  readonly #memory = new Map<string, string>();

  constructor(private readonly own: OwnName) {}

  get(key: string): string | null {
    return (
      this.#memory.get(key) ??
      this.#attempt(() => sessionStorage.getItem(this.own(key)), null)
    );
  }

  set(key: string, value: string): void {
    this.#attempt(
      () => sessionStorage.setItem(this.own(key), value),
      undefined,
      () => this.#memory.set(key, value),
    );
  }

  delete(key: string): void {
    this.#memory.delete(key);
    this.#attempt(() => sessionStorage.removeItem(this.own(key)), undefined);
  }

  #attempt<T>(task: () => T, fallback: T, otherwise?: () => void): T {
    try {
      return task();
    } catch {
      otherwise?.();
      return fallback;
    }
  }
}
