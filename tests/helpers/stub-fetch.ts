/** A request as it left the app, with its body read. */
export interface AskedRequest {
  request: Request;
  url: string;
  method: string;
  body: string;
  header(name: string): string | null;
}

export type Answer = Response | Promise<Response>;

/** Stands in for `fetch`: keeps what it was asked, and answers as the test says. A signal ends a request as a browser does. */
export class StubbedFetch {
  readonly asked: AskedRequest[] = [];
  readonly #waiting: { count: number; resolve: () => void }[] = [];

  /** What to answer; a request that the test has not thought of finds no network. */
  answer: (request: AskedRequest, index: number) => Answer = () => {
    throw new TypeError('Failed to fetch');
  };

  /** Answers one request after the other, and the last answer to all that follow. */
  answers(...answers: (() => Answer)[]): void {
    this.answer = (_request, index) => {
      const answer = answers[Math.min(index, answers.length - 1)];
      if (!answer) throw new TypeError('Failed to fetch');
      return answer();
    };
  }

  get last(): AskedRequest {
    const last = this.asked.at(-1);
    if (!last) throw new Error('Nothing was asked.');
    return last;
  }

  /** Resolves when that many requests have arrived in all. */
  arrived(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ count, resolve });
      this.#tell();
    });
  }

  readonly fetch = async (
    input: RequestInfo | URL,
    init?: RequestInit,
  ): Promise<Response> => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const body = await request.clone().text();
    const asked: AskedRequest = {
      request,
      url: request.url,
      method: request.method,
      body,
      header: (name) => request.headers.get(name),
    };
    const index = this.asked.push(asked) - 1;
    this.#tell();
    return Promise.race([
      (async () => this.answer(asked, index))(),
      aborted(request.signal),
    ]);
  };

  #tell(): void {
    for (const { count, resolve } of this.#waiting) {
      if (this.asked.length >= count) resolve();
    }
  }
}

/** Gives each test of a module a `fetch` of its own. */
export function setupStubbedFetch(hooks: NestedHooks): () => StubbedFetch {
  const original = globalThis.fetch;
  let stub = new StubbedFetch();
  hooks.beforeEach(() => {
    stub = new StubbedFetch();
    globalThis.fetch = stub.fetch;
  });
  hooks.afterEach(() => {
    globalThis.fetch = original;
  });
  return () => stub;
}

/** Never resolves; rejects with the signal's reason. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}

/** An answer of JSON. */
export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

/** A promise that the test settles when it likes. */
export class Deferred<T = void> {
  resolve!: (value: T) => void;
  reject!: (reason: unknown) => void;
  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}
