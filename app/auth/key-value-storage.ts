/** Somewhere to keep values by name, for this browser. Reading and writing may fail: a browser may forbid either. */
export interface KeyValueStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Where the browser keeps things for us, as far as it does. */
export interface BrowserStorage extends KeyValueStorage {
  /** Whether what is kept outlives the page. */
  readonly isLasting: boolean;
}

/** Keeps values for as long as the page lives: when a browser allows nothing else. */
export class MemoryStorage implements KeyValueStorage {
  readonly #values = new Map<string, unknown>();

  get(key: string): Promise<unknown> {
    return Promise.resolve(this.#values.get(key));
  }

  set(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.#values.delete(key);
    return Promise.resolve();
  }
}

/**
 * Several storages as one: the first that works is used, and one that has failed, or that does not answer in time, is
 * left alone for as long as the page lives. The last must not fail.
 *
 * @param timeout how long a storage may take, in milliseconds
 */
export class FallbackStorage implements BrowserStorage {
  readonly #all: readonly KeyValueStorage[];
  readonly #working: KeyValueStorage[];

  constructor(
    storages: [KeyValueStorage, ...KeyValueStorage[]],
    private readonly timeout: number,
  ) {
    this.#all = storages;
    this.#working = [...storages];
  }

  /** False once only the last storage is left. */
  get isLasting(): boolean {
    return this.#working.length > 1;
  }

  get(key: string): Promise<unknown> {
    return this.#use((storage) => storage.get(key));
  }

  set(key: string, value: unknown): Promise<void> {
    return this.#use((storage) => storage.set(key, value));
  }

  /** Also from those that have failed, if they can now: what they still hold would come back with the next page. */
  async delete(key: string): Promise<void> {
    await this.#use((storage) => storage.delete(key));
    const failed = this.#all.slice(0, this.#all.length - this.#working.length);
    await Promise.allSettled(
      failed.map((storage) =>
        within(
          this.timeout,
          attempt(() => storage.delete(key)),
        ),
      ),
    );
  }

  async #use<T>(task: (storage: KeyValueStorage) => Promise<T>): Promise<T> {
    const [storage, ...others] = this.#working;
    if (!storage) throw new Error('No storage works.');
    if (others.length === 0) return task(storage);
    try {
      return await within(this.timeout, task(storage));
    } catch {
      if (this.#working[0] === storage) this.#working.shift();
      return this.#use(task);
    }
  }
}

/** What throws at once rejects, as what throws later does. */
async function attempt<T>(task: () => Promise<T>): Promise<T> {
  return task();
}

/** In so many parts a storage is waited for. */
const PARTS = 10;

/**
 * Time in which the page did not run is no time: where a computer has slept, or is busy with something else, one part of the
 * wait is over at most, and the answer that lies there is taken.
 */
function within<T>(timeout: number, task: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (parts: number) => {
      timer = setTimeout(() => {
        if (parts > 1) return wait(parts - 1);
        reject(new DOMException('No answer in time.', 'TimeoutError'));
      }, timeout / PARTS);
    };
    wait(PARTS);
    task.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
