/** There is more waiting than can be done in a time that anybody waits for. */
export class QueueFullError extends Error {
  override name = 'QueueFullError';
  readonly code = 'queue-full';

  constructor() {
    super('There is too much to do.');
  }
}

/** How much is done at once, and how much may wait. */
export interface WorkLimits {
  concurrency: number;
  length: number;
}

/**
 * Does so many things at once, keeps so many more waiting, first come, first served, and refuses the rest at once: who
 * is refused can come back, who waits for ever can't.
 */
export class WorkQueue {
  readonly #concurrency: number;
  readonly #length: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ concurrency, length }: WorkLimits) {
    this.#concurrency = concurrency;
    this.#length = length;
  }

  /** @throws QueueFullError */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#concurrency) this.#running += 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The place is handed on, not given up and taken again: nobody can slip in between.
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#waiting.length >= this.#length) throw new QueueFullError();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
