/** Resolves when the process is told to end: by a signal, or, where that is wanted, by the end of its standard input. */
export function stopAsked(exitWithParent: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    if (!exitWithParent) return;
    process.stdin.once('close', () => resolve());
    process.stdin.once('end', () => resolve());
    process.stdin.resume();
  });
}
