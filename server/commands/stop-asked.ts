/** Resolves when the process is told to end: by a signal, or, where that is wanted, by the end of its standard input. */
export function stopAsked(exitWithParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      // As long as it is read, it keeps the process alive.
      if (exitWithParent) process.stdin.pause();
      resolve();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    if (!exitWithParent) return;
    process.stdin.once('close', stop);
    process.stdin.once('end', stop);
    process.stdin.resume();
  });
}
