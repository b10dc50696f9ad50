/** Work that is done again and again. */
export interface Repeated {
  /** Begins nothing any more, and waits for what runs. */
  stop(): Promise<void>;
}

/**
 * Does something every so often, never twice at once. Each wait is a little longer or shorter by chance, so that processes
 * that were started together do not come together. It keeps no process alive.
 * @param work does not throw
 * @param interval on average, in milliseconds
 */
export function repeat(
  work: () => Promise<void>,
  interval: number,
  random: () => number = Math.random,
): Repeated {
  let running = Promise.resolve();
  let timer = plan();
  let isStopped = false;

  function plan(): NodeJS.Timeout {
    return setTimeout(
      () => {
        running = work().then(() => {
          if (!isStopped) timer = plan();
        });
      },
      interval * (0.5 + random()),
    ).unref();
  }
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
