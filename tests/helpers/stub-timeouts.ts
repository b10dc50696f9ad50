/** Stands in for `AbortSignal.timeout`, so that a test lets the time run out without waiting. */
export class StubbedTimeouts {
  /** What was asked for, in milliseconds. */
  readonly asked: number[] = [];
  readonly #controllers: AbortController[] = [];

  readonly timeout = (milliseconds: number): AbortSignal => {
    this.asked.push(milliseconds);
    const controller = new AbortController();
    this.#controllers.push(controller);
    return controller.signal;
  };

  /** All bounds that were set are passed. */
  runOut(): void {
    for (const controller of this.#controllers) {
      controller.abort(
        new DOMException('The operation timed out.', 'TimeoutError'),
      );
    }
  }
}

/** Gives each test of a module its own `AbortSignal.timeout`. */
export function setupStubbedTimeouts(
  hooks: NestedHooks,
): () => StubbedTimeouts {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was
  const original = AbortSignal.timeout;
  let stub = new StubbedTimeouts();
  hooks.beforeEach(() => {
    stub = new StubbedTimeouts();
    AbortSignal.timeout = stub.timeout;
  });
  hooks.afterEach(() => {
    AbortSignal.timeout = original;
  });
  return () => stub;
}
